"""An agent killed in the middle of a switchover, at several moments: the pair recovers by itself."""

import time

from lab import client
from lab.report import check

from .networks import MOVE_SECONDS
from .trial import Trial, detail

# From the order on; a switchover of this group takes about two seconds.
MOMENTS = (0.02, 0.3, 0.8, 1.4)
RECOVERY_SECONDS = 90


def _killed_while_moving(agents, who):
    trial = Trial(agents)
    told = []
    for number, moment in enumerate(MOMENTS):
        active = agents.wait_formed(RECOVERY_SECONDS)
        target = trial.standby if active == trial.active else trial.active
        victim = active if who == "active" else target
        agents.order_by_snmp(active, target, f"crash-{who}-{number}")
        time.sleep(moment)  # the moment of the crash is what is being tried
        agents.lab.nodes[victim].kill_unit()
        killed = time.time()
        now = _recovered(agents)
        client.wait_for_commit(agents.lab, killed, MOVE_SECONDS)
        told.append(f"{1000 * moment:.0f} ms: {'moved' if now == target else 'stayed'},"
                    f" formed again after {time.time() - killed:.1f} s")
    trial.end(takeovers=None, fencings=None, cut_off=True)
    for line in told:
        detail(line)
    check(trial.moves()[0] <= 2 * len(MOMENTS), f"too many moves: {trial.moves()}")


def _recovered(agents):
    """The pair is formed again; a node that was fenced meanwhile is switched on."""
    deadline = time.monotonic() + RECOVERY_SECONDS
    while True:
        for name, node in agents.lab.nodes.items():
            if not node.is_on():
                agents.power_on(name)
        try:
            return agents.wait_formed(2)
        except AssertionError:
            if time.monotonic() > deadline:
                raise


def the_active_agent_killed_in_a_switchover(agents):
    """the active's agent killed at four moments of a switchover: the pair recovers, no row is lost"""
    _killed_while_moving(agents, "active")


def the_target_agent_killed_in_a_switchover(agents):
    """the target's agent killed at four moments of a switchover: the pair recovers, no row is lost"""
    _killed_while_moving(agents, "target")


CASES = (
    the_active_agent_killed_in_a_switchover,
    the_target_agent_killed_in_a_switchover,
)
