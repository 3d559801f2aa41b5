"""Switchovers that an administrator orders in guests, by every surface and many times."""

import time

from lab import client, site
from lab.report import check_equal

from ..trial import FORMED_SECONDS
from .pair import formed

THIRTY = 30
ROWS_BETWEEN = 20


def _order(agents, surface, node, target, request_id):
    orders = {"snmp": agents.order_by_snmp, "jolokia": agents.order_by_jolokia,
              "cli": agents.order_by_cli}
    orders[surface](node, target, request_id)


def _in_turn(agents, count):
    """So many switchovers, each by another surface and at the other node; gives the row."""
    trial = formed(agents)
    active = trial.active
    for number in range(count):
        surface = ("jolokia", "cli", "snmp")[number % 3]
        target = site.other(active)
        asked = active if number % 2 == 0 else target
        ordered = time.time()
        _order(agents, surface, asked, target, f"turn-{ordered:.0f}-{number}")
        trial.served_again(target, ordered)
        trial.holder_is(target)
        agents.wait_formed(FORMED_SECONDS, active=target)
        client.wait_for_rows(agents.lab, len(client.acknowledged(agents.lab)) + ROWS_BETWEEN,
                             FORMED_SECONDS)
        active = target
    check_equal(trial.moves(), (count, 0, count), "failovers, takeovers, switchovers")
    return trial.close(f"moved {count} times", active, switchovers=count)


def by_every_surface(agents):
    """three switchovers, by Jolokia, command line and SNMP, at either node: no row is lost"""
    return _in_turn(agents, 3)


def thirty(agents):
    """thirty switchovers in a row by alternating surfaces: no row is lost"""
    return _in_turn(agents, THIRTY)


CASES = {"every-surface": by_every_surface, "thirty": thirty}
