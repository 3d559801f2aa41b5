"""Runs the rows P1 to P10 and writes the report; `packaging/bench/run --help` tells the options."""

import argparse
import dataclasses
import datetime
import json
import os
import pathlib
import sys
import time
import traceback

import bench
import footprint
import growth
import machine
import outage
import plots
import pressure
import schedules
import starts
import switchover
import walks
from figures import Row, table

# In the order in which they run; what measures short times comes before what keeps the machine busy.
MODULES = (
    (("P1", "P2"), outage.measure), (("P3",), switchover.measure), (("P6",), starts.measure),
    (("P5",), footprint.measure), (("P10",), walks.measure_check), (("P4",), walks.measure_walk),
    (("P7",), growth.measure), (("P9",), schedules.measure), (("P8",), pressure.measure))
ROWS = tuple(f"P{number}" for number in range(1, 11))
QUICK_REPETITIONS = 2
QUICK_PRESSURE_SECONDS = 30
# P8 comes last and takes what is left of this, but no more and no less than its own bounds.
WHOLE_SECONDS = 38 * 60
PRESSURE_SECONDS = (180, 600)
SETTLING_SECONDS = 60
LINE = "-" * 100


def chosen(text):
    """The rows that `--only` names."""
    words = tuple(word.strip().upper() for word in text.split(","))
    unknown = [word for word in words if word not in ROWS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: the rows are P1 to P10")
    return words


def arguments():
    parser = argparse.ArgumentParser(description="Measures the rows P1 to P10 beside their peers.")
    parser.add_argument("--only", type=chosen, default=ROWS, metavar="ROWS", help="as P3,P6")
    parser.add_argument("--quick", action="store_true",
                        help="few repetitions, to try the bench: its figures are not to be quoted")
    parser.add_argument("--repetitions", type=int, help="of each row (10)")
    parser.add_argument("--minutes", type=float,
                        help="of P8's pressure (10, or less so that all rows fit in 40)")
    parser.add_argument("--options", default="", help="more options of Hotpair's virtual machine")
    parser.add_argument("--report", type=pathlib.Path, default=bench.ROOT / "packaging/target/bench",
                        help="folder for the report (packaging/target/bench)")
    return parser.parse_args()


def setting(options):
    return bench.Setting(
        repetitions=options.repetitions or (QUICK_REPETITIONS if options.quick else 10),
        quick=options.quick, folder=options.report, options=options.options,
        pressure_seconds=60 * options.minutes if options.minutes else (
            QUICK_PRESSURE_SECONDS if options.quick else 0))


def fitting(how, elapsed):
    """The setting with a length of P8's pressure that lets the whole run end in time."""
    if how.pressure_seconds:
        return how
    least, most = PRESSURE_SECONDS
    left = WHOLE_SECONDS - elapsed - SETTLING_SECONDS
    return dataclasses.replace(how, pressure_seconds=round(min(most, max(least, left))))


def measured(ids, measure, how):
    """The rows of a module with the machine's load beside; a module that fails fails its rows only."""
    began = time.monotonic()
    bench.say(f"{', '.join(ids)}: begins")
    with machine.Watch() as watch:
        try:
            rows = measure(how)
        except Exception as failure:  # the other rows are worth having
            bench.say(traceback.format_exc())
            rows = [Row(row, "not measured", "-", "-", "-", None,
                        [f"  failed: {type(failure).__name__}: {failure}"]) for row in ids]
    for row in rows:
        row.details.append(f"  {watch.word()}; {time.monotonic() - began:.0f} s")
    return rows


def versions():
    """What was compared, and on what."""
    packages = ("keepalived", "pacemaker", "corosync", "resource-agents", "snmpd",
                "monitoring-plugins-basic", "postgresql-15")
    return [machine.version(bench.LAUNCHER, "--version"),
            machine.version(bench.DISTRIBUTION / "runtime/bin/java", "-version"),
            "; ".join(machine.package(name) for name in packages),
            f"Linux {os.uname().release}, {os.cpu_count()} processors, "
            + pathlib.Path("/proc/meminfo").read_text().split("\n", maxsplit=1)[0].split(":")[1]
            .strip() + " of memory"]


def text(rows, how, seconds):
    """The report: the table first, then each row's own."""
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = [f"Hotpair beside its peers, {now}, {seconds / 60:.0f} minutes",
             " ".join(["packaging/bench/run", *sys.argv[1:]])
             + f": {how.repetitions} repetitions, interleaved; median (least–most)"]
    if how.quick:
        lines.append("A quick run, to try the bench: its figures are not to be quoted.")
    lines += [*(f"  {line}" for line in versions()), "", table(rows), ""]
    for row in rows:
        lines += [LINE, f"{row.id}: {row.work}; goal: {row.goal}: {row.verdict()}", *row.details, ""]
    return "\n".join(lines) + "\n"


def main():
    options = arguments()
    bench.require_root()
    options.report.mkdir(parents=True, exist_ok=True)
    how = setting(options)
    began = time.monotonic()
    found = []
    for ids, measure in MODULES:
        if not set(ids) & set(options.only):
            continue
        found += measured(ids, measure, fitting(how, time.monotonic() - began))
        # After each: what was measured is kept, whatever comes.
        rows = sorted((row for row in found if row.id in options.only),
                      key=lambda row: ROWS.index(row.id))
        report = text(rows, how, time.monotonic() - began)
        (options.report / "report.txt").write_text(report, encoding="utf-8")
        (options.report / "figures.json").write_text(json.dumps(
            {row.id: row.data for row in rows}, indent=1))
    print(report)
    for path in plots.draw(rows, options.report):
        print(path.name)
    print(f"report: {options.report}")


if __name__ == "__main__":
    main()
