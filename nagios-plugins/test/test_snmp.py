"""The modes over SNMP, asked of net-snmp's snmpd with the tools of net-snmp."""

import tempfile
import time
import unittest
from pathlib import Path

import plugin
import site_fixture
from agents import COMMUNITY, FixtureAgent, credentials, v3


class SnmpCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.agent = FixtureAgent()
        cls.addClassCleanup(cls.agent.close)
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        cls.directory = Path(directory.name)
        cls.credentials = credentials(cls.directory / "v3", v3())

    def setUp(self):
        self.site = site_fixture.site()
        self.pair, self.path = self.site["Pair"][("erp",)], self.site["Path"]
        self.lun = self.site["Lun"][("erp", "data")]

    def check(self, mode, *arguments):
        self.agent.show(self.site)
        return plugin.check("-m", mode, "-H", "127.0.0.1", "-p", self.agent.port,
                            "--credentials", self.credentials, *arguments)

    def finds(self, status, text, mode, *arguments):
        result = self.check(mode, *arguments)
        self.assertEqual(result.status, status, result)
        self.assertIn(text, result.text, result)
        return result


class PairTest(SnmpCase):
    def test_a_good_pair_is_ok_and_says_who_is_active(self):
        result = self.finds(0, "HOTPAIR PAIR OK - erp: active on blade1, ready", "pair",
                            "-P", "erp")
        self.assertEqual(result.performance, {
            "erp_ready": "1;;;0;1", "erp_failovers": "5c", "erp_takeovers": "3c",
            "erp_switchovers": "2c"})

    def test_all_pairs_of_the_node_are_asked_in_one_request(self):
        result = self.finds(0, "mail: active on vpe1, ready", "pair", "-vv")
        self.assertEqual(result.output.count("snmpbulkget "), 1)

    def test_a_pair_without_protection_warns_and_names_what_to_repair(self):
        self.pair.update(Ready=False, NotReadyCause="diskUnreachable", NotReadyDetail="sdb: é|x")
        self.finds(1, "WARNING - erp: active on blade1, not ready: diskUnreachable: sdb: é/x",
                   "pair")

    def test_no_active_node_is_critical(self):
        self.pair.update(ActiveNode="", Role="none", State="joining", StateReason="listens")
        self.finds(2, "CRITICAL - erp: no active node is known to blade1, which is joining:"
                   " listens", "pair")

    def test_faulted_is_critical_and_says_what_to_do(self):
        self.pair.update(State="faulted", Fault="noProof", StateReason="fence silent")
        self.finds(2, "faulted on blade1, fault noProof: fence silent; repair it, then order"
                   " clearFault", "pair")

    def test_ejected_is_critical(self):
        self.pair.update(State="ejected")
        self.finds(2, "erp: ejected on blade1", "pair")

    def test_a_suspended_pair_warns(self):
        self.pair.update(Suspended=True, State="suspended", Ready=False)
        self.finds(1, "WARNING - erp: suspended", "pair")

    def test_a_state_that_passes_warns_while_it_lasts(self):
        self.pair.update(State="starting", StateReason="starts database")
        self.finds(1, "erp: starting on blade1: starts database", "pair")

    def test_the_worst_comes_first(self):
        self.site["Pair"][("mail",)].update(ActiveNode="")
        self.pair.update(Ready=False, NotReadyCause="notHeard")
        self.finds(2, "CRITICAL - mail: no active node", "pair")

    def test_a_state_that_a_newer_agent_has_is_unknown_and_shown_as_a_number(self):
        self.pair.update(State="11")
        self.finds(3, "erp: state 11 is not known to this plugin", "pair")

    def test_a_demo_without_guards_says_so(self):
        self.site["Agent"][()]["UnsafeDemo"] = True
        self.finds(0, "unsafe demo", "pair")

    def test_an_agent_that_does_not_decide_any_more_is_unknown(self):
        self.site["Agent"][()]["SnapshotTime"] -= 90
        result = self.finds(3, "the snapshot of blade1 is 9", "pair")
        self.assertIn("s old by this host's clock", result.text)
        self.finds(0, "erp: active", "pair", "--max-age", "200")
        self.finds(0, "erp: active", "pair", "--max-age", "0")

    def test_a_clock_that_is_ahead_is_unknown(self):
        self.site["Agent"][()]["SnapshotTime"] += 500
        self.finds(3, "ahead by this host's clock", "pair")

    def test_many_pairs_with_the_longest_names_come_whole(self):
        for number in range(45):
            name = f"pair{number:02}".ljust(32, "x")
            self.site["Pair"][(name,)] = site_fixture.pair("vpe1", "standby", number)
        result = self.finds(0, "pair44", "pair")
        self.assertEqual(sum(label.endswith("_ready") for label in result.performance), 47)

    def test_verbose_shows_the_rows(self):
        result = self.finds(0, "erp", "pair", "-v", "-P", "erp")
        self.assertIn("erp: active on blade1, active: is active; peer vpe1 online, epoch 41",
                      result.output)


