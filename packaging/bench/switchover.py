"""P3: an ordered switchover of mount, PostgreSQL and address: Hotpair beside `crm_resource --move`.

Both run the same OCF resource agents for mount and database, with the same parameters, on laboratories of
their own. Pacemaker's group ends with IPaddr2; Hotpair moves the address itself, beside the other two
(`after: []`). A client commits rows through the floating address every few milliseconds. The order is given
on the command line of either, in turn, to and fro.
"""

import argparse
import functools
import subprocess
import threading
import time

import bench
from contenders import Cluster, Hotpair, holds, place
from figures import HEADING, Row, Series
from lab import client, site
from lab.laboratory import wait_for

MOVE_SECONDS = 90
QUIET_SECONDS = 1.0
LOOK_SECONDS = 0.05
GOAL = 0.5


class Side:
    """One contender, and what its switchovers took."""

    def __init__(self, entered, order, settle):
        self.place = entered
        name = entered.contender.name.split(",")[0]
        self.commits = Series(f"{name}: no commit for", "ms")
        self.pings = Series(f"{name}: address away for", "ms")
        self.orders = Series(f"{name}: order given → first commit on the other node", "ms")
        self.timeline = None
        self.lost = 0
        self._order = order
        self._settle = settle
        self._number = 0

    def begin(self):
        self.place.begin()

    def wait_formed(self):
        active = self.place.wait_formed()
        if not hasattr(self.place.lab, "writer"):
            self.place.lab.writer = self.place.lab.start(
                "writer", "lab.writer", self.place.lab.run.prefix, 0, host="client")
        client.wait_for_commit(self.place.lab, time.time() + QUIET_SECONDS, MOVE_SECONDS)
        return active

    def switch(self):
        """One switchover."""
        try:
            active = self.wait_formed()
            self.place.forget()
            began = time.time()
            self._number += 1
            refused = []
            ordering = threading.Thread(target=self._ordered, args=(active, refused))
            ordering.start()
            # Nobody is asked meanwhile: that would cost the side that is measured.
            wait_for(lambda: _holds(self.place.lab, site.other(active)), MOVE_SECONDS,
                     f"{self.place.contender.name} to serve on {site.other(active)}")
            client.wait_for_commit(self.place.lab, time.time(), MOVE_SECONDS)
            ordering.join(MOVE_SECONDS)
            if refused:
                raise refused[0]
            time.sleep(QUIET_SECONDS)
            self._take(began)
            self.wait_formed()
            self._settle(self.place, site.other(active))
        except AssertionError as failure:
            self.lost += 1
            bench.say(f"  lost a repetition: {failure}"[:400])

    def _ordered(self, active, refused):
        try:
            self._order(self.place, active, f"bench-{self._number}")
        except (AssertionError, subprocess.SubprocessError) as failure:
            refused.append(AssertionError(f"the order failed: {failure}"))

    def _take(self, began):
        times = sorted(client.acknowledged(self.place.lab).values())
        gaps = [(after - before, after) for before, after in zip(times, times[1:]) if after > began]
        gap, ended = max(gaps)
        self.commits.add(1000 * gap)
        self.orders.add(1000 * (ended - began))
        self.pings.add(1000 * client.longest_gap(client.pings(self.place.pings), began))
        self.timeline = self.place.contender.told()


def _holds(lab, node):
    time.sleep(LOOK_SECONDS)
    return holds(lab, node)


def _order_ours(entered, active, request):
    entered.contender.agents.order_by_cli(active, site.other(active), request)


def _order_theirs(entered, active, _):
    entered.contender.move(active)


def measure(setting):
    """Row P3."""
    with place(functools.partial(Hotpair, interval=0.1, whole=True), database=True) as ours, \
            place(functools.partial(Cluster, whole=True, fenced=True), database=True) as theirs:
        sides = [Side(ours, _order_ours, lambda *_: None),
                 Side(theirs, _order_theirs,
                      lambda entered, active: entered.contender.after_move(active))]
        for side in sides:
            side.begin()
        for number_of_round in range(setting.repetitions):
            bench.say(f"switchover, round {number_of_round + 1}")
            for side in sides:
                side.switch()
        missing = [len(client.missing_rows(side.place.lab)) for side in sides]
        settings = [side.place.contender.protects for side in sides]
    return [_row(sides, missing, settings)]


def _row(sides, missing, settings):
    ours, theirs = sides
    known = ours.commits.values and theirs.commits.values
    ratio = ours.commits.median / theirs.commits.median if known else None
    row = Row("P3", "switchover of mount + PostgreSQL + address, no commit for",
              ours.commits.spread(), f"crm_resource --move: {theirs.commits.spread()}",
              "<= 1/2 of crm_resource --move", None if ratio is None else ratio <= GOAL)
    row.details = [HEADING]
    for side, lost_rows, setting in zip(sides, missing, settings):
        row.details += [side.commits.line(), side.pings.line(), side.orders.line(),
                        f"      {setting}; acknowledged rows that are missing: {lost_rows};"
                        f" {side.lost} repetitions lost"]
        if side.timeline:
            row.details.append(f"      its own word of the last one: {side.timeline}")
    if known:
        row.details.append(
            f"  no commit for: {ratio:.2f} of crm_resource's; order to commit:"
            f" {ours.orders.median / theirs.orders.median:.2f}. Pacemaker with its defaults"
            " and IPaddr2; Hotpair moves the address itself, beside mount and database. The order of"
            " Hotpair includes the start of its command line.")
    row.data = {"hotpair": ours.commits.values, "pacemaker": theirs.commits.values}
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repetitions", type=int, default=10)
    options = parser.parse_args()
    bench.require_root()
    for row in measure(bench.Setting(repetitions=options.repetitions)):
        print("\n".join(row.details))


if __name__ == "__main__":
    main()
