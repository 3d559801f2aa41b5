"""P1 and P2: how long an address is away when the node that has it loses power, side by side.

Every contender has a laboratory of its own on this machine, is started once and stays; they are cut one
after the other, round by round, and rejoin while nothing is measured. Power off takes the node's links
down and ends its processes; a client pings the address every 5 ms. The outage is the longest time between
two answered echoes. The cut comes at a phase of the heartbeat that goes through its interval over the
rounds, the same for all.

P1: the crossover is a switch, so the survivor's carrier stays: only silence tells it. P2: it is a cable.
"""

import argparse
import contextlib
import functools

import bench
from contenders import Cluster, Hotpair, Keepalived, place
from figures import HEADING, Row, Series, all_met, number

FAST, SLOW = 0.1, 1.0
TRIES = 2


class Entry:
    """A contender of one interval: how it is made, and what its outages were."""

    def __init__(self, key, make, crossover=False, database=False):
        self.key = key
        self.outages = Series(key, "ms")
        self.settings = ""
        self.timelines = []
        self.lost = 0
        self._make = make
        self._crossover = crossover
        self._database = database
        self.place = None

    def enter(self, stack):
        self.place = stack.enter_context(place(self._make, self._crossover, self._database))
        contender = self.place.contender
        self.outages.name = contender.name + (", carrier lost" if self._crossover else "")
        self.settings = contender.protects
        self.place.begin()

    def ready(self):
        """Whether it serves and could take over; a node that is off, or was switched off, joins."""
        for _ in range(TRIES):
            self.rejoin()
            with contextlib.suppress(AssertionError):
                return self.place.wait_formed()
            bench.say(f"  {self.outages.name} is not ready")
        self.place.off()
        return None

    def round(self, phase):
        """One cut, after which it joins again when `ready` is asked."""
        active = self.ready()
        try:
            if active is None:
                raise AssertionError(f"{self.outages.name} did not form a pair")
            self.outages.add(1000 * self.place.cut(active, phase))
            timeline = self.place.contender.told()
            if timeline:
                self.timelines.append(timeline)
        except AssertionError as failure:
            self.lost += 1
            bench.say(f"  lost a repetition: {failure}"[:400])
            self.place.off()

    def rejoin(self):
        for node in self.place.lab.nodes:
            self.place.join(node)


def entries(interval, setting):
    """Who is compared at an interval."""
    hotpair = functools.partial(Hotpair, interval=interval)
    keepalived = functools.partial(Keepalived, interval=interval)
    found = [Entry("hotpair", hotpair), Entry("hint", hotpair, crossover=True),
             Entry("keepalived", keepalived)]
    if interval == SLOW:
        found.append(Entry("pacemaker", Cluster))
    else:
        found.append(Entry("pacemaker", functools.partial(Cluster, token=300, fenced=True)))
        found.append(Entry("group", functools.partial(hotpair, whole=True), database=True))
    return [entry for entry in found if not setting.skip or entry.key not in setting.skip]


def compare(interval, setting):
    """Key → entry, after all rounds at one interval."""
    found = entries(interval, setting)
    with contextlib.ExitStack() as stack:
        for entry in found:
            entry.enter(stack)
        for entry in found:
            entry.ready()
        for number_of_round in range(setting.repetitions):
            phase = interval * (number_of_round + 0.5) / setting.repetitions
            bench.say(f"outage, T = {interval:g} s, round {number_of_round + 1}")
            for entry in found:
                # The cluster's token has no phase.
                entry.round(0 if entry.key == "pacemaker" else phase)
            for entry in found:
                entry.rejoin()
            for entry in found:
                entry.ready()
    return {entry.key: entry for entry in found}


def measure(setting):
    """Rows P1 and P2."""
    by_interval = {interval: compare(interval, setting) for interval in (FAST, SLOW)}
    fast, slow = by_interval[FAST], by_interval[SLOW]
    return [_silent(fast, slow), _hinted(fast, slow)]


def _median(entries_of, key):
    entry = entries_of.get(key)
    return entry.outages.median if entry and entry.outages.values else None