class ReadinessTest(SnmpCase):
    def test_ready_is_ok(self):
        result = self.finds(0, "READINESS OK - erp: ready; mail: ready", "readiness")
        self.assertEqual(result.performance, {"not_ready": "0;;0;0"})

    def test_one_pair_that_is_not_ready_is_critical_unless_told_otherwise(self):
        self.pair.update(Ready=False, NotReadyCause="notHeard", NotReadyDetail="vpe1 is silent")
        self.finds(2, "1 of 2 pairs not ready: erp: notHeard: vpe1 is silent", "readiness")
        self.finds(1, "1 of 2 pairs not ready", "readiness", "-w0", "-c1")
        self.finds(0, "OK", "readiness", "-w", "1", "-c", "1")

    def test_suspended_warns(self):
        self.pair.update(Ready=False, Suspended=True, NotReadyCause="suspended")
        self.finds(1, "erp: suspended", "readiness")


class PathTest(SnmpCase):
    def test_good_paths_are_ok_with_their_round_trips(self):
        result = self.finds(0, "erp private: up, 202 us", "path", "-P", "erp")
        self.assertEqual(result.performance["erp_private_round_trip"], "202us;;;0")
        self.assertEqual(result.performance["erp_disk_round_trip"], "U;;;0")
        self.assertEqual(result.performance["erp_public_lost"], "30c")

    def test_a_path_that_is_down_warns_with_ends_and_carrier(self):
        self.path[("erp", "private")].update(State="down", LastHeard=5200, Carrier="down")
        self.finds(1, "WARNING - erp private: down, vpe1 heard 5.2 s ago (192.168.10.1:7801 -"
                   " 192.168.10.2:7801, carrier down)", "path")

    def test_no_network_path_is_critical(self):
        for kind in ("private", "public"):
            self.path[("erp", kind)].update(State="down")
        self.finds(2, "CRITICAL - erp: no network path is up", "path")

    def test_one_lost_direction_warns(self):
        self.path[("erp", "public")].update(PeerHears="down")
        self.finds(1, "erp public: one direction lost: vpe1 does not hear blade1", "path")

    def test_never_heard_warns_on_a_network_and_not_on_the_disk(self):
        self.path[("erp", "disk")].update(State="unknown", LastHeard=-1)
        self.finds(0, "erp disk: unknown", "path")
        self.path[("erp", "public")].update(State="unknown", LastHeard=-1)
        self.finds(1, "erp public: vpe1 not heard since the agent started", "path")

    def test_one_path_alone(self):
        self.path[("erp", "private")].update(State="down")
        result = self.finds(0, "PATH OK - erp public: up, 202 us", "path", "-P", "erp",
                            "--path", "public")
        self.assertNotIn("private", result.text)

    def test_a_slow_round_trip_is_compared(self):
        self.finds(1, "mail private: round trip 1202 us (limit 1000)", "path", "-w", "1000",
                   "-c", "5000")
        self.finds(2, "round trip 1202 us (limit 1100)", "path", "-w", "1000", "-c", "1100")


