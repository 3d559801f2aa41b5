"""P4 and P10: rows of the benches `snmp` and `check`, which run as they are and keep their own tables."""

import json
import statistics
import subprocess
import sys

import bench
from figures import Row, Series, all_met

SECONDS = 1200
FACTOR = 2
CHECK_FACTOR = 3


def _run(name, figures, *words):
    """(figures, what it printed) of one of the benches."""
    figures.unlink(missing_ok=True)
    command = [str(bench.BENCH / name), "--figures", str(figures), *map(str, words)]
    bench.say(" ".join(["packaging/bench/" + name, *command[3:]]))
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=sys.stderr, text=True,
                          timeout=SECONDS, check=False)
    if done.returncode or not figures.exists():
        raise AssertionError(f"packaging/bench/{name} gave {done.returncode}: {done.stdout[-400:]}")
    return json.loads(figures.read_text()), done.stdout


def measure_walk(setting):
    """Row P4."""
    more = ("--rows", 200, "--millis", 300, "--warm-up", 1000) if setting.quick else ()
    figures, printed = _run("snmp", setting.folder / "snmp.json", "--only", "walks",
                            "--repetitions", setting.repetitions, *more)
    agents = list(figures["v2c"])
    ours, cached = (figures["v2c"][agent] for agent in agents[:2])
    rates = {agent: Series(agent, "1/s", found["rates"]) for agent, found in figures["v2c"].items()}
    costs = [Series("", "us", found["costs"]) for found in (ours, cached)]
    secured = [Series(agent, "1/s", found["rates"]) for agent, found in figures["v3"].items()]
    row = Row("P4", "bulk walk, SNMPv2c: bindings a second; processor time of a binding",
              f"{rates[agents[0]].spread()}; {costs[0].spread()}",
              "; ".join(f"{agent}: {rates[agent].spread()}" for agent in agents[1:])
              + f"; snmpd's time: {costs[1].spread()}",
              f">= {FACTOR} x snmpd's cached table; time <= snmpd's",
              all_met(statistics.median(
                          a / b for a, b in zip(ours["rates"], cached["rates"])) >= FACTOR,
                      costs[0].median <= costs[1].median))
    row.details = [*printed.splitlines(),
                   "  SNMPv3 with authentication and privacy: "
                   + "; ".join(f"{series.name}: {series.spread()}" for series in secured)]
    row.data = figures
    return [row]


def measure_check(setting):
    """Row P10."""
    repetitions = 20 if setting.quick else 100
    figures, printed = _run("check", setting.folder / "check.json", "--repetitions", repetitions,
                            "--checks", 0 if setting.quick else 200)
    peer, ours, *_ = (Series(name, "ms", times) for name, times in figures.items())
    row = Row("P10", "one plugin check of a pair, start to exit", ours.spread(),
              f"{peer.name}: {peer.spread()}", f"<= {CHECK_FACTOR} x check_snmp",
              ours.median <= CHECK_FACTOR * peer.median)
    row.details = printed.splitlines()
    row.data = figures
    return [row]
