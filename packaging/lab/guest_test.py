"""Runs the guest lab; `packaging/lab/run --help` tells the options."""

import argparse
import os
import pathlib
import shutil
import signal
import sys
import time
import traceback

from guests import image, laboratory
from guests.agents import GuestAgents
from guests.cases import (cables, computer, installed, lacking_target, leased, many, multipath,
                          ordered, pair, scsi_facts, validated)
from guests.laboratory import GuestLaboratory
from guests.many import Many, shape
from guests.trial import Row
from lab import site

# Laboratory by laboratory: the kind of array, the ways to it, the pair's guard, the nodes' first
# program, and whether they are more than a pair; and the cases on it.
CASES = {
    # The facts leave a reservation behind, and a trial refuses then.
    ("lio", 1, "scsi-pr", "busybox"): {"lio-validated": validated.good_target} | scsi_facts.CASES | pair.CASES
                           | cables.CASES | computer.CASES | ordered.CASES,
    ("lio", 2, "scsi-pr", "busybox"): {"ways-validated": validated.two_ways} | multipath.CASES,
    ("lio", 1, "fence", "busybox"): pair.FENCE_CASES,
    ("lio", 1, "lease", "busybox"): leased.CASES,
    ("lio", 1, "scsi-pr", "systemd"): installed.CASES | {"deb-power-cut": pair.power_cut},
    # Three nodes with two pairs.
    ("lio", 1, "scsi-pr", "busybox", "many"): many.CASES,
    ("tgt", 1, "scsi-pr", "busybox"): {"tgt-validated": validated.lacking_target} | lacking_target.CASES,
}
# What continuous integration has time for.
SUBSET = ("lio-validated", *scsi_facts.CASES, *pair.SUBSET)
KEPT = site.PACKAGING / "target" / "lab"
LINES = 40
COLUMNS = (("case", 18), ("expected", 52), ("seen", 40), ("detect", 7), ("claim", 7),
           ("serve", 7), ("outage", 7), ("lost", 5), ("double", 6))


def say(text):
    print(f"      {text}", flush=True)


class Bench:
    """A laboratory of one setting; built anew after a case that failed."""

    def __init__(self, found_image, target, ways, guard, init, nodes="pair"):
        self._image = found_image
        self._setting = target, ways, init
        self._guard = guard
        self._nodes = nodes
        self._lab = None
        self._agents = None

    def run(self, name, case):
        """Gives (passed, row of the table)."""
        began = time.monotonic()
        try:
            # Facts of the array need no agent.
            subject = self._laboratory() if case.__module__.endswith("scsi_facts") \
                else self._laboratory() and self._agents
            row = case(subject) or Row("as expected")
        except Exception as failure:  # a case that breaks is a case that failed
            print(f"FAIL  {time.monotonic() - began:6.1f} s  {name}: {summary(case)}", flush=True)
            for line in traceback.format_exc().rstrip().splitlines():
                say(line)
            self._keep_logs(name)
            self.close()
            return False, Row(f"FAILED: {failure}".splitlines()[0])
        print(f"pass  {time.monotonic() - began:6.1f} s  {name}: {summary(case)}", flush=True)
        return True, row

    def _laboratory(self):
        if self._lab is None:
            several = self._nodes == "many"
            lab = GuestLaboratory(f"gl{os.getpid()}", self._image, *self._setting, say,
                                  shape() if several else None)
            self._lab = lab.__enter__()
            self._agents = Many(lab) if several else GuestAgents(lab, self._guard)
            lab.boot()
        return self._lab

    def _keep_logs(self, name):
        if self._lab is None:
            return
        place = KEPT / name
        shutil.rmtree(place, ignore_errors=True)
        for path in sorted(self._lab.run.folder.rglob("*")):
            if path.is_file() and path.suffix in (".log", ".out") or path.name == "acknowledged":
                copy = place / path.relative_to(self._lab.run.folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, copy)
        for log in ("agent", "console"):
            for path in sorted(place.glob(f"nodes/*/{log}.log")):
                say(f"--- the end of {path.parent.name}'s {log} log")
                for line in path.read_text(errors="replace").splitlines()[-LINES:]:
                    say(line)
        say(f"logs are kept in {place}")

    def close(self):
        if self._lab is not None:
            self._lab.close()
            self._lab = None


def summary(case):
    return case.__doc__.splitlines()[0]


def chosen(options):
    """setting → its cases to run, in order."""
    known = {name for cases in CASES.values() for name in cases}
    unknown = [name for name in options.case if name not in known]
    if unknown:
        sys.exit(f"no such case: {' '.join(unknown)}; there are {' '.join(sorted(known))}")
    names = options.case or (known if options.all else SUBSET)
    return {setting: {name: case for name, case in cases.items() if name in names}
            for setting, cases in CASES.items()}


def table(results):
    """The closing table, as text."""
    lines = ["  ".join(f"{name:{width}.{width}}" for name, width in COLUMNS)]
    for name, case, row in results:
        seconds = [f"{row.seconds[step]:.1f}" if step in row.seconds else "-"
                   for step in ("detect", "claim", "serve", "outage")]
        counts = ["-" if value is None else str(value) for value in (row.rows_lost, row.intrusions)]
        expected = summary(case).partition(": ")[2] or summary(case)
        values = [name, expected, row.seen, *seconds, *counts]
        lines.append("  ".join(f"{value:{width}.{width}}"
                               for value, (_, width) in zip(values, COLUMNS)))
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(
        description="The guest lab of Hotpair: an array and two nodes, by QEMU.")
    parser.add_argument("case", nargs="*", help="only these cases")
    parser.add_argument("--all", action="store_true", help="all cases, not the short selection")
    parser.add_argument("--list", action="store_true", help="tell the cases and end")
    options = parser.parse_args()
    if options.list:
        for cases in CASES.values():
            for name, case in cases.items():
                print(f"{name:18} {'' if name in SUBSET else '(--all)':8} {summary(case)}")
        return 0
    if os.geteuid() != 0:
        sys.exit("the guest lab makes namespaces and taps: run it as root")
    if not (site.PACKAGING / "target" / "hotpair" / "runtime").exists():
        sys.exit("the guests have no Java of their own: run mvn package, then packaging/runtime")
    if any(setting[3] == "systemd" and cases for setting, cases in chosen(options).items()) \
            and not list(laboratory.PACKAGES.glob("hotpair_*.deb")):
        sys.exit(f"no package in {laboratory.PACKAGES}: run packaging/packages")
    # Whoever ends it finds namespaces, mounts and guests gone.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit("ended by a signal"))
    began = time.monotonic()
    results, passed = [], 0
    found_image = image.provide(say)
    for setting, cases in chosen(options).items():
        if not cases:
            continue
        bench = Bench(found_image, *setting)
        try:
            for name, case in cases.items():
                good, row = bench.run(name, case)
                passed += good
                results.append((name, case, row))
        finally:
            bench.close()
    print(f"\n{table(results)}\n\n{time.monotonic() - began:.0f} s")
    print(f"{passed} passed, {len(results) - passed} failed", flush=True)
    return 0 if passed == len(results) > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