class LunTest(SnmpCase):
    def test_good_luns_are_ok_with_their_owners(self):
        result = self.finds(0, "erp data: owner blade1; mail spool: owner vpe1", "lun")
        self.assertEqual(result.performance["erp_data_latency"], "2500us;;;0")
        self.assertEqual(result.performance["erp_data_errors"], "6c")

    def test_a_group_that_runs_without_its_lun_is_critical(self):
        self.lun.update(State="heldByPeer", Owner="vpe1")
        self.finds(2, "CRITICAL - erp data: blade1 runs the group, and does not hold the LUN"
                   " /dev/sdb: its guard is heldByPeer, owner vpe1", "lun")

    def test_a_lun_that_the_standby_cannot_read_warns(self):
        self.site["Lun"][("mail", "spool")].update(State="unknown", Owner="")
        self.finds(1, "mail spool: blade1 cannot read /dev/sdc", "lun")

    def test_a_lun_that_is_another_one_at_the_peer_is_critical(self):
        self.lun["AtPeer"] = "different"
        self.finds(2, "erp data: vpe1 has another LUN than /dev/sdb of blade1", "lun")
        for harmless in ("unknown", "neitherSays"):
            self.lun["AtPeer"] = harmless
            self.finds(0, "OK", "lun")

    def test_an_array_that_lacks_a_disk_is_critical(self):
        self.lun["RaidState"] = "degraded"
        self.finds(2, "erp data: its raid6 is degraded: replace the disk that failed", "lun")
        self.lun["RaidState"] = "rebuilding"
        self.finds(1, "erp data: its raid6 is rebuilding", "lun")
        self.lun.update(RaidLevel="", RaidState="unknown")
        self.finds(1, "erp data: its array is unknown", "lun")
        self.lun["RaidState"] = "notWatched"
        self.finds(0, "OK", "lun")

    def test_whoever_is_registered_beside_the_owner_warns(self):
        self.lun["RegisteredKeys"] = "blade1 epoch 41 x2, vpe1 epoch 40, 0x00000000000000c7"
        self.finds(1, "erp data: besides blade1, vpe1 epoch 40, 0x00000000000000c7 is registered",
                   "lun")
        self.lun["RegisteredKeys"] = ""
        self.finds(0, "OK", "lun")

    def test_a_lease_without_its_watchdog_is_critical(self):
        agent = self.site["Agent"][()]
        agent.update(WatchdogState="starved", WatchdogDevice="/dev/watchdog0", WatchdogTime=4000)
        self.finds(0, "OK", "lun")
        self.lun["Guard"] = "lease"
        self.finds(2, "erp data: the watchdog /dev/watchdog0 of blade1 is starved", "lun")
        agent.update(WatchdogState="notArmed", NotArmedReason="erp: the watchdog is not armed yet")
        self.finds(2, "is notArmed, and the lease guard needs it: erp: the watchdog is not armed"
                      " yet", "lun")
        self.finds(0, "OK", "lun", "-P", "mail")
        agent["WatchdogState"] = "armed"
        result = self.finds(0, "OK", "lun", "-v")
        self.assertIn("watchdog /dev/watchdog0 armed, resets blade1 within 4000 ms", result.output)

    def test_an_agent_that_is_not_armed_warns(self):
        self.site["Agent"][()].update(Armed=False, NotArmedReason="erp: the guard is none")
        self.finds(1, "blade1 is not armed: erp: the guard is none", "pair")
        self.finds(0, "OK", "pair", "-P", "mail")

    def test_a_lun_without_an_owner_warns(self):
        self.site["Lun"][("mail", "spool")].update(State="parked", Owner="")
        self.finds(1, "mail spool: no node owns the LUN: its guard is parked", "lun")

    def test_an_owner_that_is_not_the_active_node_warns(self):
        self.site["Lun"][("mail", "spool")].update(Owner="blade1", State="heldHere")
        self.finds(1, "blade1 owns the LUN, and vpe1 is active", "lun")

    def test_latency_is_compared_and_never_written_is_not(self):
        self.finds(2, "erp data: latency 2500 us (limit 2000)", "lun", "-c", "2000",
                   "--lun", "data")
        self.lun.update(Latency=-1)
        result = self.finds(0, "OK", "lun", "-c", "2000", "-P", "erp")
        self.assertEqual(result.performance["erp_data_latency"], "U;;2000;0")


class ResourcesTest(SnmpCase):
    def setUp(self):
        super().setUp()
        self.database = self.site["Resource"][("erp", "database")]

    def test_a_group_that_runs_where_it_should_is_ok(self):
        result = self.finds(0, "erp database: running; erp mount: running; mail server: stopped",
                            "resources")
        self.assertEqual(result.performance["erp_database_start"], "301ms;;;0")
        self.assertEqual(result.performance["mail_server_start"], "U;;;0")
        self.assertEqual(result.performance["erp_database_failures"], "2c")

    def test_a_failed_one_is_critical_and_says_why(self):
        self.database.update(State="failed", LastResult="no space left")
        self.finds(2, "erp database: postgresql@15-erp is failed on blade1: no space left",
                   "resources")

    def test_one_that_does_not_run_on_the_active_node_is_critical(self):
        self.database["State"] = "stopped"
        self.finds(2, "is stopped on blade1, and the pair is active there", "resources")
        self.database["State"] = "starting"
        self.finds(1, "is starting on blade1, and the pair is active there", "resources")
        self.database["State"] = "unknown"
        self.finds(1, "the monitor of postgresql@15-erp gives no answer on blade1", "resources")
        for state in ("starting", "suspended"):
            self.pair["State"] = state
            self.finds(0, "erp database: unknown", "resources")

    def test_one_that_runs_on_the_standby_is_critical(self):
        self.site["Resource"][("mail", "server")]["State"] = "running"
        self.finds(2, "is running on blade1, which only stands by", "resources")

    def test_one_alone_and_its_start_compared(self):
        self.finds(1, "erp database: the last start took 301 ms (limit 300)", "resources",
                   "-P", "erp", "--resource", "database", "-w", "300")
        self.finds(3, "pair erp has no resources web on blade1; it has: database, mount",
                   "resources", "-P", "erp", "--resource", "web")


