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
OURS = [HERE / "hotpair.cfg", HERE / "hotpair-example.cfg"]


class ObjectsTest(unittest.TestCase):
    def test_nagios_accepts_them_without_a_warning_about_ours(self):
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory, "nagios.cfg")
            own = [NAGIOS / f"{name}.cfg"
                   for name in ("commands", "contacts", "templates", "timeperiods")]
            site = Path(directory, "site.cfg")
            site.write_text("define command {\n  command_name check-host-alive\n"
                            "  command_line /bin/true\n}\n")
            lines = [f"cfg_file={path}" for path in (*own, site, *OURS)]
            # Started by root, Nagios would become a user that cannot read the directory.
            me = pwd.getpwuid(os.geteuid())
            lines += [f"log_file={directory}/log", f"nagios_user={me.pw_name}",
                      f"nagios_group={me.pw_gid}"]
            file.write_text("\n".join(lines) + "\n")
            done = subprocess.run(["/usr/sbin/nagios4", "-v", str(file)], capture_output=True,
                                  text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("Checked 10 services", done.stdout)
        self.assertNotRegex(done.stdout, r"(?i)(warning|error):.*(blade1|vpe1|hotpair)")

    def test_every_mode_has_a_service_and_every_service_a_mode(self):
        text = OURS[0].read_text()
        used = re.findall(r"check_command +check_hotpair!(\w+)", text)
        self.assertEqual(sorted(used), sorted(plugin.load().MODES))

    def test_no_secret_is_an_argument(self):
        (command,) = re.findall(r"command_line +(.*)", OURS[0].read_text())
        self.assertEqual(command, "$USER1$/check_hotpair -m $ARG1$ -H $HOSTADDRESS$ --credentials"
                                  " $_HOSTHOTPAIR_CREDENTIALS$ $ARG2$")
