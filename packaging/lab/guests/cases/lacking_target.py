"""A target that lacks what guard scsi-pr needs: the pair must not arm, and must say why."""

import re

from lab import site
from lab.laboratory import wait_for
from lab.report import check, check_equal
from lab.site_file import PAIR

from ..reservations import GOOD, Hand, key
from ..trial import FORMED_SECONDS, Row


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
    for node in site.NODES:
        told = wait_for(lambda node=node: _cause(agents, node), FORMED_SECONDS,
                        f"{node} to say what the target lacks; it says {agents.pair(node)}")
        check(agents.pair(node)["Role"] != "active", f"{node} is active")
        mounted = agents.lab.nodes[node].command("grep", "-q", f" {site.MOUNT_POINT} ",
                                                 "/proc/mounts")
        check_equal(mounted.returncode, 1, f"a mounted LUN on {node}")
        check_equal(agents.get(node, "hotpairPairReady", PAIR), "false", f"readiness of {node}")
    return Row(f"not armed: {told}")


def _cause(agents, node):
    """Why the pair cannot be taken over, once that is what the target lacks; else None."""
    said = re.findall(r"can't be taken over here: (.* lacks .*)", agents.lab.nodes[node].said())
    detail = (agents.pair(node) or {}).get("NotReadyDetail") or ""
    return said[-1] if said and detail else None


CASES = {"tgt-lacks-it": lacks_preempt, "tgt-does-not-arm": does_not_arm}
