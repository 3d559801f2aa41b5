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

    def agent(self):
        """Seconds of processor time of the agent, up to now."""
        return cpu(self.pair.agents["blade1"].pid)

    def server(self):
        """The same of Zabbix's server."""
        return cpu(dict(self.zabbix.children)["server"].pid)

    def cost(self, ask, idle):
        """What `ask` gives, and the agent's seconds of processor time for each: of many in a row,
        because heartbeats cost from poll to poll more or less than a poll does."""
        began, before = time.monotonic(), self.agent()
        found = [ask() for _ in range(IN_A_ROW)]
        spent = self.agent() - before - idle * (time.monotonic() - began)
        return found[-1], spent / IN_A_ROW

    def await_rows(self, host):
        """Until all rows are there: discovery makes those of one table after the other's."""
        began = time.monotonic()
        for table in ("pair", "path", "lun", "resource"):
            await_true(f"rows of {PAIRS} pairs in {table} of {host}",
                       lambda: len(self.states(host, table)) >= PAIRS, 900)
        found = time.monotonic() - began
        for table in ("pair", "path", "lun", "resource"):
            await_true(f"values of {table} of {host}", lambda: all(
                item["lastclock"] != "0" for item in self.states(host, table)), 300)
        print(f"{host}: all rows found after {found:.0f} s, with values after"
              f" {time.monotonic() - began:.0f} s", flush=True)

    def states(self, host, table):
        """The items of a column that each row of a table has."""
        time.sleep(1)
        return self.zabbix.call("item.get", {
            "hostids": self.host(host), "search": {"key_": f"hotpair.{table}.state["},
            "startSearch": True, "output": ["lastclock"]})

    def disable(self, host):
        self.zabbix.call("host.update", {"hostid": self.host(host), "status": 1})

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


def measure():
    bench = HundredBench()
    try:
        bench.install()
        if bench.pair.agents["blade1"].poll() is not None:
            raise AssertionError(f"the agent ended: {bench.pair.log('blade1')[-1000:]}")
        time.sleep(SECONDS)
        before = bench.agent()
        time.sleep(2 * SECONDS)
        idle = (bench.agent() - before) / (2 * SECONDS)
        print(f"no polls: the agent of {PAIRS} active pairs uses {idle:.1%} of a processor",
              flush=True)
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
    time.sleep(2 * SECONDS)
    before, server = bench.packets(), bench.server()
    time.sleep(POLLS * SECONDS)
    datagrams, server = bench.packets() - before - 1, bench.server() - server
    print(f"6.0 over SNMP: {len(bench.items('blade1'))} items, one walk every {SECONDS} s; each"
          f" {datagrams / POLLS:.0f} datagrams, {server / POLLS:.2f} s of processor time of Zabbix's"
          f" server; not supported: {bench.unsupported('blade1') or 'nothing'}", flush=True)
    for repetitions in (10, 50, 128):
        (read, datagrams, took), spent = bench.cost(lambda: bench.walk(repetitions), idle)
        print(f"the same walk by net-snmp, max-repetitions {repetitions}: {read} objects in"
              f" {datagrams} datagrams and {took:.2f} s, {spent * 1000:.0f} ms of processor time of"
              " the agent", flush=True)
    bench.disable("blade1")


def over_jolokia(bench, idle):
    bench.add_node(JOLOKIA, TRAPS)
    bench.await_rows("blade1 by Jolokia")
    server = bench.server()
    time.sleep(POLLS * SECONDS)
    server = bench.server() - server
    (octets, took), spent = bench.cost(bench.jolokia_answer, idle)
    print(f"6.0 over Jolokia: one request every {SECONDS} s, {octets} octets in {took:.2f} s,"
          f" {spent * 1000:.0f} ms of processor time of the agent, {server / POLLS:.2f} s of Zabbix's"
          f" server; not supported: {bench.unsupported('blade1 by Jolokia') or 'nothing'}",
          flush=True)
