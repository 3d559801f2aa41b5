"""The active's agent in trouble: stopped, stopped for too long, killed, by a clock that jumps."""

import signal
import struct
import subprocess
import time

from lab import client, site
from lab.laboratory import wait_for
from lab.report import check, check_equal

from .trial import FORMED_SECONDS, Trial, detail, milliseconds

DEAD_SECONDS = 4.2
SHORT_SECONDS = 1.5
HOLD_SECONDS = 2 * DEAD_SECONDS
TAKEOVER_SECONDS = 60


def stopped_for_less_than_the_dead_time(agents):
    """the active's agent stopped for less than the dead time: nothing moves"""
    trial = Trial(agents)
    node = agents.lab.nodes[trial.active]
    node.signal_unit(signal.SIGSTOP)
    time.sleep(SHORT_SECONDS)
    node.signal_unit(signal.SIGCONT)
    time.sleep(HOLD_SECONDS)
    check_equal(agents.active(), trial.active, "active node")
    trial.end()


def killed_and_restarted_at_once(agents):
    """the active's agent killed and restarted at once: it adopts the group, the database runs on"""
    trial = Trial(agents)
    node = agents.lab.nodes[trial.active]
    before = node.postmaster()
    check(before is not None, "no postmaster.pid on the active")
    starts = node.unit()["starts"]
    node.kill_unit()
    wait_for(lambda: node.unit()["starts"] > starts, 5, "the unit to be started again")
    agents.wait_active(trial.active, 30)
    check_equal(node.postmaster(), before, "process id and start of the postmaster")
    events = trial.end()
    check("groupAdopted" in {row["hotpairEventKind"] for row in events.values()},
          "groupAdopted was not reported")
    gap = client.commit_outage(agents.lab, trial.began)
    detail(f"longest time without a commit: {milliseconds(gap)}")
    check(gap < 1.0, f"the client saw an outage of {gap:.2f} s")


def stopped_for_longer_than_the_dead_time(agents):
    """the active's agent stopped for longer: fenced before the group starts elsewhere"""
    trial = Trial(agents)
    lab = agents.lab
    lab.nodes[trial.active].signal_unit(signal.SIGSTOP)
    agents.wait_active(trial.standby, TAKEOVER_SECONDS)
    client.wait_for_commit(lab, time.time(), 20)
    check_equal(lab.nodes[trial.active].power("status"), "off", "power of the silent node")
    fencing = lab.fencings()[-1]
    check_equal(fencing["request"], f"off {trial.active}", "what the fence agent was told")
    off = fencing["at"] + fencing["seconds"]
    mounted = [record["at"] for record in lab.observed()
               if record.get("node") == trial.standby and record.get("what") == "mount"
               and record["has"] and record["at"] > trial.began]
    check(mounted and mounted[0] > off, "the LUN was mounted before the other node was off")
    agents.power_on(trial.active)
    check_equal(agents.wait_formed(60), trial.standby, "active node after the return")
    trial.end(takeovers=1, fencings=None)
    detail(f"outage for the client: {milliseconds(client.commit_outage(lab, trial.began))}")


class WallClock:
    """A wall clock for one agent, ahead of the machine's by what is written."""

    def __init__(self, folder):
        self._file = folder / "clock"
        self._library = folder / "wall_clock.so"
        self.ahead(0)
        subprocess.run(["gcc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", self._library,
                        site.HOST_FOLDER / "lab" / "wall_clock.c"], check=True, timeout=60)

    def ahead(self, seconds):
        """Jumps, for whoever is running by this clock."""
        with open(self._file, "r+b" if self._file.exists() else "wb") as file:
            file.write(struct.pack("=q", seconds))

    def environment(self):
        return {"LD_PRELOAD": str(self._library), "WALL_CLOCK": str(self._file)}


def the_wall_clock_jumps(agents):
    """the wall clock of both agents jumps by hours, to and fro: nothing moves, an order is carried out"""
    trial = Trial(agents)
    clock = WallClock(agents.lab.run.folder)
    for node in (trial.standby, trial.active):
        agents.stop(node)
        agents.start(node, environment=clock.environment())
        agents.wait_formed(FORMED_SECONDS, active=trial.standby if node == trial.active else None)
    for hours in (3, -2, 26):
        clock.ahead(3600 * hours)
        time.sleep(HOLD_SECONDS / 2)  # the time in which a move would show, were one to come
        check_equal(agents.wait_formed(1), trial.standby, f"active node {hours} hours off")
    agents.order_by_cli(trial.standby, trial.active, "by-another-clock")
    agents.wait_formed(FORMED_SECONDS, active=trial.active)
    ahead = agents.pair(trial.active)["LastMoveTime"] / 1000 - time.time()
    check(25 * 3600 < ahead <= 26 * 3600, f"the agent's wall clock is {ahead:.0f} s ahead")
    clock.ahead(0)
    # The first was the active's agent that was stopped to be started by the other clock.
    trial.end(switchovers=2, cut_off=True)


CASES = (
    stopped_for_less_than_the_dead_time,
    killed_and_restarted_at_once,
    stopped_for_longer_than_the_dead_time,
    the_wall_clock_jumps,
)
