"""A formed pair with nothing wrong on a machine without a moment to spare: who cries wolf?"""

import collections
import os
import subprocess
import sys
import time

from lab import client, site
from lab.agents import Agents, start_pair
from lab.laboratory import Laboratory
from lab.report import check_equal

from .trial import Trial, detail, milliseconds

LOOK_SECONDS = 5
# What is said of a machine that is too busy is true here, and so is what this machine has by itself.
TRUE_PARTS = ("cpu-pressure", "load", "disk-pressure", "memory-pressure", "decision-lag", "clock",
              "system-disk-smart", "file-system", "temperature")
HEALTH_KINDS = ("healthDegraded", "healthFailing", "healthRestored")


class Saturation:
    """One busy process for each processor."""

    def __init__(self, nice):
        words = ["nice", "-n", str(nice), sys.executable, "-c", "while True: pass"]
        self._processes = [subprocess.Popen(words) for _ in range(os.cpu_count())]
        self._began = _ticks()

    def idle(self):
        """The share of the processors' time since the begin in which they had nothing to do."""
        idle, total = (now - then for now, then in zip(_ticks(), self._began))
        return idle / max(total, 1)

    def end(self):
        for process in self._processes:
            process.kill()
            process.wait(5)


def _ticks():
    """(idle, all) ticks of all processors; proc_stat(5)."""
    with open("/proc/stat", encoding="ascii") as lines:
        numbers = [int(word) for word in next(lines).split()[1:9]]
    return numbers[3] + numbers[4], sum(numbers)


class Watch:
    """What the agents show of themselves, look after look."""

    def __init__(self, agents):
        self._agents = agents
        self.worst_lag = {node: 0 for node in site.NODES}
        self.not_ready = collections.Counter()
        self.silent = collections.Counter()
        self.looks = 0

    def look(self):
        self.looks += 1
        for node in site.NODES:
            row = self._agents.pair(node)
            if row is None:
                self.silent[node] += 1
                continue
            if not row["Ready"]:
                self.not_ready[node, row["NotReadyCause"]] += 1
            agent = self._agents.jolokia[node, "look"].read("io.hotpair:type=Agent")
            self.worst_lag[node] = max(self.worst_lag[node], int(agent["WorstLag"]))


def nothing_wrong(agents, minutes, nice):
    """nothing is wrong and both processors are busy: nothing moves, and nobody cries wolf"""
    trial = Trial(agents)
    watch = Watch(agents)
    saturation = Saturation(nice)
    try:
        end = time.monotonic() + 60 * minutes
        while time.monotonic() < end:
            watch.look()
            time.sleep(LOOK_SECONDS)
        idle = saturation.idle()
    finally:
        saturation.end()
    said = trial.new_events().values()
    _tell(agents, trial, watch, said, idle, minutes)
    false = [row for row in said if not _is_true(row)]
    for row in false:
        detail(f"cried wolf: {row['hotpairEventNode']} {row['hotpairEventKind']}"
               f" {row['hotpairEventText']}")
    check_equal(trial.moves(), (0, 0, 0), "failovers, takeovers, switchovers")
    check_equal(len(false), 0, "alarms without a cause")


def _is_true(row):
    return (row["hotpairEventKind"] in HEALTH_KINDS
            and row["hotpairEventText"].startswith(TRUE_PARTS))


def _tell(agents, trial, watch, said, idle, minutes):
    load = os.getloadavg()[2]
    detail(f"{minutes} min, processors idle for {100 * idle:.1f} %, load {load:.1f} at the end")
    kinds = collections.Counter(
        (row["hotpairEventKind"], row["hotpairEventText"].split(" ")[0]) for row in said)
    for (kind, part), count in sorted(kinds.items()):
        detail(f"{count} x {kind} {part}")
    detail(f"moves {trial.moves()}; {watch.looks} looks, not ready {dict(watch.not_ready)},"
           f" no answer {dict(watch.silent)}; worst lag {watch.worst_lag} us")
    gap = client.commit_outage(agents.lab, trial.began)
    detail(f"longest time without a commit: {milliseconds(gap)}")


def run(report, minutes, nice):
    """Forms a pair and leaves it alone for so many minutes."""
    with Laboratory(f"quiet{os.getpid()}") as lab:
        lab.start("observer", "lab.observer", lab.run.prefix, ready=b"observer ready\n")
        agents = Agents(lab)
        start_pair(agents, 300)
        client.start(lab)
        client.wait_for_rows(lab, 100, 120)
        report.case(nothing_wrong.__doc__.splitlines()[0],
                    lambda: nothing_wrong(agents, minutes, nice))
