"""What each thread of a running agent allocates: no allocation on the way of a heartbeat?

A dump of the virtual machine's threads tells how much each has allocated since it began (HotSpot counts that
by itself; it is what com.sun.management.ThreadMXBean tells); two dumps give a rate. Nothing in the agent
helps, and what the dump itself allocates falls to the thread that dumps.
"""

import re
import time

import bench
from lab import site

SECONDS = 30
DUMP_SECONDS = 60
THREAD = re.compile(r'^"([^"]+)" #\d+ .*? allocated=([\d.]+)([BKMG]?) ', re.MULTILINE)
SCALES = {"": 1, "B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
MOST = 12


def allocated(lab, node):
    """Thread → bytes that it has allocated so far."""
    said = lab.nodes[node].command(
        str(bench.DISTRIBUTION / "runtime/bin/jcmd"), str(lab.nodes[node].unit()["pid"]),
        "Thread.print", "-e", timeout=DUMP_SECONDS, check=True).stdout
    found = {}
    for name, size, scale in THREAD.findall(said):
        found[name] = found.get(name, 0) + float(size) * SCALES[scale]
    return found


def rates(lab, node=site.NODES[0], seconds=SECONDS):
    """(thread, bytes a second), the largest first."""
    before, began = allocated(lab, node), time.monotonic()
    time.sleep(seconds)
    after, seconds = allocated(lab, node), time.monotonic() - began
    found = [(name, (size - before.get(name, 0)) / seconds) for name, size in after.items()]
    return sorted((pair for pair in found if pair[1] > 0), key=lambda pair: -pair[1])


def lines(found):
    """The threads that allocate most, and the sum of all."""
    total = sum(rate for _, rate in found)
    told = [f"  allocation by thread, active node: all {total / 1024:.0f} kB/s"]
    told += [f"      {name:40} {rate / 1024:8.1f} kB/s" for name, rate in found[:MOST]]
    return told
