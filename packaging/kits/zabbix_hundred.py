"""How much a poll of 100 pairs costs the agent: datagrams and requests, counted by the agent itself,
over SNMP as Zabbix 6.0 asks and as a walk of 7.0 would, and over Jolokia."""

import base64
import os
import ssl
import subprocess
import time
import urllib.request

from zabbix_bench import Bench, JOLOKIA, SNMP, TRAPS
from zabbix_server import await_true

PAIRS = 100
POLLS, SECONDS = 4, 30
# snmpInPkts of SNMPv2-MIB.
PACKETS = ".1.3.6.1.2.1.11.1.0"
COLUMN = "hotpair.pair.state["


class HundredBench(Bench):
    """One node of a hundred pairs, polled as often as the templates do by themselves."""

    quick = {"DISCOVERY": "30s"}
    pairs = PAIRS

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

    def jolokia_answer(self):
        """Octets and seconds of the template's question."""
        (item,) = self.zabbix.call("item.get", {
            "hostids": self.host("blade1 by Jolokia"), "filter": {"key_": "hotpair.jolokia"},
            "output": ["posts"]})
        word = base64.b64encode(f"ops:{self.pair.password}".encode()).decode()
        request = urllib.request.Request("https://127.0.9.1:8778/jolokia/", item["posts"].encode(), {
            "Content-Type": "application/json", "Authorization": f"Basic {word}"})
        trusted = ssl.create_default_context(cafile=self.pair.certificate)
        began = time.monotonic()
        with urllib.request.urlopen(request, timeout=30, context=trusted) as answer:
            return len(answer.read()), time.monotonic() - began

    def await_rows(self, host):
        await_true(f"{PAIRS} pairs of {host}", lambda: len(
            [key for key in self.items(host) if key.startswith(COLUMN)]) == PAIRS, 600)
        await_true(f"values of {host}", lambda: all(
            item["lastclock"] != "0" for key, item in self.items(host).items()
            if key.startswith(COLUMN)), 300)


def measure():
    bench = HundredBench()
    try:
        bench.install()
        bench.add_node(SNMP)
        bench.await_rows("blade1")
        # What is discovered is polled from the next interval on.
        time.sleep(SECONDS)
        items = len([item for item in bench.items("blade1").values() if item["type"] == "20"])
        before = bench.packets()
        time.sleep(POLLS * SECONDS)
        spent = bench.packets() - before - 1
        rules = len(bench.zabbix.call("discoveryrule.get", {
            "hostids": bench.host("blade1"), "output": ["itemid"]}))
        print(f"6.0 over SNMP: {items} objects of {PAIRS} pairs every {SECONDS} s: {spent} datagrams"
              f" in {POLLS} polls and {POLLS} discoveries by {rules} rules,"
              f" {spent / POLLS:.0f} each")
        for repetitions in (10, 50):
            before, began = bench.packets(), time.monotonic()
            read = len(bench.ask("snmpbulkwalk", f"-Cr{repetitions}",
                                 ".1.3.6.1.4.1.32473.1.1").splitlines())
            took = time.monotonic() - began
            print(f"7.0 over SNMP, a walk as net-snmp does it, max-repetitions {repetitions}:"
                  f" {read} objects in {bench.packets() - before - 1} datagrams, {took:.2f} s")
        bench.add_node(JOLOKIA, TRAPS)
        bench.await_rows("blade1 by Jolokia")
        answer = bench.jolokia_answer()
        print(f"6.0 over Jolokia: 1 request, {answer[0]} octets in {answer[1]:.2f} s")
    finally:
        bench.close()
    return 0
