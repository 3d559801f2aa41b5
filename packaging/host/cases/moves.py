"""More automatic moves than a site allows its pair in a while: the next one is a person's."""

import time

from lab import client, network
from lab.laboratory import wait_for
from lab.report import check_equal
from lab.site_file import PAIR

from .trial import Trial, detail

MOST = 1  # max-moves of the site file in these cases
MOVE_SECONDS = 40
HOLD_SECONDS = 3


def _suppressed(agents, node):
    return int(agents.get(node, "hotpairPairSuppressedMoves", PAIR))


def a_pair_that_goes_to_and_fro_stays(agents):
    """one move more than max-moves is not made: it is counted and notified, and a person orders it"""
    trial = Trial(agents)
    run = agents.lab.run
    network.pull_public_cable(run, trial.active)
    try:
        agents.wait_active(trial.standby, MOVE_SECONDS)
    finally:
        network.plug_public_cable(run, trial.active)
    # A node that would not take a silent peer over says so.
    agents.wait_formed(MOVE_SECONDS, active=trial.standby, not_ready="movesUsedUp")
    client.wait_for_commit(agents.lab, time.time(), MOVE_SECONDS)
    network.pull_public_cable(run, trial.standby)
    try:
        wait_for(lambda: _suppressed(agents, trial.standby) == 1, MOVE_SECONDS,
                 "the active to count a move that it does not make")
        time.sleep(HOLD_SECONDS)  # the time in which it would move all the same
        check_equal(agents.active(), trial.standby, "active node after one move too many")
        agents.order_by_cli(trial.standby, trial.active, "by-a-person")
        agents.wait_active(trial.active, MOVE_SECONDS)
        client.wait_for_commit(agents.lab, time.time(), MOVE_SECONDS)
    finally:
        network.plug_public_cable(run, trial.standby)
    check_equal(_suppressed(agents, trial.standby), 1, "suppressed moves, each told once")
    events = trial.end(switchovers=2, cut_off=True, not_ready="movesUsedUp")
    said = [row for row in events.values() if row["hotpairEventKind"] == "movesSuppressed"]
    check_equal([row["hotpairEventNode"] for row in said], [trial.standby],
                "nodes that said that a move was suppressed")
    detail(said[0]["hotpairEventText"])


CASES = (a_pair_that_goes_to_and_fro_stays,)
