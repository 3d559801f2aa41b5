"""The active loses power: rows, outage, notifications; with fsync=off it must fail."""

import time

from lab import client, database
from lab.report import check, check_equal
from lab.site_file import PAIR

from .trial import Trial, detail, milliseconds

TAKEOVER_SECONDS = 60
ROWS = 200


def a_power_cut_of_the_active(agents):
    """power cut: the standby confirms off and serves, and every acknowledged row is there"""
    trial = Trial(agents)
    lab = agents.lab
    known = len(client.acknowledged(lab))
    client.wait_for_rows(lab, known + ROWS, 20)
    cut = time.time()
    lab.nodes[trial.active].power("cut")
    agents.wait_active(trial.standby, TAKEOVER_SECONDS)
    client.wait_for_commit(lab, cut + 0.1, 20)
    check(trial.fenced() >= 1, "the standby served without asking the fence agent for `off`")
    print_outage(agents, trial.standby, cut)
    agents.power_on(trial.active)
    check_equal(agents.wait_formed(60), trial.standby, "active node after the return")
    events = trial.end(takeovers=1, fencings=None)
    for kind in ("takeoverStarted", "takeoverCompleted"):
        found = [row for row in events.values() if row["hotpairEventKind"] == kind]
        check_equal([row["hotpairEventNode"] for row in found], [trial.standby],
                    f"nodes that reported {kind}")


def the_outage_with_fast_timings(agents):
    """power cut with fast timings: no row is lost, and this is the outage"""
    a_power_cut_of_the_active(agents)


def print_outage(agents, node, cut):
    """The outage table: the agent's own steps, and what was seen from outside."""
    lab = agents.lab
    steps = [step.rsplit(" ", 2) for step in
             agents.get(node, "hotpairPairLastMoveTimeline", PAIR).split(", ")]
    detail("outage by the agent's own clock, ms")
    detail(" | ".join(f"{words[0]:>10}" for words in steps) + " |      total")
    total = agents.get(node, "hotpairPairLastMoveDuration", PAIR)
    detail(" | ".join(f"{words[1]:>10}" for words in steps) + f" | {total:>10}")
    detail("the same from outside, ms after the power cut")
    power = [entry for entry in lab.fencings() if entry["at"] > cut]
    moments = [("fence agent asked for off", power[0]["at"]),
               ("fence agent told off", power[0]["at"] + power[0]["seconds"])]
    for what in ("mount", "database", "address"):
        moments += [(f"{what} seen on {node}", record["at"]) for record in lab.observed()
                    if record.get("node") == node and record.get("what") == what
                    and record["has"] and record["at"] > cut][:1]
    committed = min(when for when in client.acknowledged(lab).values() if when > cut + 0.1)
    moments.append(("first commit acknowledged", committed))
    last = cut
    for name, moment in sorted(moments, key=lambda named: named[1]):
        detail(f"{name:28} {1000 * (moment - cut):6.0f}  (+{1000 * (moment - last):.0f})")
        last = moment
    detail(f"outage for the client: address {milliseconds(client.ping_outage(lab, cut))},"
           f" database {milliseconds(client.commit_outage(lab, cut))}")


def without_fsync_rows_are_lost(agents):
    """with fsync=off the same test loses rows: it can fail"""
    trial = Trial(agents)
    lab = agents.lab
    database.set_fsync(lab.nodes[trial.active], False)
    known = len(client.acknowledged(lab))
    client.wait_for_rows(lab, known + ROWS, 20)
    lab.nodes[trial.active].power("cut")
    try:
        agents.wait_active(trial.standby, TAKEOVER_SECONDS)
        missing = client.missing_rows(lab)
    except AssertionError as failure:
        states = {state for _, state in agents.roles().values()}
        check(states & {"faulted", "stopping", "standby", "starting"},
              f"no takeover, and not because the database is broken: {failure}")
        detail("the database did not start again")
        return
    check(missing, "fsync was off and no acknowledged row is missing")
    detail(f"{len(missing)} acknowledged rows are missing, as they must be")


CASES = (a_power_cut_of_the_active,)
FAST_CASES = (the_outage_with_fast_timings, without_fsync_rows_are_lost)
