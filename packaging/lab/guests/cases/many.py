"""One machine that stands by for two."""

import time

from lab.laboratory import wait_for
from lab.report import check_equal

from ..many import NODES, PAIRS, STANDBY, lun
from ..trial import FORMED_SECONDS, TOLD_SECONDS, Row, split

ROWS = 40
# Each row is on the LUN when the next begins.
_WRITE = 'for row in $(seq "$1" "$2"); do echo "$row" >>"$0" && sync "$0" || exit 1; done'


def forms(many):
    """three agents, two pairs, one standby of both: each blade holds its own LUN by the array's word"""
    for node in NODES:
        many.start(node)
    for pair, (blade, _) in PAIRS.items():
        many.wait_formed(pair, blade, FORMED_SECONDS)
        check_equal(many.lab.target_log.reservation(lun(pair)).holder, blade, f"holder of {pair}")
    return Row("formed")


def both_fail(many):
    """both actives of one standby lose power at once: it takes both over, and no row is lost"""
    lab = many.lab
    began, before = time.time(), len(many.receiver.received())
    for pair, (blade, _) in PAIRS.items():
        many.wait_formed(pair, blade, FORMED_SECONDS)
        lab.nodes[blade].command("sh", "-c", _WRITE, _rows(pair), 1, ROWS, check=True, timeout=120)
    for blade, _ in PAIRS.values():
        lab.nodes[blade].off()
    for pair in PAIRS:
        many.wait_active(STANDBY, pair, FORMED_SECONDS)
    lost = 0
    for pair in PAIRS:
        check_equal(lab.target_log.reservation(lun(pair)).holder, STANDBY, f"holder of {pair}")
        found = lab.nodes[STANDBY].command("cat", _rows(pair), check=True).stdout.split()
        lost += len(set(map(str, range(1, ROWS + 1))) - set(found))
        lab.nodes[STANDBY].command("sh", "-c", _WRITE, _rows(pair), ROWS + 1, ROWS + 5, check=True)
    told = wait_for(lambda: _takeovers(many, before), TOLD_SECONDS, "both takeovers to be notified")
    check_equal(sorted((record["hotpairEventPair"], record["hotpairEventNode"]) for record in told),
                [(pair, STANDBY) for pair in PAIRS], "who told of which takeover")
    timelines = [split(many.row(STANDBY, pair)["LastMoveTimeline"]) for pair in PAIRS]
    for blade, _ in PAIRS.values():
        lab.nodes[blade].on()
    for pair in PAIRS:
        many.wait_formed(pair, STANDBY, FORMED_SECONDS)
    check_equal(lab.target_log.not_understood, [], "lines of the array that were not understood")
    return Row("both taken over", max(timelines, key=lambda seconds: sum(seconds.values())), lost,
               sum(len(lab.target_log.intrusions(began, lun(pair))) for pair in PAIRS))


def _rows(pair):
    return f"/srv/{pair}/rows"


def _takeovers(many, before):
    told = many.told("hotpairTakeoverCompleted", before)
    return told if {record["hotpairEventPair"] for record in told} >= set(PAIRS) else None


CASES = {"many-form": forms, "many-both-fail": both_fail}
