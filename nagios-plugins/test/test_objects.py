"""Nagios accepts the object definitions, beside those that it brings, and runs the checks."""

import os
import pwd
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import plugin

HERE = Path(__file__).resolve().parents[1]
NAGIOS = Path("/etc/nagios4/objects")
PLUGINS = Path("/etc/nagios-plugins/config")
OURS = [HERE / "hotpair.cfg", HERE / "hotpair-example.cfg"]


class ObjectsTest(unittest.TestCase):
    def test_nagios_accepts_them_without_a_warning_about_ours(self):
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory, "nagios.cfg")
            own = [NAGIOS / f"{name}.cfg"
                   for name in ("commands", "contacts", "templates", "timeperiods")]
            own += [PLUGINS / f"{name}.cfg" for name in ("http", "ping")]
            lines = [f"cfg_file={path}" for path in (*own, *OURS)]
            # Started by root, Nagios would become a user that cannot read the directory.
            me = pwd.getpwuid(os.geteuid())
            lines += [f"log_file={directory}/log", f"nagios_user={me.pw_name}",
                      f"nagios_group={me.pw_gid}"]
            file.write_text("\n".join(lines) + "\n")
            done = subprocess.run(["/usr/sbin/nagios4", "-v", str(file)], capture_output=True,
                                  text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("Checked 22 services", done.stdout)
        self.assertNotRegex(done.stdout, r"(?i)(warning|error):.*(blade1|vpe1|erp|hotpair)")

    def test_every_mode_has_a_service_and_every_service_a_mode(self):
        modes = set(plugin.load().MODES)
        text = OURS[0].read_text()
        used = set(re.findall(r"check_command +check_hotpair!(\w+)", text))
        self.assertEqual(used | set(re.findall(r"command_line .* -m (\w+)", text)), modes)
        icinga = (HERE / "icinga2" / "hotpair.conf").read_text()
        self.assertEqual(set(re.findall(r'vars.hotpair_mode = "(\w+)"', icinga)), modes)

    def test_both_systems_have_the_same_services(self):
        nagios = set(re.findall(r"service_description +(Hotpair .*)", OURS[0].read_text()))
        icinga = (HERE / "icinga2" / "hotpair.conf").read_text()
        self.assertEqual(nagios | {"Hotpair agents"}, set(re.findall(r'apply Service "(Hotpair .*)"', icinga)))
        submit = plugin.load("submit_hotpair_event")
        self.assertLess({submit.ALARMS, submit.WARNINGS}, nagios)

    def test_everything_asked_of_an_agent_depends_on_the_agent(self):
        services = set(re.findall(r"service_description +(Hotpair .*)", OURS[0].read_text()))
        depend = re.findall(r"dependent_service_description +(.*)", OURS[1].read_text())
        self.assertEqual({name for names in depend for name in names.split(",")},
                         services - {"Hotpair agent"})

    def test_no_secret_is_an_argument(self):
        commands = re.findall(r"command_line +(.*)", OURS[0].read_text())
        self.assertEqual(commands[0], "$USER1$/check_hotpair -m $ARG1$ -H $HOSTADDRESS$"
                                      " --credentials $_HOSTHOTPAIR_CREDENTIALS$ $ARG2$")
        self.assertEqual(len(commands), 3)
        for command in commands:
            self.assertRegex(command, r"--credentials \$_HOSTHOTPAIR_(CREDENTIALS|ORDERS)\$")
            self.assertNotRegex(command, r"(?i)pass|secret|community|\$USER[2-9]")