class LagTest(SnmpCase):
    def test_lag_is_compared_with_the_dead_time_unless_told_otherwise(self):
        result = self.finds(0, "blade1: 1500 us late, 48000 us at worst; dead time 320 ms", "lag")
        self.assertEqual(result.performance, {"lag": "1500us;80000;160000;0",
                                              "worst_lag": "48000us"})
        self.site["Agent"][()]["Lag"] = 80001
        self.finds(1, "blade1 decides 80001 us late, with a dead time of 320 ms", "lag")
        self.site["Agent"][()]["Lag"] = 160001
        self.finds(2, "(limit 160000)", "lag")
        self.finds(0, "OK", "lag", "-w", "200000", "-c", "300000")

    def test_a_node_without_pairs_has_a_lag(self):
        self.site["Pair"], self.site["Lun"], self.site["Path"] = {}, {}, {}
        self.finds(0, "blade1: 1500 us late", "lag")


class HealthTest(SnmpCase):
    def setUp(self):
        super().setUp()
        self.parts = self.site["Health"]

    def test_good_parts_are_ok_and_what_is_not_known_is_named(self):
        result = self.finds(0, "blade1: 4 of 5 parts are ok, not known: temperature (no sensor is"
                               " there)", "health")
        self.assertEqual(result.performance, {
            "file-system": "41%", "network-errors-public": "3", "system-disk": "7ms",
            "temperature": "U", "not_known": "1;;;0"})

    def test_each_verdict_has_its_status_reading_and_advice(self):
        for verdict, status in (("degraded", 1), ("failing", 2), ("failed", 2)):
            self.parts[("system-disk",)].update(
                Verdict=verdict, Reading="812 ms|slow", Advice="replace what is broken")
            self.finds(status, f"system-disk of blade1 is {verdict}, 812 ms/slow: replace what is"
                               " broken", "health")
        self.parts[("file-system",)]["Verdict"] = "degraded"
        self.finds(2, "CRITICAL - system-disk of blade1 is failed", "health")

    def test_the_worst_is_said_first(self):
        self.parts[("file-system",)]["Verdict"] = "degraded"
        self.parts[("system-disk",)]["Verdict"] = "failing"
        self.finds(2, "CRITICAL - system-disk of blade1 is failing", "health")

    def test_what_is_not_known_is_no_success_where_nothing_else_is_asked(self):
        self.finds(3, "UNKNOWN - 1 of 1 parts of blade1 are not known: temperature (no sensor",
                   "health", "--part", "temperature")
        for row in self.parts.values():
            row["Verdict"] = "unknown"
        self.finds(3, "5 of 5 parts of blade1 are not known", "health")

    def test_how_many_are_not_known_is_compared(self):
        self.finds(1, "1 of 5 parts of blade1 are not known", "health", "-w", "0")
        result = self.finds(0, "OK", "health", "-w", "1", "-c", "2")
        self.assertEqual(result.performance["not_known"], "1;1;2;0")

    def test_one_part_alone(self):
        result = self.finds(0, "blade1: 1 of 1 parts are ok", "health", "--part", "clock")
        self.assertEqual(result.performance, {"not_known": "0;;;0"})
        self.finds(3, "blade1 has no part fan; it has: clock, file-system, network-errors-public,"
                      " system-disk, temperature", "health", "--part", "fan")

    def test_an_older_agent_or_one_that_looks_at_nothing(self):
        self.site["Health"] = {}
        self.finds(3, "blade1 shows no parts: its site file looks at none, or the agent is older",
                   "health")

    def test_a_verdict_of_a_later_revision(self):
        self.parts[("clock",)]["Verdict"] = 9
        self.finds(3, "clock: verdict 9 is not known to this plugin", "health")

    def test_many_parts_come_with_one_request(self):
        row = self.parts[("clock",)]
        self.parts.update({(f"mount-pair{number:02}",): dict(row) for number in range(30)})
        result = self.finds(0, "34 of 35 parts are ok", "health", "-vv")
        self.assertEqual(result.output.count("snmpbulkget "), 1)
        self.assertIn("clock: ok since never, chrony keeps the clock; no limits; 4 changes",
                      result.output)


class SnmpVersionTest(SnmpCase):
    def test_v2c_with_the_community_from_the_file(self):
        type(self).credentials = credentials(
            self.directory / "v2c", ["defVersion 2c", f"defCommunity {COMMUNITY}"])
        result = self.finds(0, "erp: active", "pair", "-vvv")
        self.assertNotIn(COMMUNITY, result.output)

    def test_a_name_is_resolved(self):
        self.agent.show(self.site)
        result = plugin.check("-m", "pair", "-H", "localhost", "-p", self.agent.port,
                              "--credentials", credentials(self.directory / "named", v3()))
        self.assertEqual(result.status, 0, result)

    def test_it_answers_well_within_a_second(self):
        started = time.monotonic()
        self.finds(0, "erp", "pair")
        self.assertLess(time.monotonic() - started, 5)
