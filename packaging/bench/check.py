"""check_hotpair beside check_snmp, turn by turn: whole processes, as a monitoring system starts them.

check_snmp asks one object; check_hotpair a whole pair, or both its nodes. Both run net-snmp's tools
inside, and both derive the SNMPv3 keys from their phrases for each check.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging" / "kits"))

import demo_pair  # noqa: E402
from processes import ENVIRONMENT, Workshop, await_true  # noqa: E402
from snmp_agents import resident_megabytes  # noqa: E402

FIRST, SECOND = demo_pair.ADDRESSES.values()
STATE = ".1.3.6.1.4.1.32473.1.1.3.1.3.7." + ".".join(
    str(octet) for octet in demo_pair.PAIR.encode())
GOAL = 3


class Bench:
    def __init__(self, workshop):
        self.pair = demo_pair.DemoPair(workshop)
        folder = workshop.folder("credentials", mode=0o700)
        workshop.write(folder / "snmp.conf", self.pair.snmp_conf("nagios"), mode=0o600)
        check = [str(ROOT / "nagios-plugins/check_hotpair"), "--credentials", str(folder),
                 "-P", demo_pair.PAIR, "-H", FIRST]
        self.commands = {
            "check_snmp, one object": [
                "/usr/lib/nagios/plugins/check_snmp", "-H", FIRST, "-p", "1161", "-P", "3",
                "-L", "authPriv", "-U", "nagios", "-a", "SHA-256", "-x", "AES",
                "-A", self.pair.passwords["nagios.auth"],
                "-X", self.pair.passwords["nagios.priv"], "-o", STATE],
            "check_hotpair -m pair": [*check, "-m", "pair"],
            "check_hotpair -m both": [*check, "-m", "both", "--peer", SECOND],
        }
        for node in demo_pair.ADDRESSES:
            self.pair.start(node)
        await_true("all commands succeed", lambda: not any(
            run(command).returncode for command in self.commands.values()), 120)


def run(command):
    return subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)


def timed(command):
    """(milliseconds, milliseconds of CPU with all children) of one check that succeeds."""
    before, began = os.times(), time.perf_counter()
    done = run(command)
    took, after = time.perf_counter() - began, os.times()
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stdout}{done.stderr}")
    used = sum(after[2:4]) - sum(before[2:4])
    return 1000 * took, 1000 * used


def compare(bench, repetitions):
    times = {name: [] for name in bench.commands}
    used = {name: [] for name in bench.commands}
    for _ in range(repetitions):
        for name, command in bench.commands.items():
            took, cpu = timed(command)
            times[name].append(took)
            used[name].append(cpu)
    peer, *ours = times
    print(f"{'start to exit, ms':26} {'median':>8} {'least':>8} {'most':>8} {'CPU':>8} {'runs':>6}")
    for name, took in times.items():
        print(f"{name:26} {statistics.median(took):8.1f} {min(took):8.1f} {max(took):8.1f}"
              f" {statistics.mean(used[name]):8.1f} {len(took):6}")
    for name in ours:
        ratio = statistics.median(a / b for a, b in zip(times[name], times[peer]))
        print(f"  {name}: {ratio:.2f} x {peer}, goal {GOAL} for a pair")
    return times


def left_behind(bench, count):
    """What many checks in a row leave: processes, files, descriptors, memory of the agent."""
    agent = bench.pair.workshop.children["blade1"].pid
    command = bench.commands["check_hotpair -m pair"]
    # What an agent does once, it has done after these.
    for _ in range(100):
        timed(command)

    def look():
        return {"processes": sum(name.isdigit() for name in os.listdir("/proc")),
                "files that checks keep": len(os.listdir(f"/var/tmp/check_hotpair-{os.geteuid()}")),
                "descriptors of the agent": len(os.listdir(f"/proc/{agent}/fd")),
                "threads of the agent": len(os.listdir(f"/proc/{agent}/task")),
                "memory of the agent, MB": resident_megabytes(agent)}

    looks = [look()]
    for _ in range(2):
        for _ in range(count // 2):
            timed(command)
        looks.append(look())
    print(f"\n{f'over {count} checks in a row':26} {'before':>8} {'half way':>8} {'after':>8}")
    for what in looks[0]:
        print(f"{what:26}" + "".join(f" {seen[what]:8.1f}" for seen in looks))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repetitions", type=int, default=100)
    parser.add_argument("--checks", type=int, default=1000)
    parser.add_argument("--figures", type=pathlib.Path, help="file for the times, as JSON")
    options = parser.parse_args()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    print(" ".join(["packaging/bench/check", *sys.argv[1:]]))
    print(f"  {run(['/usr/lib/nagios/plugins/check_snmp', '--version']).stdout.strip()};"
          f" Linux {os.uname().release}, {os.cpu_count()} processors")
    print("  load average before: " + " ".join(f"{load:.2f}" for load in os.getloadavg()))
    workshop = Workshop()
    try:
        bench = Bench(workshop)
        times = compare(bench, options.repetitions)
        if options.figures:
            options.figures.write_text(json.dumps(times))
        if options.checks:
            left_behind(bench, options.checks)
    finally:
        workshop.close()
    print("  load average after: " + " ".join(f"{load:.2f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
