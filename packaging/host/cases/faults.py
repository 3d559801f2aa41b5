"""Disks that hang, fill up, become read-only, err or are slow: who finds it, and what follows."""

import contextlib
import os
import time

from lab import client, faulty, site
from lab.agents import Agents, start_pair
from lab.laboratory import Laboratory, wait_for
from lab.report import check, check_equal
from lab.site_file import PAIR, SiteFile, address_only

from .trial import detail, milliseconds

# A tenth of the usual limits, so that a case does not last for a minute.
QUICK = """health:
  system-disk: {degraded: 500, failing: 3000, failed: 20000, period: 1s, worse-after: 2, better-after: 2}
  file-system: {period: 1s, worse-after: 2, better-after: 2}
  lun: {degraded: 500, failing: 3000, failed: 20000, period: 1s, worse-after: 2, better-after: 2}
  network-errors: {period: 1s}
  network-carrier: {period: 1s}
  disk-pressure: off
"""
SEEN_SECONDS = 150
MOVE_SECONDS = 120
# Above the grace of QUICK, and of the usual limits: in them a move would show, were one to come.
HOLD_SECONDS = 12
USUAL_HOLD_SECONDS = 45
FORMED_SECONDS = 180


class Ground:
    """A formed pair whose nodes have disks that can be broken."""

    def __init__(self, lab, usual):
        self.lab = lab
        self.hold_seconds = USUAL_HOLD_SECONDS if usual else HOLD_SECONDS
        self.disks = {node: faulty.SystemDisk(lab.run, node) for node in site.NODES}
        self.ways = faulty.Ways(lab)
        self.ways.lay()
        wait_for(self.ways.laid, 20, "the ways to the LUNs")
        for disk in self.disks.values():
            disk.make()
        self.agents = Agents(lab, members=address_only(),
                             site_file=SiteFile(lab.run, more="" if usual else QUICK))
        start_pair(self.agents, FORMED_SECONDS)
        client_pings(lab)

    def formed(self):
        """(active, standby), with no part of either failing."""
        active = self.agents.wait_formed(FORMED_SECONDS)
        return active, site.other(active)

    def verdict(self, node, part):
        bean = f'io.hotpair:type=Health,part="{part}"'
        try:
            return self.agents.jolokia[node, "look"].read(bean)["Verdict"]
        except OSError:
            return "silent"

    def wait_verdict(self, node, part, verdicts):
        wait_for(lambda: self.verdict(node, part) in verdicts, SEEN_SECONDS,
                 f"{part} of {node} to be {verdicts}, it is {self.verdict(node, part)}")

    def renew(self, node):
        """Gives a node a new system disk: switched off, replaced, installed, switched on."""
        self.lab.nodes[node].power("cut")
        self.disks[node].make()
        self.agents.power_on(node)


def client_pings(lab):
    lab.pinger = lab.start("pinger", "lab.pinger", site.FLOATING, lab.run.folder / "pings",
                           client.PING_IDENTIFIER, host="client")


class Fault:
    """One fault from its begin: what was told of it, and what followed."""

    def __init__(self, ground, node, part):
        self.ground = ground
        self.agents = ground.agents
        self.node = node
        self.part = part
        self.began = time.time()
        self._moves = self.agents.totals()
        self._received = len(self.agents.receiver.received())

    def told(self, kind="hotpairHealthFailing"):
        """Waits until the manager was told by the node of this part; says when, and what."""

        def found():
            for record in self.agents.receiver.received()[self._received:]:
                if (record.get("notification") == kind
                        and record["hotpairEventNode"] == self.node
                        and record["hotpairEventText"].startswith(self.part)):
                    return record
            return None

        record = wait_for(found, SEEN_SECONDS, f"{kind} of {self.part} by {self.node}")
        detail(f"told after {time.time() - self.began:.1f} s: {record['hotpairEventText']}")
        return record

    def moved(self, to, reason):
        """Waits until the other node serves."""
        self.agents.wait_active(to, MOVE_SECONDS)
        seconds = time.time() - self.began
        check_equal(self.agents.pair(to)["LastMoveReason"], reason, "reason of the move")
        self._wait_for_an_echo()
        detail(f"moved after {seconds:.1f} s; the address was silent for"
               f" {milliseconds(client.ping_outage(self.ground.lab, self.began))}")

    def _wait_for_an_echo(self):
        since = time.time()
        pings = self.ground.lab.run.folder / "pings"
        wait_for(lambda: max(client.pings(pings), default=0) > since, 20, "an echo")

    def stayed(self):
        """Nothing moves for a while."""
        time.sleep(self.ground.hold_seconds)
        check_equal(self.agents.totals(), self._moves, "failovers, takeovers, switchovers")


def the_actives_system_disk_hangs(ground):
    """the active's system disk hangs: told while it hangs, and the pair goes to the standby"""
    active, standby = ground.formed()
    fault = Fault(ground, active, "system-disk")
    ground.disks[active].freeze()
    with _at_the_end(ground.disks[active].thaw):
        fault.told()
        fault.moved(standby, "healthFailing")
    ground.wait_verdict(active, "system-disk", ("ok",))


def the_standbys_system_disk_hangs(ground):
    """the standby's system disk hangs: nothing moves, and readiness says why"""
    active, standby = ground.formed()
    fault = Fault(ground, standby, "system-disk")
    ground.disks[standby].freeze()
    with _at_the_end(ground.disks[standby].thaw):
        fault.told()
        wait_for(lambda: ground.agents.pair(active)["NotReadyCause"] == "healthFailing",
                 SEEN_SECONDS, "the active to say that its standby is failing")
        fault.stayed()
        check(ground.agents.pair(active)["NotReadyDetail"].find("system-disk") >= 0,
              "the cause does not name the disk")
    ground.formed()


