"""P7: what grows with the pairs of an agent: 1, 10, 100, 1,000 of them at T = 1 s.

Two agents on two nodes hold all pairs; the first node is active in every one, and it is the one that is
measured. Each pair has a LUN of its own in memory and a lease as its guard; its group is a file that
is monitored every ten minutes, so that the agent is measured and not what it starts. Datagrams are those
that leave the node, on both networks; a walk is snmpbulkwalk of hotpairPairTable from the client, SNMPv2c,
max-repetitions 40. There is no peer: keepalived has at most 255 instances on a link, Pacemaker one group
of hosts.
"""

import argparse
import functools
import os
import pathlib
import socket
import time

import asking
import bench
import machine
from contenders import place
from figures import HEADING, Row, Series, number, percentile
from lab import linux, site
from many import ManyPairs

COUNTS = (1, 10, 100, 1000)
QUICK_COUNTS = (1, 10, 100)
TIMINGS = ("{base: fast, interval: 1s, jitter: 500ms, dead-time: 4s, audit-period: 1s, io-deadline: 1s,"
           " offer-time: 10s, join-wait: 10s, lease: 8s, watchdog: 3s}")
WINDOW_SECONDS = 4
SETTLE_SECONDS = 10
FORM_SECONDS = 120
LAG_READS = 20
GOAL_PERCENT = 25
ACTIVE = site.NODES[0]


class TooMany(Exception):
    """So many pairs do not form; says what was seen."""


class Size:
    """What one number of pairs cost."""

    def __init__(self, count):
        name = f"{count} pairs, "
        self.count = count
        self.percent = Series(name + "processor", "% of one")
        self.datagrams = Series(name + "datagrams sent", "1/s")
        self.kilobytes = Series(name + "sent", "kB/s")
        self.snapshots = Series(name + "snapshots", "1/s")
        self.walks = Series(name + "walk of hotpairPairTable", "ms")
        self.proportional = Series(name + "memory (PSS)", "MB")
        self.resident = Series(name + "memory (RSS)", "MB")
        self.lag = Series(name + "lag of the decisions", "us")
        self.threads = Series(name + "threads", "")
        self.rows = 0

    def series(self):
        return (self.percent, self.datagrams, self.kilobytes, self.snapshots, self.walks,
                self.proportional, self.resident, self.threads, self.lag)


class Counters:
    """What an agent has used and sent so far."""

    def __init__(self, pairs, pid):
        self.at = time.monotonic()
        self.cpu = machine.precise_cpu_seconds(pid)
        self.datagrams, self.octets = _sent(pid)
        self.snapshots = _ask(pairs, (1, 3, 6, 1, 4, 1, 32473, 1, 1, 1, 9, 0))


def _sent(pid):
    """(datagrams, octets) that left the node's two links; the answers of SNMP are few beside them."""
    packets = octets = 0
    for line in pathlib.Path(f"/proc/{pid}/net/dev").read_text().splitlines()[2:]:
        link, _, counts = line.partition(":")
        if link.strip() in (site.PUBLIC_LINK, site.PRIVATE_LINK):
            fields = counts.split()
            octets += int(fields[8])
            packets += int(fields[9])
    return packets, octets


def _ask(pairs, oid):
    """One number of the active's agent, asked by the client."""
    def ask():
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            asked.settimeout(5)
            asked.sendto(asking.get(oid), (site.PUBLIC[ACTIVE], asking.PORT))
            return asking.value(asked.recv(2048), oid)

    return linux.in_network_namespace(pairs.lab.run.namespace_path("client"), ask)


