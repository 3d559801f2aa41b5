"""Notifications on their way: snmptt-hotpair.conf, SNMPTT itself, what reaches a command file."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import plugin
from site_fixture import MIB

HERE = Path(__file__).resolve().parents[1]
CONF = HERE / "snmptt-hotpair.conf"
GENERATE, SUBMIT = plugin.load("generate"), plugin.load("submit_hotpair_event")
EVENTS = re.findall(r'^EVENT (\w+) (\S+) "Hotpair" (\w+)\nFORMAT (.*)\n(?:EXEC (.*)\n)?',
                    CONF.read_text("utf-8"), re.MULTILINE)
INI = """[General]
mode = standalone
dns_enable = 0
net_snmp_perl_enable = 0
[Logging]
log_enable = 1
log_file = {folder}/log
syslog_enable = 0
syslog_system_enable = 0
[Exec]
exec_enable = 1
exec_escape = 1
[TrapFiles]
snmptt_conf_files = <<END
{folder}/conf
END
"""


class ConfTest(unittest.TestCase):
    def test_it_is_what_the_mib_makes_it(self):
        self.assertEqual(CONF.read_text("utf-8"), GENERATE.text(), "run nagios-plugins/generate")

    def test_every_notification_of_the_mib_is_an_event(self):
        self.assertEqual({name: oid for name, oid, *_ in EVENTS},
                         {entry.name: "." + entry.oid for entry in MIB.notifications()})

    def test_severities_are_the_agents(self):
        known = GENERATE.severities()
        self.assertEqual(len(known), len(EVENTS))
        for name, oid, word, _, command in EVENTS:
            severity = known[int(oid.rpartition(".")[2])]
            self.assertEqual(word, GENERATE.SEVERITIES[severity][0], name)
            kind = name[len("hotpair")].lower() + name[len("hotpair") + 1:]
            self.assertEqual(bool(command), severity != "INFORMATION" or kind in GENERATE.CLOSING)
            if kind in GENERATE.CLOSING:
                self.assertEqual(severity, "INFORMATION", name)

    def test_its_own_text_passes_its_own_cleaning(self):
        for *_, text, command in EVENTS:
            self.assertNotRegex(re.sub(r"\$\d+", "", text + command),
                                f"[^{GENERATE.HARMLESS}]")


class SnmpttTest(unittest.TestCase):
    """SNMPTT, given what snmptrapd gives to a traphandle."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.folder = Path(directory.name)
        self.pipe = self.folder / "pipe"
        os.mkfifo(self.pipe)
        self.reader = os.open(self.pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, self.reader)
        (self.folder / "ini").write_text(INI.format(folder=self.folder))
        (self.folder / "conf").write_text(CONF.read_text("utf-8").replace(
            GENERATE.PROGRAM, f"{HERE / 'submit_hotpair_event'} --command-file {self.pipe}"))

    def receives(self, number, text, pair="erp", node="vpe1"):
        """What the command file gets of a notification, line by line."""
        objects = {"Id": "vpe1:103", "Time": "", "Severity": "3", "Node": node, "Pair": pair,
                   "Subject": "", "OldState": "starting", "NewState": "active", "Reason": "3",
                   "Epoch": "42", "Text": text}
        carried = MIB.entries["hotpairTakeoverCompleted"].objects
        self.assertEqual(tuple(f"hotpairEvent{name}" for name in objects), carried)
        lines = ["vpe1", "UDP: [10.0.0.21]:1161->[10.0.0.5]:162", ".1.3.6.1.2.1.1.3.0 0:0:01:00.00",
                 f".1.3.6.1.6.3.1.1.4.1.0 .1.3.6.1.4.1.32473.1.0.{number}"]
        lines += [f".{MIB.entries['hotpairEvent' + name].oid}.7 \"{value}\""
                  for name, value in objects.items()]
        subprocess.run(["/usr/sbin/snmptt", f"--ini={self.folder / 'ini'}"], check=True, timeout=60,
                       input="\n".join(lines) + "\n", text=True, cwd=self.folder,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return os.read(self.reader, 65536).decode().splitlines()
        except BlockingIOError:
            return []

    def test_an_alarm_makes_the_service_critical(self):
        (line,) = self.receives(2, "the group runs on vpe1 after 734 ms")
        self.assertRegex(line, r"^\[\d+\] PROCESS_SERVICE_CHECK_RESULT;vpe1;Hotpair alarms;2;"
                         r"HOTPAIR CRITICAL - erp: takeoverCompleted: the group runs on vpe1 after"
                         r" 734 ms \[event vpe1:103\]$")
        self.assertIn("-- The group runs on this node after a loss. Find out why",
                      (self.folder / "log").read_text())

    def test_a_warning_is_apart_and_may_be_about_no_pair(self):
        (line,) = self.receives(21, "blade1 runs another file", pair="")
        self.assertRegex(line, "vpe1;Hotpair warnings;1;HOTPAIR WARNING"
                               " - configurationMismatch: blade1 runs another file")

    def test_good_news_has_the_node_asked(self):
        lines = self.receives(18, "ready again")
        self.assertEqual([re.sub(r"\d{9,}", "NOW", line) for line in lines], [
            f"[NOW] SCHEDULE_FORCED_SVC_CHECK;vpe1;{service};NOW"
            for service in ("Hotpair alarms", "Hotpair warnings")])

    def test_other_information_is_only_logged(self):
        self.assertEqual(self.receives(4, "ordered by ops"), [])
        self.assertIn("switchoverStarted pair=erp", (self.folder / "log").read_text())

    def test_a_text_is_no_command(self):
        made = self.folder / "made"
        for text in (f"a; touch {made}", f"$(touch {made})", f"`touch {made}`", f"a | touch {made}",
                     f"' ; touch {made} ; '", f"a && touch {made}", f"a > {made}",
                     f"a\\n touch {made}"):
            with self.subTest(text=text):
                (line,) = self.receives(3, text)
                self.assertIn("Hotpair alarms;2;", line)
                self.assertIn("touch" if "touch" in text else "made", line)
                self.assertFalse(made.exists())
        for name in (f"x;touch {made}", f"$(touch {made})"):
            self.receives(3, "text", node=name, pair=name)
            self.assertFalse(made.exists())


class SubmitTest(unittest.TestCase):
    def submit(self, *words):
        done = subprocess.run([HERE / "submit_hotpair_event", *map(str, words)], text=True,
                              capture_output=True, timeout=60, check=False)
        return done.returncode, done.stderr

    def test_what_it_cannot_hand_over_it_says(self):
        words = ("2", "takeoverFailed", "node=vpe1", "pair=erp", "id=vpe1:1", "text")
        with tempfile.TemporaryDirectory() as directory:
            pipe, file = Path(directory, "pipe"), Path(directory, "file")
            os.mkfifo(pipe)
            file.touch()
            for text, arguments in (
                ("nobody reads it: is the monitoring system running?",
                 ("--command-file", pipe, *words)),
                ("file is no pipe", ("--command-file", file, *words)),
                ("none: No such file", ("--command-file", f"{directory}/none", *words)),
                ("without a node's name",
                 ("--command-file", pipe, "2", "k", "node=", "pair=", "id=")),
                ("without a node's name", ("--command-file", pipe, "2", "k", "node=a;b", "p", "i")),
                ("not understood", ("--command-file", pipe, "3", *words[1:])),
                ("not understood", ("--command-file", pipe)),
                ("--other: not understood", ("--other", "x")),
            ):
                with self.subTest(arguments=arguments):
                    status, said = self.submit(*arguments)
                    self.assertEqual(status, 1)
                    self.assertIn(text, said)

    def test_a_long_text_is_one_whole_line(self):
        (line,) = SUBMIT.commands(["1", "k", "node=a", "pair=b", "id=c", "ü" * 9000], 1)
        self.assertLessEqual(len(line.encode()), 4096)
        self.assertTrue(line.endswith("ü\n"))
