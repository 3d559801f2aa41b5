"""What a node's network cards and its way to the array can do."""

import time

from lab import client, site
from lab.laboratory import wait_for
from lab.report import check_equal
from lab.site_file import PAIR

from ..trial import FORMED_SECONDS
from .pair import HOLD_SECONDS, formed

# An access of the LUN takes one or two trips: slow by any limit, and within the I/O deadline.
SLOW_MILLISECONDS = 1200
DEGRADED_SECONDS = 300


def public_cable(agents):
    """the active's public card loses its cable: the standby, which has it better, gets the group"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    trial.rows()
    since = time.time()
    node.cable(site.PUBLIC_LINK, False)
    try:
        trial.served_again(trial.standby, since + 1)
        trial.holder_is(trial.standby)
    finally:
        node.cable(site.PUBLIC_LINK, True)
    return trial.close("moved", trial.standby, switchovers=1)


def private_cable(agents):
    """the active's crossover cable is pulled: an alarm, and nothing moves"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    node.cable(site.PRIVATE_LINK, False)
    try:
        wait_for(lambda: agents.get(trial.active, "hotpairPathState", PAIR, 1) == "down",
                 FORMED_SECONDS, "the crossover path to be down")
        deadline = time.monotonic() + HOLD_SECONDS
        while time.monotonic() < deadline:
            check_equal(agents.active(), trial.active, "active node without a crossover cable")
            trial.rows(5)
    finally:
        node.cable(site.PRIVATE_LINK, True)
    wait_for(lambda: agents.get(trial.active, "hotpairPathState", PAIR, 1) == "up",
             FORMED_SECONDS, "the crossover path to be up")
    check_equal("pathDown" in trial.kinds(), True, "an event tells of the path")
    return trial.close("nothing moved", trial.active)


def isolated(agents):
    """the active loses both its cables, not the LUN: it stops by itself, and the standby serves"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    trial.rows()
    since = time.time()
    for link in (site.PUBLIC_LINK, site.PRIVATE_LINK):
        node.cable(link, False)
    try:
        trial.served_again(trial.standby, since + 1)
        trial.holder_is(trial.standby)
    finally:
        for link in (site.PUBLIC_LINK, site.PRIVATE_LINK):
            node.cable(link, True)
    agents.wait_formed(FORMED_SECONDS)
    _, takeovers, switchovers = trial.moves()
    check_equal(takeovers + switchovers, 1, "moves")
    seen = "taken over" if takeovers else "handed over by disk"
    return trial.close(seen, trial.standby, takeovers, switchovers)


def lun_slow(agents):
    """the active's way to the LUN becomes slow, within the deadline: an alarm, and nothing moves"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    node.command("tc", "qdisc", "add", "dev", "storage0", "root", "netem", "delay",
                 f"{SLOW_MILLISECONDS}ms", check=True)
    try:
        wait_for(lambda: _verdicts(agents, trial.active) - {"ok"}, DEGRADED_SECONDS,
                 "a LUN's verdict to be worse than ok")
        check_equal(_verdicts(agents, trial.standby), {"ok"}, "the LUNs' verdicts on the standby")
        check_equal(agents.active(), trial.active, "active node with a slow way to the LUN")
    finally:
        node.command("tc", "qdisc", "del", "dev", "storage0", "root", check=True)
    client.wait_for_commit(agents.lab, time.time(), FORMED_SECONDS)
    wait_for(lambda: _verdicts(agents, trial.active) == {"ok"}, DEGRADED_SECONDS,
             "the LUNs' verdicts to be ok again")
    check_equal("healthDegraded" in trial.kinds(), True, "an event tells of the slow LUN")
    return trial.close("alarm, nothing moved", trial.active)


def _verdicts(agents, node):
    """What the node says of its LUNs."""
    return {row["hotpairHealthVerdict"] for row in agents.table(node, "hotpairHealthTable").values()
            if row["hotpairHealthKind"] == "lun"}


CASES = {
    "public-cable": public_cable,
    "private-cable": private_cable,
    "isolated": isolated,
    "lun-slow": lun_slow,
}
