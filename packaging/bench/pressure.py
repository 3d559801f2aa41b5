"""P8: false moves while both processors are busy and memory is churned, side by side.

Hotpair, keepalived (as it is, and with its documented real-time priority) and Pacemaker stand on
laboratories of their own at the same T = 0.1 s; nothing is wrong with any of them. For so long, one process
for each processor does nothing but count, and one takes, touches and gives back memory. What moves
then, moves falsely. The lag of Hotpair's deciding thread is read every 20 ms by SNMP and shown as a
histogram, with the largest that the agent itself has seen; the pauses of its virtual machine come from
its own log of safepoints and collections.
"""

import argparse
import contextlib
import functools
import os
import re
import socket
import subprocess
import sys
import time

import asking
import bench
from contenders import Cluster, Hotpair, Keepalived, place
from figures import Row, all_met, number, percentile
from lab import client, linux, site

INTERVAL = 0.1
READ_SECONDS = 0.02
WORST_LAG = (1, 3, 6, 1, 4, 1, 32473, 1, 1, 1, 12, 0)
BOUNDS_MICROSECONDS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
MEMORY_MEGABYTES = 1024
COUNT = "while True: pass"
# Each page is touched, then all are given back.
CHURN = """
import mmap
size = {megabytes} << 20
while True:
    with mmap.mmap(-1, size) as pages:
        for at in range(0, size, 4096):
            pages[at] = 1
"""
SAFEPOINT = re.compile(r'Safepoint "(\w+)".*Total:\s+(\d+) ns')
PAUSE = re.compile(r"GC\(\d+\) Pause (\w+).* ([\d.]+)ms")
PAUSES_LOG = "/run/pauses"
OPTIONS = f"-Xlog:safepoint,gc:file={PAUSES_LOG}:uptime:filecount=0"


class Pressure:
    """Both processors busy, memory churned."""

    def __init__(self, megabytes):
        words = [[sys.executable, "-c", COUNT] for _ in range(os.cpu_count())]
        words.append([sys.executable, "-c", CHURN.format(megabytes=megabytes)])
        self._words = words
        self._processes = []

    def __enter__(self):
        # Each a session: the kernel shares the processors among sessions first (autogroups, sched(7)).
        self._processes = [subprocess.Popen(words, stdin=subprocess.DEVNULL, start_new_session=True)
                           for words in self._words]
        return self

    def __exit__(self, *_):
        for process in self._processes:
            process.kill()
            process.wait(5)


class Lags:
    """What the agents say of the lag of their decisions, read through sockets in the client."""

    def __init__(self, lab):
        self._sockets = {node: linux.in_network_namespace(
            lab.run.namespace_path("client"), functools.partial(_connected, site.PUBLIC[node]))
            for node in site.NODES}
        self.seen = []
        self.unanswered = 0

    def read_for(self, seconds):
        """Reads at the least real-time priority: what a busy machine delays is to be seen, not missed."""
        with contextlib.suppress(PermissionError):
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
        try:
            self._read_for(seconds)
        finally:
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))

    def _read_for(self, seconds):
        end = time.monotonic() + seconds
        due = time.monotonic()
        while due < end:
            for asked in self._sockets.values():
                self._read(asked)
            due = max(due + READ_SECONDS, time.monotonic())
            time.sleep(max(0.0, due - time.monotonic()))

    def _read(self, asked):
        lag = _value(asked, asking.LAG)
        if lag is None:
            self.unanswered += 1
        else:
            self.seen.append(lag)

    def worst(self):
        """The largest since the agents' starts, by their own word."""
        return max((_value(asked, WORST_LAG) or 0 for asked in self._sockets.values()))

    def close(self):
        for asked in self._sockets.values():
            asked.close()


def _connected(address):
    asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    asked.settimeout(1)
    asked.connect((address, asking.PORT))
    return asked


def _value(asked, oid):
    try:
        asked.send(asking.get(oid))
        return asking.value(asked.recv(2048), oid)
    except (OSError, ValueError):
        return None


def contenders(setting):
    """Who stands under pressure."""
    makers = {
        "hotpair": functools.partial(Hotpair, interval=INTERVAL, options=f"{OPTIONS} {setting.options}"),
        "keepalived": functools.partial(Keepalived, interval=INTERVAL),
        "keepalived, real-time": functools.partial(
            Keepalived, interval=INTERVAL, more="vrrp_rt_priority 50"),
        "pacemaker": functools.partial(Cluster, token=300)}
    return {key: make for key, make in makers.items() if key not in setting.skip}