def _ratio(entries_of, ours, peer):
    """The ratio of two medians, or None if one is missing."""
    above, below = _median(entries_of, ours), _median(entries_of, peer)
    return above / below if above and below else None


def _below(ratio, most):
    return None if ratio is None else ratio <= most


def _word(ratio):
    return "?" if ratio is None else f"{ratio:.2f}"


def _spread(entries_of, key):
    return entries_of[key].outages.spread() if key in entries_of else "not measured"


def _silent(fast, slow):
    at_fast, at_slow = (_ratio(found, "hotpair", "keepalived") for found in (fast, slow))
    to_cluster = _ratio(slow, "hotpair", "pacemaker")
    default = _median(slow, "pacemaker")
    tenth = None if default is None or _median(fast, "hotpair") is None else (
        _median(fast, "hotpair") / default)
    row = Row(
        "P1", "outage of an address, the active falls silent",
        f"T=0.1: {_spread(fast, 'hotpair')}; T=1: {_spread(slow, 'hotpair')}",
        f"keepalived T=0.1: {_spread(fast, 'keepalived')}; T=1: {_spread(slow, 'keepalived')};"
        f" Pacemaker defaults: {_spread(slow, 'pacemaker')}",
        "<= keepalived at the same T; T=0.1 < 1/10 of Pacemaker's default",
        all_met(_below(at_fast, 1), _below(at_slow, 1), _below(tenth, 0.1)))
    row.details = [
        *_lines(fast, slow, ("hotpair", "keepalived", "pacemaker", "group")),
        f"  beside keepalived at the same T: {_word(at_fast)} (T = 0.1 s), {_word(at_slow)} (T = 1 s);"
        f" beside Pacemaker's default: {_word(tenth)} (T = 0.1 s), {_word(to_cluster)} (T = 1 s)"]
    row.data = {key: {str(interval): found[key].outages.values for interval, found in
                      ((FAST, fast), (SLOW, slow)) if key in found}
                for key in ("hotpair", "hint", "keepalived", "pacemaker", "group")}
    return row


def _hinted(fast, slow):
    ratios = [_ratio(found, "hint", "keepalived") for found in (fast, slow)]
    row = Row(
        "P2", "the same, the crossover's carrier is lost as the node dies",
        f"T=0.1: {_spread(fast, 'hint')}; T=1: {_spread(slow, 'hint')}",
        f"keepalived T=0.1: {_spread(fast, 'keepalived')}; T=1: {_spread(slow, 'keepalived')}",
        "< 1/5 of keepalived's at the same T", all_met(*(_below(ratio, 0.2) for ratio in ratios)))
    row.details = [
        *_lines(fast, slow, ("hint",)),
        f"  beside keepalived at the same T: {_word(ratios[0])} (T = 0.1 s), {_word(ratios[1])}"
        " (T = 1 s). keepalived has one path and no hint: its figures are those of P1."]
    return row


def _lines(fast, slow, keys):
    lines = [HEADING]
    for interval, found in ((FAST, fast), (SLOW, slow)):
        for key in keys:
            if key not in found:
                continue
            entry = found[key]
            lines.append(entry.outages.line())
            lines.append(f"      {entry.settings}"
                         + (f"; {entry.lost} repetitions lost" if entry.lost else ""))
            if entry.timelines:
                lines.append(f"      its own word of the last one: {entry.timelines[-1]}")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repetitions", type=int, default=10)
    parser.add_argument("--interval", type=float, choices=(FAST, SLOW), action="append",
                        help="only this one, in seconds")
    parser.add_argument("--skip", action="append", default=[], help="a contender",
                        choices=("hotpair", "hint", "keepalived", "pacemaker", "group"))
    options = parser.parse_args()
    bench.require_root()
    setting = bench.Setting(repetitions=options.repetitions, skip=options.skip)
    for interval in options.interval or (FAST, SLOW):
        found = compare(interval, setting)
        print("\n".join(_lines(found if interval == FAST else {}, found if interval == SLOW else {},
                               ("hotpair", "hint", "keepalived", "pacemaker", "group"))))
        print(f"  Hotpair beside keepalived: {number(_ratio(found, 'hotpair', 'keepalived') or 0)}")


if __name__ == "__main__":
    main()
