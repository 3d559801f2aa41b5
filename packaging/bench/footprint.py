"""P5: memory and processor of one agent with six pairs at T = 100 ms, beside keepalived and Pacemaker.

All three stand by and serve at the same time, each on two nodes of its own, with six floating addresses
and nothing else; Hotpair and keepalived move them themselves, Pacemaker by IPaddr2. What each node's
processes have is read over and over, in turn. Memory is proportional (PSS: a page that several share
counts for each in part) and resident (RSS). The active node is shown: it monitors its addresses. Programs
that a resource agent starts and that have ended are not counted, for none of the three.
"""

import contextlib
import functools
import time

import allocation
import bench
import machine
from contenders import Cluster, Keepalived, holds, place
from figures import HEADING, Row, Series, all_met
from lab import group, site
from lab.laboratory import wait_for
from many import ManyPairs, floating

PAIRS = 6
GOAL_MEGABYTES = 80
GOAL_PERCENT = 1.0
FORM_SECONDS = 180
SETTLE_SECONDS = 15
WINDOW_SECONDS = 4
THREADS_SECONDS = 20
MOST_THREADS = 12


class Ours(ManyPairs):
    """Hotpair with six addresses."""

    def __init__(self, lab, options=""):
        super().__init__(lab, PAIRS, "fast", addresses=True)
        self._more = options

    def start_all(self):
        self.start_both(FORM_SECONDS, self._more)

    def processes(self, node):
        return [self.agent(node)]


class Advertising(Keepalived):
    """keepalived with six instances."""

    def __init__(self, lab):
        super().__init__(lab, 0.1, [floating(number) for number in range(PAIRS)])

    def start_all(self):
        _start_all(self)
        wait_for(lambda: any(holds(self.lab, node) for node in site.NODES), FORM_SECONDS,
                 f"{self.name} to serve")


class Clustered(Cluster):
    """Pacemaker with six addresses."""

    MEMBERS = [("heartbeat:IPaddr2", group.ADDRESS | {"ip": floating(number)})
               for number in range(PAIRS)]

    def start_all(self):
        _start_all(self)
        wait_for(self.all_started, FORM_SECONDS, f"{self.name} to serve")


class Use:
    """What a contender's node used."""

    def __init__(self, name, contender, node):
        self.proportional = Series(f"{name}, memory (PSS)", "MB")
        self.resident = Series(f"{name}, memory (RSS)", "MB")
        self.percent = Series(f"{name}, of one processor", "%")
        self.lab = contender.lab
        self._contender = contender
        self._node = node
        self._last = None

    def look(self):
        """Takes memory, and processor time since the last look."""
        pids = self._contender.processes(self._node)
        sizes = [machine.memory_megabytes(pid) for pid in pids]
        now, used = time.monotonic(), sum(machine.precise_cpu_seconds(pid) for pid in pids)
        if self._last is not None:
            self.proportional.add(sum(proportional for proportional, _ in sizes))
            self.resident.add(sum(resident for _, resident in sizes))
            self.percent.add(100 * (used - self._last[1]) / (now - self._last[0]))
        self._last = now, used

    def by_thread(self, seconds):
        """Lines that tell which threads use the processor, the busiest first."""
        (pid,) = self._contender.processes(self._node)
        before, began = machine.cpu_by_thread(pid), time.monotonic()
        time.sleep(seconds)
        after, seconds = machine.cpu_by_thread(pid), time.monotonic() - began
        shares = sorted(((100 * (used - before.get(name, 0)) / seconds, name)
                         for name, used in after.items()), reverse=True)
        return [f"      {name:40} {share:8.2f} %" for share, name in shares[:MOST_THREADS]]

    def lines(self):
        return [self.proportional.line(), self.resident.line(), self.percent.line()]


def _start_all(contender):
    for node in site.NODES:
        contender.lab.nodes[node].power("on")
        contender.start(node)


def measure(setting):
    """Row P5."""
    makers = (("Hotpair", functools.partial(Ours, options=setting.options)),
              ("keepalived", Advertising),
              ("Pacemaker + corosync", functools.partial(Clustered, members=Clustered.MEMBERS)))
    with contextlib.ExitStack() as stack:
        found = {}
        for name, make in makers:
            contender = stack.enter_context(place(make)).contender
            bench.say(f"footprint: {name} starts")
            contender.start_all()
            found[name] = Use(name, contender, site.NODES[0])
        time.sleep(SETTLE_SECONDS)
        for number_of_round in range(setting.repetitions + 1):
            for use in found.values():
                use.look()
            if number_of_round < setting.repetitions:
                time.sleep(WINDOW_SECONDS)
        used = found["Hotpair"].by_thread(THREADS_SECONDS)
        threads = allocation.rates(found["Hotpair"].lab)
    row = _row(found)
    row.details += ["  processor by thread, active node:", *used, *allocation.lines(threads)]
    return [row]


def _row(found):
    ours = found["Hotpair"]
    peers = "; ".join(f"{name}: {use.proportional.spread()}, {use.percent.spread()}"
                      for name, use in found.items() if name != "Hotpair")
    row = Row("P5", f"memory (RSS) and processor, {PAIRS} pairs at T = 100 ms",
              f"{ours.resident.spread()}, {ours.percent.spread()}", peers,
              f"< {GOAL_MEGABYTES} MB, < {GOAL_PERCENT:g} % of a processor",
              all_met(ours.resident.median < GOAL_MEGABYTES, ours.percent.median < GOAL_PERCENT))
    row.details = [HEADING, *(line for use in found.values() for line in use.lines()),
                   "  The peers' memory in the table is PSS, Hotpair's RSS, the larger of the two."
                   " keepalived at advert_int 0.1; Pacemaker with its defaults, no fencing."]
    row.data = {name: {"pss": use.proportional.values, "rss": use.resident.values,
                       "cpu": use.percent.values} for name, use in found.items()}
    return row


if __name__ == "__main__":
    bench.alone(__doc__, measure)
