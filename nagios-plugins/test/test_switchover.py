"""The event handler refuses: asked of two snmpd with both sides' objects. That it orders, the kit
sees at a real pair."""

import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import plugin
import site_fixture
from agents import FixtureAgent, credentials, v3

HANDLER = plugin.FILE.with_name("hotpair_switchover")


class SwitchoverTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.agent = FixtureAgent()
        cls.addClassCleanup(cls.agent.close)
        cls.peer = FixtureAgent(site_fixture.peer())
        cls.addClassCleanup(cls.peer.close)

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        self.credentials = credentials(self.directory / "c", v3())
        self.sites = [site_fixture.site(), site_fixture.peer()]
        self.memory = self.directory / "switchover-erp.json"
        for site in self.sites:
            site["Pair"][("erp",)]["LastMoveTime"] = time.time() - 7200.0

    def handle(self, state="CRITICAL", kind="HARD", alarm="17", more=()):
        """Runs it against one snmpd for both nodes, unless told another one: status and output."""
        self.agent.show(self.sites[0])
        self.peer.show(self.sites[1])
        done = subprocess.run(
            [HANDLER, "--state", state, "--state-type", kind, "--alarm", alarm, "-H", "127.0.0.1",
             "--peer", "127.0.0.1", "-p", str(self.agent.port), "-P", "erp", "--credentials",
             self.credentials, "--state-dir", self.directory, "--peer-port", str(self.peer.port),
             *more], capture_output=True, text=True, timeout=60, check=False,
            env={"PATH": "/usr/bin:/bin"})
        return done.returncode, done.stdout + done.stderr

    def refuses(self, text, **more):
        status, said = self.handle(**more)
        self.assertEqual(status, 1, said)
        self.assertIn(text, said)
        self.assertEqual(self.memory.read_text() if self.memory.exists() else "", "")

    def test_only_a_hard_alarm_is_one(self):
        for state, kind in (("CRITICAL", "SOFT"), ("OK", "HARD"), ("WARNING", "HARD"),
                            ("UNKNOWN", "HARD")):
            self.assertEqual(self.handle(state, kind),
                             (0, f"nothing to do for {state} {kind}\n"))
        self.assertFalse(self.memory.exists())

    def test_a_pair_that_could_not_be_switched_over_is_left_alone(self):
        erp = self.sites[0]["Pair"][("erp",)]
        erp.update(Ready=False, NotReadyCause="notHeard")
        self.refuses("erp: active on blade1, not ready: notHeard")
        erp.update(Ready=True, Suspended=True)
        self.refuses("erp: suspended")
        erp.update(Suspended=False, State="stopping", StateReason="ordered")
        self.refuses("erp: stopping on blade1: ordered")
        erp.update(State="active")
        self.sites[1]["Pair"][("erp",)]["ActiveNode"] = "vpe1"
        self.refuses("they disagree")

    def test_a_silent_node_is_no_target(self):
        self.refuses("nothing listens at", more=("--peer", "127.0.0.2"))

    def test_a_pair_that_moved_is_left_alone(self):
        self.sites[1]["Pair"][("erp",)]["LastMoveTime"] = time.time() - 600.0
        self.refuses("the pair moved 10.0 minutes ago (--quiet 30)")

    def test_an_alarm_has_one_order_and_the_next_one_waits(self):
        # snmpd takes no SET of it: the order fails, and is remembered all the same.
        status, said = self.handle()
        self.assertEqual(status, 1)
        self.assertIn("snmpset: ", said)
        kept = self.memory.read_text()
        self.assertIn('"alarm": "17"', kept)
        for alarm, text in (("17", "alarm 17 has had its order, 0."),
                            ("18", "the last order was 0.")):
            status, said = self.handle(alarm=alarm)
            self.assertEqual((status, self.memory.read_text()), (1, kept))
            self.assertIn(text, said)

    def test_a_damaged_memory_is_no_reason_to_forget(self):
        for text in ("{", "[]", '{"alarm": "1"}', '{"alarm": "1", "time": "x"}'):
            self.memory.write_text(text)
            status, said = self.handle()
            self.assertEqual(status, 1)
            self.assertIn("is damaged: see that no order is under way", said)
            self.assertEqual(self.memory.read_text(), text)

    def test_credentials_that_others_can_read_are_refused(self):
        (self.credentials / "snmp.conf").chmod(0o644)
        self.refuses("it holds secrets; its mode is 0644")