def size(count, setting):
    """Measures an agent with so many pairs."""
    found = Size(count)
    make = functools.partial(ManyPairs, count=count, timings=TIMINGS)
    with place(make) as entered:
        pairs = entered.contender
        bench.say(f"growth: {count} pairs form")
        try:
            pairs.start_both(FORM_SECONDS, setting.options)
        except AssertionError as failure:
            pid = pairs.agent(ACTIVE)
            memory, _ = machine.memory_megabytes(pid)
            raise TooMany(
                f"{failure}; by then the active's agent had {len(os.listdir(f'/proc/{pid}/task'))}"
                f" threads, {number(memory)} MB (PSS) and {number(machine.precise_cpu_seconds(pid))}"
                " s of processor time") from failure
        time.sleep(SETTLE_SECONDS)
        pid = pairs.agent(ACTIVE)
        for _ in range(setting.repetitions):
            before = Counters(pairs, pid)
            time.sleep(WINDOW_SECONDS)
            after = Counters(pairs, pid)
            seconds = after.at - before.at
            found.percent.add(100 * (after.cpu - before.cpu) / seconds)
            found.datagrams.add((after.datagrams - before.datagrams) / seconds)
            found.kilobytes.add((after.octets - before.octets) / seconds / 1000)
            found.snapshots.add((after.snapshots - before.snapshots) / seconds)
            _look(pairs, pid, found)
    return found


def _look(pairs, pid, found):
    """Walk, memory and lag: beside the window, so that the processor's time is the agent's own."""
    began = time.perf_counter()
    found.rows = pairs.walk(ACTIVE)
    found.walks.add(1000 * (time.perf_counter() - began))
    proportional, resident = machine.memory_megabytes(pid)
    found.proportional.add(proportional)
    found.resident.add(resident)
    found.threads.add(len(os.listdir(f"/proc/{pid}/task")))
    for _ in range(LAG_READS):
        found.lag.add(_ask(pairs, asking.LAG))
        time.sleep(0.02)


def measure(setting):
    """Row P7."""
    counts = QUICK_COUNTS if setting.quick else COUNTS
    sizes, failed = [], None
    for count in counts:
        try:
            sizes.append(size(count, setting))
        except TooMany as failure:
            failed = f"{count} pairs: {failure}"
            bench.say(failed)
            break
    row = _row(sizes)
    if failed:
        row.met = False
        row.ours += f"; {count} pairs did not form in {FORM_SECONDS} s"
        row.details.append(f"  {failed}")
    return [row]


def _row(sizes):
    last, before = sizes[-1], sizes[-2]
    measured = "; ".join(f"{found.count}: {number(found.percent.median)} %,"
                         f" {number(found.proportional.median)} MB" for found in sizes)
    grown = last.count / before.count
    linear = {name: ratio <= 1.1 * grown for name, ratio in _growth(before, last).items()}
    under = last.percent.median < GOAL_PERCENT if last.count == COUNTS[-1] else None
    met = None if under is None else under and all(linear.values())
    row = Row("P7", "growth with the pairs, T = 1 s: processor, memory (PSS)", measured,
              "none has so many", f"linear; 1,000 pairs < {GOAL_PERCENT} % of a processor", met)
    row.details = [HEADING]
    for found in sizes:
        row.details += [series.line() for series in found.series()]
        row.details.append(f"      lag p99 {number(percentile(found.lag.values, 0.99))} us;"
                           f" {found.rows} bindings in a walk; decisions on every tick,"
                           f" 5 ticks an interval: {5 * found.count} 1/s")
    row.details.append(f"  from {before.count} to {last.count} pairs: " + ", ".join(
        f"{name} x {ratio:.1f}" for name, ratio in _growth(before, last).items()))
    row.data = {str(found.count): {"cpu": found.percent.values, "pss": found.proportional.values,
                                   "rss": found.resident.values, "walk": found.walks.values,
                                   "datagrams": found.datagrams.values} for found in sizes}
    return row


def _growth(before, last):
    return {name: getattr(last, field).median / max(getattr(before, field).median, 1e-9)
            for name, field in (("processor", "percent"), ("datagrams", "datagrams"),
                                ("octets", "kilobytes"), ("walk", "walks"),
                                ("memory", "proportional"))}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repetitions", type=int, default=10)
    parser.add_argument("--pairs", type=int, action="append", help="only so many; may be repeated")
    parser.add_argument("--options", default="", help="more options of the virtual machine")
    options = parser.parse_args()
    bench.require_root()
    setting = bench.Setting(repetitions=options.repetitions, options=options.options)
    for count in options.pairs or COUNTS:
        found = size(count, setting)
        print("\n".join([HEADING, *(series.line() for series in found.series())]))


if __name__ == "__main__":
    main()
