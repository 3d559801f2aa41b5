"""What polls of 100 pairs on one agent cost: datagrams as the agent counts them, processor time of
the agent and of the Zabbix server, time of a walk; over SNMP and over Jolokia."""

import base64
import os
import re
import ssl
import subprocess
import time
import urllib.request
from pathlib import Path

from zabbix_bench import Bench, JOLOKIA, SNMP, TRAPS
from zabbix_server import await_true

PAIRS = 100
POLLS, SECONDS = 4, 30
# snmpInPkts of SNMPv2-MIB.
PACKETS = ".1.3.6.1.2.1.11.1.0"
COLUMN = "hotpair.pair.state["
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

    def asked(self, host, key):
        """The master item of a host, as Zabbix has it."""
        (item,) = self.zabbix.call("item.get", {
            "hostids": self.host(host), "filter": {"key_": key}, "output": ["posts", "snmp_oid"]})
        return item

    def walk(self, repetitions):
        """Objects, datagrams and seconds of a walk of the template's tables."""
        roots = re.findall(r"\.1\.3\.[0-9.]+", self.asked("blade1", "hotpair.walk")["snmp_oid"])
        before, began, read = self.packets(), time.monotonic(), 0
        for root in roots:
            read += len(self.ask("snmpbulkwalk", f"-Cr{repetitions}", root).splitlines())
        took = time.monotonic() - began
        return read, self.packets() - before - 1, took

    def jolokia_answer(self):
        """Octets and seconds of the template's question."""
        word = base64.b64encode(f"ops:{self.pair.password}".encode()).decode()
        question = self.asked("blade1 by Jolokia", "hotpair.jolokia")["posts"].encode()
        request = urllib.request.Request("https://127.0.9.1:8778/jolokia/", question, {
            "Content-Type": "application/json", "Authorization": f"Basic {word}"})
        trusted = ssl.create_default_context(cafile=self.pair.certificate)
        began = time.monotonic()
        with urllib.request.urlopen(request, timeout=30, context=trusted) as answer:
            return len(answer.read()), time.monotonic() - began

    def spent(self):
        """Seconds of processor time of the agent and of Zabbix's server, up to now."""
        server = dict(self.zabbix.children)["server"].pid
        return cpu(self.pair.agents["blade1"].pid), cpu(server)

    def await_rows(self, host):
        """Until all rows are there: discovery of one table after the other, for minutes."""
        began = time.monotonic()
        await_true(f"{PAIRS} pairs of {host}", lambda: self.states(host) == PAIRS, 300)
        found = time.monotonic() - began
        await_true(f"values of {host}", lambda: self.states(host, "0") == 0, 300)
        values = time.monotonic() - began
        count, since = -1, time.monotonic()
        while time.monotonic() - since < 1.5 * SECONDS:
            if count != (count := self.count(host)):
                since = time.monotonic()
            if since - began > 900:
                raise AssertionError(f"items of {host} never end: {count}")
            time.sleep(2)
        print(f"{host}: {PAIRS} pairs found after {found:.0f} s, with values after {values:.0f} s;"
              f" all {count} items after {since - began:.0f} s", flush=True)

    def count(self, host):
        return int(self.zabbix.call("item.get", {
            "hostids": self.host(host), "countOutput": True}))

    def states(self, host, lastclock=None):
        """How many items of pairs' states there are, or of those only that were polled then."""
        time.sleep(1)
        found = self.zabbix.call("item.get", {
            "hostids": self.host(host), "search": {"key_": COLUMN}, "startSearch": True,
            "output": ["lastclock"]})
        return len([item for item in found if lastclock in (None, item["lastclock"])])

    def disable(self, host):
        self.zabbix.call("host.update", {"hostid": self.host(host), "status": 1})

    def idle(self):
        """Processor time of both in as long as the polls take, without polls."""
        return self.during(POLLS * SECONDS)

    def during(self, seconds):
        before = self.spent()
        time.sleep(seconds)
        return [after - first for first, after in zip(before, self.spent())]

    def unsupported(self, host):
        return {key: item["error"] for key, item in self.items(host).items()
                if item["state"] != "0"}


def cpu(leader):
    """Seconds of processor time of a process and what it started in its group."""
    total = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def per_poll(spent, idle):
    return ", ".join(f"{(busy - quiet) / POLLS:.2f} s of processor time of {who}"
                     for busy, quiet, who in zip(spent, idle, ("the agent", "Zabbix's server")))


def measure():
    bench = HundredBench()
    try:
        bench.install()
        time.sleep(SECONDS)
        if bench.pair.agents["blade1"].poll() is not None:
            raise AssertionError(f"the agent ended: {bench.pair.log('blade1')[-1000:]}")
        idle = bench.idle()
        print(f"no polls: the agent of {PAIRS} active pairs uses {idle[0] / POLLS / SECONDS:.1%} of"
              " a processor", flush=True)
        over_snmp(bench, idle)
        over_jolokia(bench, idle)
        print("load of the machine: " + " ".join(f"{load:.1f}" for load in os.getloadavg())
              + f" with {os.cpu_count()} processors")
    finally:
        bench.close()
    return 0


def over_snmp(bench, idle):
    bench.add_node(SNMP)
    bench.await_rows("blade1")
    # Zabbix asks for more in a request from poll to poll, until it has found how much goes.
    time.sleep(POLLS * SECONDS)
    items = len(bench.items("blade1"))
    before = bench.packets()
    spent = bench.during(POLLS * SECONDS)
    datagrams = bench.packets() - before - 1
    print(f"6.0 over SNMP: {items} items, a walk every {SECONDS} s; each {datagrams / POLLS:.0f}"
          f" datagrams, {per_poll(spent, idle)}", flush=True)
    print(f"  not supported: {bench.unsupported('blade1') or 'nothing'}")
    for repetitions in (10, 50, 128):
        read, datagrams, took = bench.walk(repetitions)
        print(f"the same walk by net-snmp, max-repetitions {repetitions}: {read} objects in"
              f" {datagrams} datagrams, {took:.2f} s", flush=True)
    bench.disable("blade1")


def over_jolokia(bench, idle):
    bench.add_node(JOLOKIA, TRAPS)
    bench.await_rows("blade1 by Jolokia")
    time.sleep(SECONDS)
    spent = bench.during(POLLS * SECONDS)
    octets, took = bench.jolokia_answer()
    print(f"6.0 over Jolokia: 1 request every {SECONDS} s, {octets} octets in {took:.2f} s,"
          f" {per_poll(spent, idle)}")
    print(f"  not supported: {bench.unsupported('blade1 by Jolokia') or 'nothing'}", flush=True)
