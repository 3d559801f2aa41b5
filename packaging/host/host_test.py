"""Runs the host test; `packaging/host/run --help` tells the options."""

import argparse
import dataclasses
import os
import pathlib
import sys
import time

from cases import (adoption, agent_trouble, bad_input, crashes, faults, ipmi, laboratory_itself,
                   losses, moves, networks, orders, plant, power, quiet, services)
from lab.agents import Agents, start_pair
from lab import client
from lab.laboratory import Laboratory
from lab.report import Report
from lab.site_file import MAX_MOVES, SiteFile, asked_group



@dataclasses.dataclass(frozen=True)
class Setting:
    """What the site file of a group of cases says."""

    timings: str = "balanced"
    fence: str = "lab"  # the power switches: the rack itself, or `ipmi`: controllers
    max_moves: int = MAX_MOVES
    asked: bool = False  # a web service that active and standby ask; one restart in place


# The last case ruins its database.
GROUPS = (
    (Setting(), (*networks.CASES, *bad_input.CASES, *orders.CASES, *agent_trouble.CASES,
                 *losses.CASES, *crashes.CASES, *power.CASES)),
    (Setting(fence="ipmi"), ipmi.CASES),
    (Setting(asked=True), services.CASES),
    (Setting(timings="fast", max_moves=moves.MOST), moves.CASES),
    (Setting(timings="fast"), power.FAST_CASES),
    # It begins the events' numbers anew.
    (Setting(), adoption.CASES),
)
LOG_LINES = 60


class Bench:
    """The laboratory with both agents; built anew after a case that failed, for the next one."""

    def __init__(self, report, setting):
        self._report = report
        self._setting = setting
        self._lab = None
        self._agents = None

    def run(self, case):
        sentence = case.__doc__.splitlines()[0]
        passed = self._report.case(sentence, lambda: case(self._ready(case)))
        if not passed and self._lab is not None:
            self._print_logs()
            self.close()

    def _ready(self, case):
        if self._lab is None:
            self._lab = Laboratory(f"lab{os.getpid()}").__enter__()
            self._lab.start("observer", "lab.observer", self._lab.run.prefix,
                            ready=b"observer ready\n")
            setting = self._setting
            self._agents = Agents(
                self._lab, setting.timings, fence=setting.fence,
                members=asked_group(self._lab.run) if setting.asked else None,
                site_file=SiteFile(self._lab.run, setting.fence, setting.max_moves,
                                   restarts=1 if setting.asked else 2))
            if case is not networks.the_pair_forms:
                start_pair(self._agents)
                client.start(self._lab)
                client.wait_for_rows(self._lab, networks.ROWS, 20)
        return self._agents

    def _print_logs(self):
        for path in sorted(self._lab.run.folder.glob("nodes/*/agent.log")):
            print(f"      --- the end of {path.parent.name}'s agent log")
            for line in path.read_text(errors="replace").splitlines()[-LOG_LINES:]:
                print(f"      {line}")
        for path in (self._lab.run.power_log, self._lab.run.folder / "observer.log"):
            if path.exists():
                print(f"      --- the end of {pathlib.Path(path).name}")
                for line in path.read_text().splitlines()[-12:]:
                    print(f"      {line}")

    def close(self):
        if self._lab is not None:
            self._lab.close()
            self._lab = None


def run_with_agents(report, setting, cases):
    """Runs cases on a laboratory whose agents have this setting."""
    bench = Bench(report, setting)
    try:
        for case in cases:
            bench.run(case)
    finally:
        bench.close()


def main():
    parser = argparse.ArgumentParser(
        description="Host test of Hotpair, in namespaces of this machine.")
    parser.add_argument("--without-agent", action="store_true",
                        help="only the cases that prove the laboratory itself")
    parser.add_argument("--only", metavar="WORD", action="append", default=[],
                        help="only agent cases whose function's name has WORD; may be repeated")
    parser.add_argument("--quiet", metavar="MINUTES", type=float,
                        help="only this: leave a pair alone on a machine whose processors are all"
                        " busy, and say what is told that is not so")
    parser.add_argument("--nice", type=int, default=0,
                        help="how nice what keeps the processors busy is (0)")
    parser.add_argument("--all", action="store_true", help="also the cases that take long")
    parser.add_argument("--usual-limits", action="store_true",
                        help="the faults of disks with the limits that hold without a health"
                        " section: each takes a minute or more")
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("the host test makes namespaces and loop devices: run it as root")
    report = Report()
    began = time.monotonic()
    if options.quiet is not None:
        quiet.run(report, options.quiet, options.nice)
        return report.close()
    if not options.only:
        with Laboratory(f"lab{os.getpid()}") as lab:
            laboratory_itself.run(report, lab)
    if not options.without_agent:
        for setting, cases in GROUPS:
            run_with_agents(report, setting, [
                case for case in cases
                if not options.only or any(word in case.__name__ for word in options.only)])
        if not options.only or any(word in "plant" for word in options.only):
            plant.run(report)
        faults.run(report, options.only, options.usual_limits, options.all)
    print(f"{time.monotonic() - began:.0f} s")
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
