"""The SNMP agent's speed beside other agents, turn by turn, with one manager for all.

Hotpair's agent serves 2,000 rows of 12 columns and gets a new snapshot every 100 ms, with the
options of the shipped launcher. snmpd's hrSWRunTable has a row for each of as many processes;
keepalived's table comes through AgentX. An agent's CPU time is that of its processes, from
/proc/PID/stat; the manager's is measured beside it, to show that it is not what limits the rate.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import snmp_agents as agents

LAG = "1.3.6.1.4.1.32473.1.1.1.11.0"
PAIR_NODE = "127.0.7.1:1161"
WHOLE_MIB = "1.3.6.1.4.1.32473.1"
MANAGERS = 10
GETS = 5_000
LAG_MILLIS = 5_000
LAG_BOUNDS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
SETTLE_SECONDS = 5
SOAK_ROUND = 100_000
# Version of SNMP → agent → bindings per second and microseconds of processor time for a binding.
FIGURES = {}


class Series:
    """What one agent did in all repetitions of one kind of walk."""

    def __init__(self):
        self.rates = []
        self.costs = []
        self.manager_costs = []
        self.repeats = 0

    def walk(self, manager, agent, version, options):
        before = agent.cpu_seconds()
        own = agents.cpu_seconds(manager.process.pid)
        bindings, _, repeats, nanos = manager.ask(
            "walk", agent.address, version, agent.table, options.bulk, options.millis, 1)
        self.rates.append(bindings * 1e9 / nanos)
        self.costs.append((agent.cpu_seconds() - before) * 1e6 / bindings)
        self.manager_costs.append(
            (agents.cpu_seconds(manager.process.pid) - own) * 1e6 / bindings)
        self.repeats += repeats

    def row(self, name):
        return (f"{name:36} {statistics.median(self.rates):10.0f} {min(self.rates):10.0f}"
                f" {max(self.rates):10.0f} {statistics.median(self.costs):8.2f}"
                f" {min(self.costs):6.2f} {max(self.costs):6.2f}"
                f" {statistics.median(self.manager_costs):8.2f} {len(self.rates):5}"
                f" {self.repeats:5}")


def walks(manager, peers, version, options):
    """Walks every agent's table in turn, over and over."""
    series = {agent: Series() for agent in peers}
    for agent in peers:
        manager.ask("walk", agent.address, version, agent.table, options.bulk, options.warm_up, 1)
    for _ in range(options.repetitions):
        for agent in peers:
            series[agent].walk(manager, agent, version, options)
    print(f"\nBulk walk, {version}, max-repetitions {options.bulk}")
    print(f"{'':36} {'bindings/s':>10} {'least':>10} {'most':>10} {'CPU us':>8} {'least':>6}"
          f" {'most':>6} {'manager':>8} {'runs':>5} {'lost':>5}")
    for agent in peers:
        print(series[agent].row(agent.name))
    ours = series[peers[0]]
    FIGURES[version] = {agent.name: {"rates": series[agent].rates, "costs": series[agent].costs}
                        for agent in peers}
    for agent in peers[1:]:
        pairs = list(zip(ours.rates, series[agent].rates))
        print(f"  rate beside {agent.name}: {statistics.median(a / b for a, b in pairs):.2f}"
              f" ({min(a / b for a, b in pairs):.2f} to {max(a / b for a, b in pairs):.2f}),"
              f" CPU {statistics.median(ours.costs) / statistics.median(series[agent].costs):.2f}")


def gets(manager, peers, version, options):
    """Asks every agent for one cell, turn by turn."""
    times = {agent: [] for agent in peers}
    for repetition in range(options.repetitions + 1):
        for agent in peers:
            answer = manager.ask("get", agent.address, version, agent.cell, GETS)
            if repetition > 0:
                times[agent].append([nanos / 1_000 for nanos in answer])
    print(f"\nSingle GET, {version}, {GETS} in each run, microseconds")
    print(f"{'':36} {'median':>8} {'least':>8} {'most':>8} {'p99':>8} {'least':>8} {'most':>8}")
    for agent in peers:
        medians, tails, _ = zip(*times[agent])
        print(f"{agent.name:36}" + "".join(
            f" {statistics.median(values):8.1f} {min(values):8.1f} {max(values):8.1f}"
            for values in (medians, tails)))


