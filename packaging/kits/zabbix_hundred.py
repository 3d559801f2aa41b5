"""What polls of 100 pairs on one agent cost: datagrams as the agent counts them, its processor
time, time of a walk; over SNMP and over Jolokia."""

import base64
import os
import ssl
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from zabbix_bench import Bench, JOLOKIA, SNMP, TEMPLATES, TRAPS
from zabbix_server import await_true

sys.path.insert(0, str(TEMPLATES))

from maker.jolokia import Jolokia  # noqa: E402
from maker.snmp import Snmp  # noqa: E402

PAIRS = 100
POLLS, SECONDS = 4, 30
IN_A_ROW = 10
# snmpInPkts of SNMPv2-MIB.
PACKETS = ".1.3.6.1.2.1.11.1.0"
TICKS = os.sysconf("SC_CLK_TCK")


class HundredBench(Bench):
    """One node of a hundred pairs, polled as often as the templates do by themselves."""

    quick = {}
    # Not fast: heartbeats of a hundred pairs are not what is measured, and their moves fill the
    # small heap of the agent.
    pairs, timings = PAIRS, "balanced"

    def start_nodes(self):
        self.pair.start("blade1")

    def ask(self, program, *words):
        folder = self.zabbix.directory / "credentials"
        done = subprocess.run(
            [program, "-Oqv", "-On", "-t", "5", "127.0.9.1:1161", *words], check=True, text=True,
            capture_output=True, env={**os.environ, "MIBS": "", "SNMPCONFPATH": str(folder)})
        return done.stdout

    def packets(self):
        return int(self.ask("snmpget", PACKETS))

    def walk(self, repetitions):
        """Objects, datagrams and seconds of a walk of the template's tables."""
        before, began, read = self.packets(), time.monotonic(), 0
        for root in Snmp().roots():
            read += len(self.ask("snmpbulkwalk", f"-Cr{repetitions}", root).splitlines())
        took = time.monotonic() - began
        return read, self.packets() - before - 1, took

    def jolokia_answer(self):
        """Octets and seconds of the template's question."""
        word = base64.b64encode(f"ops:{self.pair.password}".encode()).decode()
        question = Jolokia().masters()[0]["posts"].encode()
        request = urllib.request.Request("https://127.0.9.1:8778/jolokia/", question, {
            "Content-Type": "application/json", "Authorization": f"Basic {word}"})
        trusted = ssl.create_default_context(cafile=self.pair.certificate)
        began = time.monotonic()
        with urllib.request.urlopen(request, timeout=30, context=trusted) as answer:
            return len(answer.read()), time.monotonic() - began

    def spent(self):
        """Seconds of processor time of the agent, up to now."""
        fields = Path(f"/proc/{self.pair.agents['blade1'].pid}/stat").read_text()
        return sum(int(ticks) for ticks in fields.rpartition(")")[2].split()[11:13]) / TICKS

    def cost(self, ask, idle):
        """What `ask` gives, and the agent's seconds of processor time for each: of many in a row,
        because heartbeats cost from poll to poll more or less than a poll does."""
        began, before = time.monotonic(), self.spent()
        found = [ask() for _ in range(IN_A_ROW)]
        spent = self.spent() - before - idle * (time.monotonic() - began)
        return found[-1], spent / IN_A_ROW

    def await_pairs(self, host):
        """Discovery makes the rows of one table after the other's; pairs are not the last."""
        began = time.monotonic()
        await_true(f"{PAIRS} pairs of {host}", lambda: len(self.states(host)) == PAIRS, 900)
        found = time.monotonic() - began
        await_true(f"values of {host}", lambda: all(
            item["lastclock"] != "0" for item in self.states(host)), 300)
        print(f"{host}: {PAIRS} pairs found after {found:.0f} s, with values after"
              f" {time.monotonic() - began:.0f} s", flush=True)

    def states(self, host):
        time.sleep(1)
        return self.zabbix.call("item.get", {
            "hostids": self.host(host), "search": {"key_": "hotpair.pair.state["},
            "startSearch": True, "output": ["lastclock"]})


def measure():
    bench = HundredBench()
    try:
        bench.install()
        time.sleep(SECONDS)
        if bench.pair.agents["blade1"].poll() is not None:
            raise AssertionError(f"the agent ended: {bench.pair.log('blade1')[-1000:]}")
        the_agent(bench)
        load()
        the_server(bench)
        load()
    finally:
        bench.close()
    return 0


def load():
    print("load of the machine: " + " ".join(f"{found:.1f}" for found in os.getloadavg())
          + f" with {os.cpu_count()} processors", flush=True)


def the_agent(bench):
    """What the templates' questions cost, asked by net-snmp and by Python."""
    before = bench.spent()
    time.sleep(2 * SECONDS)
    idle = (bench.spent() - before) / (2 * SECONDS)
    print(f"no polls: the agent of {PAIRS} active pairs uses {idle:.1%} of a processor", flush=True)
    for repetitions in (10, 50, 128):
        (read, datagrams, took), spent = bench.cost(lambda: bench.walk(repetitions), idle)
        print(f"a walk by net-snmp, max-repetitions {repetitions}: {read} objects in {datagrams}"
              f" datagrams and {took:.2f} s, {spent * 1000:.0f} ms of processor time of the agent",
              flush=True)
    (octets, took), spent = bench.cost(bench.jolokia_answer, idle)
    print(f"one request over Jolokia: {octets} octets in {took:.2f} s, {spent * 1000:.0f} ms of"
          " processor time of the agent", flush=True)


def the_server(bench):
    """What Zabbix's server asks for by itself."""
    bench.add_node(SNMP)
    bench.await_pairs("blade1")
    # It asks for more in a request from poll to poll, until it has found how much goes.
    time.sleep(2 * SECONDS)
    before = bench.packets()
    time.sleep(POLLS * SECONDS)
    datagrams = bench.packets() - before - 1
    print(f"6.0 over SNMP: one walk every {SECONDS} s, {datagrams / POLLS:.0f} datagrams each",
          flush=True)
    bench.add_node(JOLOKIA, TRAPS)
    bench.await_pairs("blade1 by Jolokia")
    for host in ("blade1", "blade1 by Jolokia"):
        bad = {key: item["error"] for key, item in bench.items(host).items()
               if item["state"] != "0"}
        print(f"{host}: items that are not supported: {bad or 'none'}", flush=True)