def measure(setting):
    """Row P8."""
    with contextlib.ExitStack() as stack:
        places = {key: stack.enter_context(place(make))
                  for key, make in contenders(setting).items()}
        for entered in places.values():
            entered.begin()
        for entered in places.values():
            entered.wait_formed()
        before = {key: entered.contender.moves() for key, entered in places.items()}
        lags = Lags(places["hotpair"].lab)
        stack.callback(lags.close)
        bench.say(f"pressure for {setting.pressure_seconds:g} s")
        began = time.time()
        with Pressure(MEMORY_MEGABYTES):
            lags.read_for(setting.pressure_seconds)
        worst = lags.worst()
        moves = {key: entered.contender.moves() - before[key] for key, entered in places.items()}
        gaps = {key: 1000 * client.longest_gap(client.pings(entered.pings), began)
                for key, entered in places.items()}
        names = {key: entered.contender.name for key, entered in places.items()}
        pauses = _pauses(places["hotpair"].lab)
    return [_row(setting, lags, worst, moves, gaps, names, pauses)]


def _pauses(lab):
    """(milliseconds of each safepoint, of each collection) of both agents, since their starts."""
    safepoints, collections = [], []
    for node in site.NODES:
        text = lab.nodes[node].command("cat", PAUSES_LOG).stdout
        safepoints += [int(nanos) / 1e6 for _, nanos in SAFEPOINT.findall(text)]
        collections += [float(millis) for _, millis in PAUSE.findall(text)]
    return safepoints, collections


def _row(setting, lags, worst, moves, gaps, names, pauses):
    seen = [lag / 1000 for lag in lags.seen]
    tail = percentile(seen, 0.9999)
    others = "; ".join(f"{names[key]}: {moves[key]}" for key in moves if key != "hotpair")
    row = Row("P8", f"false moves, processors and memory busy for {setting.pressure_seconds:g} s",
              f"{moves['hotpair']} moves; lag p99.99 {number(tail)} ms", others,
              f"none; p99.99 of the lag < {1000 * INTERVAL / 2:g} ms",
              all_met(moves["hotpair"] == 0, tail < 1000 * INTERVAL / 2))
    safepoints, collections = pauses
    row.details = [f"  {names[key]}: {moves[key]} "
                   + ("changes of membership" if key == "pacemaker" else "moves")
                   + f", longest time without an answer {number(gaps[key])} ms" for key in moves]
    row.details += [
        f"  lag of the decisions, {len(seen)} readings of two agents ({lags.unanswered} unanswered):"
        f" median {number(percentile(seen, 0.5))}, p99 {number(percentile(seen, 0.99))},"
        f" p99.9 {number(percentile(seen, 0.999))}, p99.99 {number(tail)},"
        f" most {number(max(seen))} ms; the largest that the agents saw since their starts"
        f" {number(worst / 1000)} ms",
        *_histogram("lag", lags.seen),
        *_histogram("collections", [1000 * pause for pause in collections]),
        *_histogram("safepoints", [1000 * pause for pause in safepoints]),
        f"  memory: {MEMORY_MEGABYTES} MB taken, touched and given back without end; not exhausted:"
        " the machine has to live",
        "  the goal is for 10 minutes; the length is settable (--minutes)",
        "  Pacemaker with token 300 ms, no fencing; keepalived as it is and with vrrp_rt_priority 50."
        " corosync takes a real-time priority by itself; so does Hotpair's deciding thread, if it may."]
    row.data = {"lag": seen, "collections": collections, "safepoints": safepoints}
    return row


def _histogram(name, microseconds):
    """One line of bounds, one of counts."""
    bounds = (0, *BOUNDS_MICROSECONDS, float("inf"))
    counts = [sum(low <= value < high for value in microseconds)
              for low, high in zip(bounds, bounds[1:])]
    heads = [f"<{bound / 1000:g}" for bound in BOUNDS_MICROSECONDS] + ["more"]
    return [f"  {name + ', ms':20}" + "".join(f" {head:>7}" for head in heads),
            f"  {len(microseconds):<20}" + "".join(f" {count:7}" for count in counts)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--skip", action="append", default=[],
                        choices=("keepalived", "keepalived, real-time", "pacemaker"))
    parser.add_argument("--options", default="", help="more options of the virtual machine")
    options = parser.parse_args()
    bench.require_root()
    setting = bench.Setting(pressure_seconds=60 * options.minutes, skip=options.skip,
                            options=options.options)
    for row in measure(setting):
        print("\n".join(row.details))


if __name__ == "__main__":
    main()
