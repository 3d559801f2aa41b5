"""Jolokia read of all pairs: one POST on a connection that stays, as a collector makes it."""

import argparse
import base64
import http.client
import json
import os
import statistics
import subprocess
import time

# As bin/hotpair starts the agent.
OPTIONS = ("-Xms16m", "-Xmx64m", "-Xmn8m", "-XX:SurvivorRatio=4", "-Xss512k", "-XX:+UseSerialGC",
           "-XX:TieredStopAtLevel=1")
SERVER = "io.hotpair.jolokia.ManyPairs"
USER = "bench:of the bench"
GOAL_MILLISECONDS = 50
WARM_UP = 50
BODY = json.dumps({"type": "read", "mbean": "io.hotpair:type=Site", "attribute": "Pairs"})


def read(connection):
    """(milliseconds, answer) of one read."""
    word = base64.b64encode(USER.encode()).decode()
    began = time.perf_counter()
    connection.request("POST", "/jolokia", BODY, {"Authorization": f"Basic {word}"})
    answer = connection.getresponse().read()
    return 1000 * (time.perf_counter() - began), answer


def check(answer, pairs):
    value = json.loads(answer)["value"]
    if len(value) != pairs:
        raise SystemExit(f"{len(value)} pairs were answered, not {pairs}")
    return len(next(iter(value.values())))


def processor_milliseconds(pid):
    """What a process has had of the processors, as proc(5) has it."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(port, pid, options):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    first, answer = read(connection)
    columns = check(answer, options.pairs)
    for _ in range(WARM_UP):
        read(connection)
    times = []
    processors = processor_milliseconds(pid)
    for _ in range(options.repetitions):
        milliseconds, answer = read(connection)
        check(answer, options.pairs)
        times.append(milliseconds)
    processors = (processor_milliseconds(pid) - processors) / options.repetitions
    load = os.getloadavg()[0]
    print(f"{options.pairs} pairs, {columns} facts each, {len(answer)} bytes;"
          f" {os.cpu_count()} processors, load {load:.1f}")
    print(f"{'':40} {'median':>8} {'least':>8} {'most':>8} {'runs':>6}")
    print(f"{'read of all pairs':40} {statistics.median(times):8.1f} {min(times):8.1f}"
          f" {max(times):8.1f} {len(times):6}  ms, goal {GOAL_MILLISECONDS}")
    print(f"{'processor time of the agent, mean':40} {processors:8.1f} {'':8} {'':8}"
          f" {len(times):6}  ms")
    print(f"{'the very first, with a cold machine':40} {first:8.1f} {first:8.1f} {first:8.1f}"
          f" {1:6}  ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("java")
    parser.add_argument("classpath")
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--repetitions", type=int, default=20)
    options = parser.parse_args()
    command = [options.java, *OPTIONS, "-cp", options.classpath, SERVER, str(options.pairs)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as server:
        try:
            measure(int(server.stdout.readline()), server.pid, options)
        finally:
            server.stdin.close()


if __name__ == "__main__":
    main()
