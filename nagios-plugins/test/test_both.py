"""Mode both: two agents are asked at once, here snmpd of net-snmp with each side's objects."""

import socket
import tempfile
import time
import unittest
from pathlib import Path

import plugin
import site_fixture
from agents import FixtureAgent, credentials, free_port, v3


class BothCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.agents = [FixtureAgent(), FixtureAgent(site_fixture.peer())]
        for agent in cls.agents:
            cls.addClassCleanup(agent.close)
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        cls.credentials = credentials(Path(directory.name) / "v3", v3())

    def setUp(self):
        self.sites = [site_fixture.site(), site_fixture.peer()]

    def finds(self, status, text, *arguments):
        for agent, site in zip(self.agents, self.sites):
            agent.show(site)
        result = plugin.check(
            "-m", "both", "-H", "127.0.0.1", "-p", self.agents[0].port, "--peer", "127.0.0.1",
            "--peer-port", self.agents[1].port, "--credentials", self.credentials, "-t", "4",
            *arguments)
        self.assertEqual(result.status, status, result)
        self.assertIn(text, result.text, result)
        self.assertEqual(result.errors, "")
        return result


class AgreeTest(BothCase):
    def test_two_nodes_that_agree_are_ok(self):
        result = self.finds(0, "BOTH OK - erp: active on blade1, ready; both nodes agree; mail:"
                            " active on vpe1, ready; both nodes agree", "-vv")
        self.assertEqual(result.output.count("snmpbulkget "), 2)
        self.assertEqual(result.performance["erp_active"], "1;;1:1;0;2")
        self.assertEqual(result.performance["erp_failovers"], "7c")

    def test_what_passes_while_it_is_asked_again_is_not_told(self):
        """A move is seen half done: the second look finds it done."""
        self.sites[1]["Pair"][("erp",)].update(Role="active", State="active", ActiveNode="vpe1")
        import threading

        timer = threading.Timer(0.8, lambda: self.agents[1].show(site_fixture.peer()))
        timer.start()
        self.addCleanup(timer.join)
        self.finds(0, "both nodes agree")

    def test_a_wrong_address_is_unknown(self):
        self.finds(3, "both addresses are of blade1", "--peer-port", self.agents[0].port)
        self.finds(3, "no-such-host.invalid: no address", "--peer", "no-such-host.invalid")
        self.sites[1]["Agent"][()]["Cluster"] = "other"
        self.finds(3, "blade1 is of site as300, vpe1 of site other")

    def test_nodes_without_a_pair_together_are_unknown(self):
        for site in self.sites:
            for row in site["Pair"].values():
                row["Peer"] = "third"
        self.finds(3, "blade1 and vpe1 have no pair together")

    def test_a_fault_at_the_standby_is_critical(self):
        self.sites[1]["Pair"][("erp",)].update(State="faulted", Fault="startFailed",
                                               StateReason="database did not start")
        self.finds(2, "erp: faulted on vpe1, fault startFailed: database did not start")

    def test_a_pair_that_vanished(self):
        self.finds(3, "blade1 has no pair crm; it has: erp, mail", "-P", "crm")

    def test_an_agent_that_does_not_decide_any_more_is_told(self):
        self.sites[1]["Agent"][()]["SnapshotTime"] -= 90
        self.finds(3, "the snapshot of vpe1 is 9")


class SplitBrainTest(BothCase):
    """The plugin asks again for two seconds before it tells."""

    def test_two_active_nodes_are_split_brain(self):
        self.sites[1]["Pair"][("erp",)].update(Role="active", State="active", ActiveNode="vpe1",
                                               Epoch=42)
        result = self.finds(2, "CRITICAL - erp: split-brain: blade1 and vpe1 both say that they"
                            " are active (epoch 41 and 42): stop the group on one of them")
        self.assertEqual(result.performance["erp_active"], "2;;1:1;0;2")
        self.assertNotIn("mail: split-brain", result.text)

    def test_two_nodes_that_hold_a_lun_are_critical(self):
        self.sites[1]["Lun"][("erp", "data")]["State"] = "heldHere"
        self.finds(2, "erp data: blade1 and vpe1 both say that they hold the LUN")

    def test_nodes_that_name_different_ones_are_critical(self):
        self.sites[1]["Pair"][("erp",)]["ActiveNode"] = "vpe1"
        self.finds(2, "erp: they disagree: blade1 says that blade1 is active, vpe1 says vpe1")

    def test_a_node_that_knows_no_active_one_warns(self):
        self.sites[1]["Pair"][("erp",)]["ActiveNode"] = ""
        self.finds(1, "erp: they disagree: blade1 says that blade1 is active, vpe1 says no node")


class DisagreeTest(BothCase):
    def test_other_disagreements(self):
        self.sites[1]["Pair"][("erp",)]["Epoch"] = 40
        self.finds(1, "erp: they disagree about the epoch: 41 on blade1, 40 on vpe1")
        self.sites[1] = site_fixture.peer()
        self.sites[1]["Lun"][("erp", "data")]["Owner"] = "vpe1"
        self.finds(2, "erp data: they disagree about the LUN: its owner is blade1 on blade1, vpe1"
                   " on vpe1")
        self.sites[1] = site_fixture.peer()
        self.sites[1]["Agent"][()]["ConfigurationDigest"] = "1" * 64
        self.finds(1, "the site files of blade1 and vpe1 differ")

    def test_a_pair_that_one_node_does_not_have_warns(self):
        del self.sites[1]["Pair"][("mail",)]
        self.finds(1, "mail: vpe1 does not have this pair")


class SilentTest(BothCase):
    def test_a_silent_agent_is_critical_and_the_other_ones_word_stands_beside_it(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.1", 0))
            began = time.monotonic()
            port = silent.getsockname()[1]
            self.sites[1]["Pair"][("erp",)].update(
                Role="active", State="active", ActiveNode="vpe1", Ready=False,
                NotReadyCause="notHeard", NotReadyDetail="blade1 is silent")
            result = self.finds(2, f"CRITICAL - no answer from 127.0.0.1:{port}/udp", "-p", port)
            self.assertIn("erp: active on vpe1, not ready: notHeard: blade1 is silent", result.text)
            self.assertEqual(result.performance["erp_failovers"], "U")
            self.assertLess(time.monotonic() - began, 7)


class ClosedTest(BothCase):
    def test_a_closed_port_is_critical_for_one_node_and_unknown_for_both(self):
        closed = free_port()
        self.finds(2, f"nothing listens at 127.0.0.1:{closed}/udp", "--peer-port", closed)
        self.finds(3, "neither node can be asked: nothing listens at", "--peer-port", closed,
                   "-p", closed)
