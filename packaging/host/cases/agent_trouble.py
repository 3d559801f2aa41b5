"""The active's agent in trouble: stopped, stopped for too long, killed."""

import signal
import time

from lab import client, site
from lab.laboratory import wait_for
from lab.report import check, check_equal

from .trial import Trial, detail, milliseconds

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


CASES = (
    stopped_for_less_than_the_dead_time,
    killed_and_restarted_at_once,
    stopped_for_longer_than_the_dead_time,
)
