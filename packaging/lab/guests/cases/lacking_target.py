"""A target that lacks what guard scsi-pr needs: the pair must not arm, and must say why."""

from lab import site
from lab.laboratory import wait_for
from lab.report import check, check_equal
from lab.site_file import PAIR

from ..reservations import GOOD, Hand, key
from ..trial import FORMED_SECONDS, Row

HOLD_SECONDS = 30


def lacks_preempt(agents):
    """tgt: it rejects PREEMPT AND ABORT"""
    first, second = (Hand(agents.lab.nodes[node], "beat") for node in site.NODES)
    check_equal(first.register(key(1, 1), aptpl=False), GOOD, "REGISTER")
    check_equal(first.reserve(key(1, 1)), GOOD, "RESERVE")
    check_equal(second.register(key(2, 2), aptpl=False), GOOD, "the peer's REGISTER")
    status = second.preempt_and_abort(key(2, 2), key(1, 1))
    check(status != GOOD and second.holder() == key(1, 1),
          f"PREEMPT AND ABORT gave {status}, and the holder is {second.holder():x}")
    check_equal(first.clear(key(1, 1)), GOOD, "CLEAR")
    return Row(f"refused, status {status}")


def does_not_arm(agents):
    """tgt: the pair does not arm, starts nothing, and says why"""
    for node in site.NODES:
        agents.start(node)
    causes = {}
    for node in site.NODES:
        row = wait_for(lambda node=node: agents.pair(node), FORMED_SECONDS, f"{node} to answer")
        causes[node] = wait_for(lambda node=node: _cause(agents, node), FORMED_SECONDS,
                                f"{node} to say why it is not ready; it says {row}")
    for node in site.NODES:
        check_equal(agents.pair(node)["Role"], "standby", f"role of {node}")
        mounted = agents.lab.nodes[node].command("grep", "-q", f" {site.MOUNT_POINT} ",
                                                 "/proc/mounts")
        check_equal(mounted.returncode, 1, f"a mounted LUN on {node}")
        check_equal(agents.get(node, "hotpairPairReady", PAIR), "false", f"readiness of {node}")
    return Row(f"not armed: {causes[site.NODES[0]]}")


def _cause(agents, node):
    row = agents.pair(node) or {}
    return row.get("NotReadyCause") not in (None, "none") and row["NotReadyCause"]


CASES = {"tgt-lacks-it": lacks_preempt, "tgt-does-not-arm": does_not_arm}
