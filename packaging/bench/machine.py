"""What the machine does beside: its load, and what processes use of it."""

import os
import pathlib
import subprocess
import threading
import time

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
SAMPLE_SECONDS = 1.0


def cpu_seconds(pid):
    """What a process and its threads have had of the processors; proc_pid_stat(5)."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def precise_cpu_seconds(pid):
    """The same to the nanosecond, where a clock tick is too coarse: the sum over its threads."""
    return sum(cpu_by_thread(pid).values())


def cpu_by_thread(pid):
    """Processor seconds of each thread so far, by its name (the kernel keeps 15 characters)."""
    found = {}
    for task in os.listdir(f"/proc/{pid}/task"):
        place = pathlib.Path(f"/proc/{pid}/task/{task}")
        try:
            name = (place / "comm").read_text().strip()
            used = int((place / "schedstat").read_text().split()[0]) / 1e9
        except OSError:
            continue  # it has ended
        found[name] = found.get(name, 0) + used
    return found


def memory_megabytes(pid):
    """(proportional, resident) of a process; proc_pid_smaps_rollup(5)."""
    sizes = {}
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, size = line.split()[:2]
        sizes[name.rstrip(":")] = int(size) / 1024
    return sizes["Pss"], sizes["Rss"]


def children(pid):
    """All that descend from a process, with itself."""
    found = [pid]
    for task in os.listdir(f"/proc/{pid}/task"):
        for child in pathlib.Path(f"/proc/{pid}/task/{task}/children").read_text().split():
            try:
                found += children(int(child))
            except OSError:
                pass  # it has ended
    return found


def named(pids, names):
    """Those of the processes whose program has one of these names (15 characters count)."""
    short = {name[:15] for name in names}
    found = []
    for pid in pids:
        try:
            if pathlib.Path(f"/proc/{pid}/comm").read_text().strip() in short:
                found.append(pid)
        except OSError:
            pass  # it has ended
    return found


def version(*command):
    """The first line that a program says about itself, or that it is not there."""
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    except OSError:
        return f"{command[0]}: not installed"
    lines = (said.stdout + said.stderr).strip().splitlines()
    return lines[0].strip() if lines else f"{command[0]}: says nothing"


def package(name):
    """`name version` as Debian's package manager knows it."""
    return version("dpkg-query", "--show", "--showformat", "${Package} ${Version}", name)


def load():
    return " ".join(f"{part:.2f}" for part in os.getloadavg())


class Watch:
    """Samples how busy all processors are, while something is measured."""

    def __init__(self):
        self._busy = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self):
        self._before = load()
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._thread.join()

    def _sample(self):
        last = _ticks()
        while not self._ended.wait(SAMPLE_SECONDS):
            now = _ticks()
            idle, total = now[0] - last[0], now[1] - last[1]
            last = now
            if total:
                self._busy.append(100 * (1 - idle / total))

    def word(self):
        """Load before and after, and how busy the processors were meanwhile."""
        busy = sorted(self._busy) or [0]
        return (f"load before {self._before}, after {load()}; all processors busy"
                f" {busy[len(busy) // 2]:.0f} % (median; {busy[0]:.0f} to {busy[-1]:.0f} %), its own"
                " work included")


def _ticks():
    with open("/proc/stat", encoding="ascii") as lines:
        numbers = [int(word) for word in next(lines).split()[1:9]]
    return numbers[3] + numbers[4], sum(numbers)


def sleep_until(moment):
    """Sleeps until a moment of the monotonic clock."""
    left = moment - time.monotonic()
    if left > 0:
        time.sleep(left)
