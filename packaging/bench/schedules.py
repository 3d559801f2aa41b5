"""P9: how fast the simulation plays: schedules and simulated hours a second, on all processors.

`hotpair simulate` plays ranges of seeds one after the other, a new range each time. How long a schedule is
in simulated time is taken from the transcripts of a few of them. There is no peer.
"""

import argparse
import re
import subprocess
import time

import bench
from figures import HEADING, Row, Series, number

FIRST_SEED = 500_001
SEEDS = 400
QUICK_SEEDS = 60
SAMPLE = 5
SECONDS = 600
NIGHT_SECONDS = 10 * 3600
WANTED = 1_000_000
TIME_IN_TRANSCRIPT = re.compile(r"^\s*([\d.,]+)\s", re.MULTILINE)


def _simulate(*words):
    done = subprocess.run([str(bench.LAUNCHER), "simulate", *map(str, words)], capture_output=True,
                          text=True, timeout=SECONDS, check=False)
    if done.returncode not in (0, 1):
        raise AssertionError(f"hotpair simulate gave {done.returncode}: {done.stderr[-400:]}")
    return done.stdout


def _simulated_seconds(seed):
    """How long a schedule is: the last time in its transcript."""
    times = TIME_IN_TRANSCRIPT.findall(_simulate("--seed", seed))
    return float(times[-1].replace(",", ""))


def measure(setting):
    """Row P9."""
    seeds = QUICK_SEEDS if setting.quick else SEEDS
    rates = Series("schedules", "1/s")
    hours = Series("simulated time", "h/s")
    lengths = Series("a schedule", "s")
    broken = 0
    for seed in range(FIRST_SEED, FIRST_SEED + SAMPLE):
        lengths.add(_simulated_seconds(seed))
    mean = sum(lengths.values) / len(lengths.values)
    for number_of_round in range(setting.repetitions):
        bench.say(f"simulation, round {number_of_round + 1}")
        began = time.monotonic()
        said = _simulate("--from", FIRST_SEED + number_of_round * seeds, "--seeds", seeds)
        rates.add(seeds / (time.monotonic() - began))
        hours.add(rates.values[-1] * mean / 3600)
        broken += "nothing broke" not in said
    wanted = WANTED / NIGHT_SECONDS
    row = Row("P9", "simulation, simulated hours per second",
              f"{hours.spread()}; {rates.spread()}", "-",
              f">= {wanted:.0f} schedules/s (10^6 in ten hours)", rates.median >= wanted)
    row.details = [HEADING, hours.line(), rates.line(), lengths.line(),
                   f"  {seeds} seeds a round, start of the virtual machine and its warming up"
                   f" included; at this rate a million takes"
                   f" {number(WANTED / rates.median / 3600)} h; rounds in which something broke:"
                   f" {broken}"]
    row.data = {"schedules": rates.values}
    return [row]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repetitions", type=int, default=10)
    options = parser.parse_args()
    for row in measure(bench.Setting(repetitions=options.repetitions)):
        print("\n".join(row.details))


if __name__ == "__main__":
    main()
