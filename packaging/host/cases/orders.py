"""Switchovers that an administrator orders, by every surface."""

import time

from lab import client, site
from lab.jolokia import Refused
from lab.laboratory import wait_for
from lab.report import check, check_equal
from lab.site_file import PAIR

from .trial import Trial, detail, spread

COUNT = 10
MOVE_SECONDS = 40
ROWS_BETWEEN = 20


def _order(agents, surface, node, target, request_id):
    if surface == "snmp":
        agents.order_by_snmp(node, target, request_id)
    elif surface == "jolokia":
        agents.order_by_jolokia(node, target, request_id)
    else:
        agents.order_by_cli(node, target, request_id)


def ten_switchovers_in_a_row(agents):
    """ten switchovers in a row by snmpset, Jolokia and CLI: rows intact, counters as it happened"""
    trial = Trial(agents)
    outages = []
    active = trial.active
    for number in range(COUNT):
        surface = ("snmp", "jolokia", "cli")[number % 3]
        target = site.other(active)
        # Every other order is given at the standby, which has to pass it on.
        asked = active if number % 2 == 0 else target
        request_id = f"ten-{number}"
        ordered = time.time()
        _order(agents, surface, asked, target, request_id)
        wait_for(lambda asked=asked, request_id=request_id: _is_done(agents, asked, request_id),
                 MOVE_SECONDS, f"switchover {request_id} by {surface} at {asked} to be done")
        agents.wait_formed(MOVE_SECONDS, active=target)
        client.wait_for_commit(agents.lab, time.time(), MOVE_SECONDS)
        outages.append(client.commit_outage(agents.lab, ordered))
        known = len(client.acknowledged(agents.lab))
        client.wait_for_rows(agents.lab, known + ROWS_BETWEEN, 10)
        active = target
    events = trial.end(switchovers=COUNT)
    done = [row for row in events.values() if row["hotpairEventKind"] == "switchoverCompleted"]
    check_equal(len({row["hotpairEventEpoch"] for row in done}), COUNT,
                "switchovers that were reported as completed")
    detail(f"outage for the client: {spread(outages)} in {COUNT} switchovers")


def _is_done(agents, node, request_id):
    row = agents.operation(node, request_id)
    if row is None or row["hotpairOperationState"] in ("accepted", "running"):
        return False
    check_equal(row["hotpairOperationState"], "succeeded",
                f"{request_id}: {row['hotpairOperationResult']}")
    return True


def a_repeated_request_changes_nothing(agents):
    """a request id that was used before moves nothing, whichever node is asked for whatever"""
    trial = Trial(agents)
    agents.order_by_jolokia(trial.active, trial.standby, "once")
    agents.wait_formed(MOVE_SECONDS, active=trial.standby)
    for node in site.NODES:
        agents.order_by_jolokia(node, trial.standby, "once")
        try:
            agents.order_by_jolokia(node, trial.active, "once")
        except Refused as refused:
            check("stands for another order" in str(refused), f"refused otherwise: {refused}")
        else:
            raise AssertionError(f"{node} took another order under the same request id")
    time.sleep(2)  # the time in which a switchover would begin
    check_equal(agents.active(), trial.standby, "active node")
    check_equal(agents.get(trial.standby, "hotpairPairState", PAIR), "active", "state")
    trial.end(switchovers=1)


CASES = (ten_switchovers_in_a_row, a_repeated_request_changes_nothing)