def the_actives_system_disk_is_full(ground):
    """the active's system disk is full: the pair goes to the standby"""
    active, standby = ground.formed()
    fault = Fault(ground, active, "file-system-state")
    ground.disks[active].fill()
    with _at_the_end(ground.disks[active].empty):
        fault.told()
        fault.moved(standby, "healthFailing")
    ground.wait_verdict(active, "file-system-state", ("ok",))


def the_actives_system_disk_becomes_read_only(ground):
    """the kernel makes the active's file system read-only: the pair goes to the standby"""
    active, standby = ground.formed()
    fault = Fault(ground, active, "file-system-state")
    ground.disks[active].err()
    fault.told()
    fault.moved(standby, "healthFailing")
    ground.renew(active)
    ground.formed()


def the_actives_system_disk_breaks(ground):
    """the active's system disk gives I/O errors: failed, and the pair goes to the standby"""
    active, standby = ground.formed()
    fault = Fault(ground, active, "system-disk")
    ground.disks[active].break_down()
    record = fault.told()
    check_equal(record["hotpairEventNewState"], "failed", "verdict")
    fault.moved(standby, "healthFailing")
    ground.renew(active)
    ground.formed()


def the_actives_data_lun_hangs(ground):
    """the active's way to the data LUN hangs: the pair goes to the standby"""
    active, standby = ground.formed()
    fault = Fault(ground, active, f"lun-{PAIR}")
    ground.ways.trouble(active, "data", "hang")
    with _at_the_end(lambda: ground.ways.trouble(active, "data", "")):
        fault.told()
        fault.moved(standby, "healthFailing")
    ground.wait_verdict(active, f"lun-{PAIR}", ("ok",))


def the_actives_data_lun_fails(ground):
    """the active's way to the data LUN gives I/O errors: failed, and the pair goes to the standby"""
    active, standby = ground.formed()
    fault = Fault(ground, active, f"lun-{PAIR}")
    ground.ways.trouble(active, "data", "fail")
    with _at_the_end(lambda: ground.ways.trouble(active, "data", "")):
        check_equal(fault.told()["hotpairEventNewState"], "failed", "verdict")
        fault.moved(standby, "healthFailing")
    ground.wait_verdict(active, f"lun-{PAIR}", ("ok",))


def the_actives_data_lun_is_slow(ground):
    """the active's way to the data LUN is slow: degraded, and nothing moves"""
    active, _ = ground.formed()
    fault = Fault(ground, active, f"lun-{PAIR}")
    ground.ways.trouble(active, "data", "delay 1500")
    with _at_the_end(lambda: ground.ways.trouble(active, "data", "")):
        fault.told("hotpairHealthDegraded")
        fault.stayed()
    ground.wait_verdict(active, f"lun-{PAIR}", ("ok",))


def both_data_luns_hang(ground):
    """the data LUN hangs for both nodes, as when the array does: both tell it, and nothing moves"""
    active, standby = ground.formed()
    faults = [Fault(ground, node, f"lun-{PAIR}") for node in (active, standby)]
    for node in site.NODES:
        ground.ways.trouble(node, "data", "hang")
    with _at_the_end(lambda: [ground.ways.trouble(node, "data", "") for node in site.NODES]):
        for fault in faults:
            fault.told()
        faults[0].stayed()
        check_equal(ground.agents.active(), active, "active node")
    for node in site.NODES:
        ground.wait_verdict(node, f"lun-{PAIR}", ("ok",))
    ground.formed()


def the_actives_beats_hang(ground):
    """the active's way to the LUN of the beats hangs: it stops, asks to be cut off, and is taken over"""
    active, standby = ground.formed()
    fault = Fault(ground, active, "the shared disk")
    ground.ways.trouble(active, "beat", "hang")
    with _at_the_end(lambda: ground.ways.trouble(active, "beat", "")):
        fault.told("hotpairStorageDegraded")
        # It can't write its offer into a disk that hangs, so a clean switchover is not to be had.
        fault.moved(standby, "stopFailed")
        check_equal(ground.lab.fencings()[-1]["request"], f"off {active}", "what was switched off")
    ground.agents.power_on(active)
    ground.formed()


@contextlib.contextmanager
def _at_the_end(mend):
    try:
        yield
    finally:
        mend()


CASES = (the_actives_system_disk_hangs, the_actives_system_disk_becomes_read_only,
         the_actives_data_lun_hangs, both_data_luns_hang, the_actives_beats_hang)
# These differ little from the others, and are not tried each time.
MORE_CASES = (the_standbys_system_disk_hangs, the_actives_system_disk_is_full,
              the_actives_system_disk_breaks, the_actives_data_lun_fails,
              the_actives_data_lun_is_slow)


def run(report, words, usual, whole):
    """The cases whose names have one of `words`; with the usual limits, or a tenth of them."""
    cases = [case for case in (*CASES, *(MORE_CASES if whole or words else ()))
             if not words or any(word in f"faults_{case.__name__}" for word in words)]
    if not cases:
        return
    with Laboratory(f"fault{os.getpid()}", with_database=False, shape=faulty.SHAPE) as lab:
        ground = Ground(lab, usual)
        for case in cases:
            if not report.case(case.__doc__.splitlines()[0], lambda case=case: case(ground)):
                _print_logs(lab)
                return


def _print_logs(lab, lines=40):
    for node in site.NODES:
        print(f"      --- the end of {node}'s agent log")
        path = lab.run.node_folder(node) / "agent.log"
        for line in path.read_text(errors="replace").splitlines()[-lines:]:
            print(f"      {line}")
