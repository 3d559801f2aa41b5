"""Mode failovers: what was counted since the last check, over SNMP."""

import tempfile
import unittest
from pathlib import Path

import plugin
import site_fixture
from agents import FixtureAgent, credentials, v3


class FailoversTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.agent = FixtureAgent()
        cls.addClassCleanup(cls.agent.close)

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        self.credentials = credentials(self.directory / "credentials", v3())
        self.state = self.directory / "state"
        self.site = site_fixture.site()
        self.pair = self.site["Pair"][("erp",)]

    def finds(self, status, text, *arguments):
        self.agent.show(self.site)
        result = plugin.check(
            "-m", "failovers", "-H", "127.0.0.1", "-p", self.agent.port, "--credentials",
            self.credentials, "--state-dir", self.state, *arguments)
        self.assertEqual(result.status, status, result)
        self.assertIn(text, result.text, result)
        return result

    def test_the_first_check_only_begins_to_count(self):
        result = self.finds(0, "erp: counting from 5 on")
        self.assertEqual(result.performance["erp_moves"], "0;0;;0")
        self.assertEqual(result.performance["erp_failovers"], "5c")
        self.assertEqual(result.performance["mail_takeovers"], "13c")

    def test_a_move_is_told_once_with_its_reason_and_its_outage(self):
        self.finds(0, "")
        self.pair.update(Failovers=6, Takeovers=4)
        result = self.finds(1, "WARNING - erp: 1 move to blade1 since ")
        self.assertIn("the last: peerSilent, 734 ms (detect 320 ms, fence 24 ms)", result.text)
        self.assertEqual(result.performance["erp_moves"], "1;0;;0")
        self.finds(0, "erp: 0 moves to blade1")

    def test_thresholds_judge_the_number_of_moves(self):
        for status, moves in ((0, 1), (1, 2), (2, 4)):
            self.finds(0, "", "-w", "100", "-c", "100")
            self.pair["Failovers"] += moves
            self.finds(status, f"{moves} move", "-w", "1", "-c", "3")

    def test_a_hold_keeps_telling(self):
        self.finds(0, "", "--hold", "3600")
        self.pair.update(Failovers=6)
        self.finds(1, "1 move ", "--hold", "3600")
        self.finds(1, "1 move ", "--hold", "3600")
        self.finds(1, "1 move ", "--hold", "0")
        self.finds(0, "0 moves", "--hold", "3600")

    def test_a_failed_or_suppressed_move_is_critical(self):
        self.finds(0, "")
        self.pair.update(FailedMoves=2)
        self.finds(2, "CRITICAL - erp: 1 moves to blade1 failed since")
        self.pair.update(SuppressedMoves=3)
        self.finds(2, "erp: 3 moves to blade1 were suppressed since")

    def test_no_difference_is_taken_over_a_restart_of_the_agent(self):
        self.finds(0, "")
        self.pair.update(Failovers=9)
        self.site["Agent"][()]["Started"] += 60
        result = self.finds(0, "erp: counting from 9 on", "-v")
        self.assertIn("was started again", result.output)
        self.pair.update(Failovers=10)
        self.finds(1, "erp: 1 move ")

    def test_a_counter_that_went_back_begins_anew(self):
        self.finds(0, "")
        self.pair.update(Failovers=2)
        self.finds(0, "erp: counting from 2 on")

    def test_a_new_pair_begins_to_count(self):
        self.finds(0, "")
        self.site["Pair"][("web",)] = site_fixture.pair("vpe1", "standby", 7)
        self.finds(0, "web: counting from 7 on")

    def test_one_pair_and_all_pairs_count_apart(self):
        self.finds(0, "", "-P", "erp")
        self.finds(0, "")
        self.pair.update(Failovers=6)
        self.finds(1, "1 move", "-P", "erp")
        self.finds(1, "1 move")

    def test_a_damaged_state_file_is_told_once(self):
        self.finds(0, "")
        (file,) = self.state.iterdir()
        for damage in ("{", "[]", '{"pairs": {"erp": {"Failovers": "x"}}}'):
            file.write_text(damage)
            self.finds(3, "was damaged")
            self.finds(0, "")

    def test_a_directory_that_others_can_write_is_refused(self):
        self.state.mkdir()
        self.state.chmod(0o777)
        self.finds(3, "must be a directory of user")

    def test_a_link_is_refused(self):
        self.state.symlink_to(self.directory)
        self.finds(3, "must be a directory of user")

    def test_a_directory_that_cannot_be_made(self):
        (self.directory / "file").write_text("")
        self.state = self.directory / "file" / "below"
        self.finds(3, "Not a directory")