def lag(folder, manager, options):
    """How late the deciding thread of a real agent is, alone and while ten managers walk."""
    agents.pair(folder)
    time.sleep(SETTLE_SECONDS)
    crowd = agents.Manager()
    seen = {"nobody walks": [], f"{MANAGERS} managers walk": []}
    bindings = 0
    for repetition in range(options.repetitions + 1):
        for name, values in seen.items():
            if name != "nobody walks":
                crowd.order("walk", PAIR_NODE, "v2c", WHOLE_MIB, 10, LAG_MILLIS, MANAGERS)
            read = manager.ask("read", PAIR_NODE, "v2c", LAG, LAG_MILLIS)
            if name != "nobody walks":
                bindings += crowd.answer()[0]
            if repetition > 0:
                values.extend(read)
    print(f"\nLag of the deciding thread (hotpairAgentLag, read every 20 ms), microseconds;"
          f" {bindings} bindings walked")
    print(f"{'':20} {'median':>7} {'p99':>7} {'most':>7}" + "".join(
        f" {'<' + str(bound):>7}" for bound in LAG_BOUNDS) + "    more")
    for name, values in seen.items():
        values.sort()
        counts = [sum(low <= value < high for value in values) for low, high in
                  zip((0, *LAG_BOUNDS), (*LAG_BOUNDS, float("inf")))]
        print(f"{name:20} {values[len(values) // 2]:7} {values[len(values) * 99 // 100]:7}"
              f" {values[-1]:7}" + "".join(f" {count:7}" for count in counts))


def soak(manager, agent, requests):
    """GETs without end: memory at the begin, the middle and the end."""
    pid = agent.pids[0]
    manager.ask("get", agent.address, "v2c", agent.cell, SOAK_ROUND)
    began = time.monotonic()
    sizes = [agents.resident_megabytes(pid)]
    for _ in range(max(1, requests // SOAK_ROUND)):
        manager.ask("get", agent.address, "v2c", agent.cell, SOAK_ROUND)
        sizes.append(agents.resident_megabytes(pid))
    print(f"\nMemory of Hotpair's agent over {(len(sizes) - 1) * SOAK_ROUND} requests in"
          f" {time.monotonic() - began:.0f} s: resident {sizes[0]:.1f} MB before,"
          f" {sizes[len(sizes) // 2]:.1f} half way, {sizes[-1]:.1f} after,"
          f" {max(sizes):.1f} at most")


def describe(begin):
    """What ran, where, and how busy the machine was with other work."""
    if begin:
        command = " ".join(["packaging/bench/snmp", *sys.argv[1:]])
        print(command)
        print(f"  {agents.version(agents.LAUNCHER, '--version')};"
              f" {agents.version(os.environ['HOTPAIR_JAVA_HOME'] + '/bin/java', '-version')}")
        print(f"  {agents.version('/usr/sbin/snmpd', '-v')};"
              f" {agents.version('/usr/sbin/keepalived', '--version')}")
        print(f"  Linux {os.uname().release}, {os.cpu_count()} processors")
    print(f"  load average {'before' if begin else 'after'}: "
          + " ".join(f"{load:.2f}" for load in os.getloadavg()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repetitions", type=int, default=10)
    parser.add_argument("--millis", type=int, default=1_000, help="of one walk, at least")
    parser.add_argument("--warm-up", type=int, default=5_000, help="milliseconds")
    parser.add_argument("--bulk", type=int, default=50, help="max-repetitions of GETBULK")
    parser.add_argument("--rows", type=int, default=2_000, help="of hrSWRunTable")
    parser.add_argument("--soak", type=int, default=SOAK_ROUND, help="requests")
    parser.add_argument("--only", choices=("walks", "gets", "lag", "soak"))
    parser.add_argument("--figures", type=pathlib.Path, help="file for the walks' figures, as JSON")
    options = parser.parse_args()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    describe(begin=True)
    chosen = [options.only] if options.only else ["walks", "gets", "lag", "soak"]
    with tempfile.TemporaryDirectory(prefix="hotpair-bench-") as name:
        folder = pathlib.Path(name)
        manager = agents.Manager()
        ours = agents.hotpair()
        if {"walks", "gets"} & set(chosen):
            host = agents.host_resources(folder, 2161, options.rows)
        if "walks" in chosen:
            others = [host, agents.extend(folder, 2162, 500), agents.keepalived(folder, 2163, 250)]
            time.sleep(SETTLE_SECONDS)
            walks(manager, [ours, *others], "v2c", options)
            walks(manager, [ours, host], "v3", options)
        if "gets" in chosen:
            gets(manager, [ours, host], "v2c", options)
            gets(manager, [ours, host], "v3", options)
        if "lag" in chosen:
            lag(folder, manager, options)
        if "soak" in chosen:
            soak(manager, ours, options.soak)
        describe(begin=False)
    if options.figures:
        options.figures.write_text(json.dumps(FIGURES))


if __name__ == "__main__":
    main()
