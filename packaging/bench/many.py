"""Two nodes with many pairs on one site file, and their agents as the bench asks them."""

import secrets
import subprocess
import time

import bench
import machine
from contenders import processes
from lab import database, mib, site, site_file
from lab.laboratory import wait_for

SITE = """cluster: bench
cluster-key: secrets/cluster.key
unsafe-demo: true
nodes:
{nodes}
networks:
  private: {{port: 7801}}
  public: {{port: 7801}}
timings: {timings}
pairs:
{pairs}snmp:
  listen: udp:0.0.0.0:1161
  users:
    look: {{role: read, auth: {{sha256: secrets/look.auth}}, priv: {{aes128: secrets/look.priv}}}}
  communities:
    - {{secret: secrets/community, network: 10.77.0.0/24}}
"""
PAIR = """  pair{number}:
    nodes: [{first}, {second}]
    luns: {{data: {{device: {lun}, guard: lease}}}}
    group:
{group}
"""
# A service that is a file: monitored every ten minutes.
SERVICE = """#!/bin/sh
case $1 in
  start) : > "/run/$2" ;;
  stop) rm -f "/run/$2" ;;
  monitor) [ -e "/run/$2" ] || exit 7 ;;
esac
"""
FILE = ("      - {{name: file, command: {{start: [{service}, start, pair{number}],"
        " stop: [{service}, stop, pair{number}], monitor: [{service}, monitor, pair{number}]}},"
        " interval: 10m}}")
LUN_BYTES = 1 << 20


class ManyPairs:
    """`count` pairs between the laboratory's two nodes; the first node is preferred by all.

    Each pair has a LUN of its own, a file in memory, guarded by a lease: a claim, an audit each period
    and a beat as in a real site. `addresses`: each pair's group is a floating address; without it, a
    file that is there or not, monitored every ten minutes, so that what is measured is the agent
    and not the programs that it starts.
    """

    def __init__(self, lab, count, timings, addresses=False):
        self.lab = lab
        self.count = count
        self._mib = mib.load()
        self.name = f"Hotpair, {count} pairs"
        folder = lab.run.folder / "etc"
        (folder / "secrets").mkdir(parents=True, mode=0o700)
        for name in ("cluster.key", "look.auth", "look.priv"):
            database.write_secret(folder / "secrets" / name, secrets.token_hex(32) + "\n")
        database.write_secret(folder / "secrets" / "community", "public\n")
        self._service = folder / "service"
        self._service.write_text(SERVICE)
        self._service.chmod(0o755)
        self.path = folder / "site.yaml"
        self.path.write_text(self._text(timings, addresses))
        self.path.chmod(0o644)

    def start(self, node, options=""):
        environment = {"HOTPAIR_JAVA_OPTIONS": options} if options else {}
        self.lab.nodes[node].start_unit(
            str(bench.LAUNCHER), "agent", "--config", str(self.path), "--node", node,
            environment=environment)

    def start_both(self, seconds=240, options=""):
        """Switches on, starts both agents and waits until every pair has an active and a standby."""
        for node in site.NODES:
            self.lab.nodes[node].power("on")
            self.start(node, options)
        wait_for(self.formed, seconds, f"{self.count} pairs to form")

    def formed(self):
        """Whether both nodes are ready in every pair."""
        time.sleep(0.2)
        return all(self._ready(node) == self.count for node in site.NODES)

    def _ready(self, node):
        """In how many pairs a node is ready to take over, or serves with a peer that is."""
        try:
            return self._walk(node, self._mib.oid("hotpairPairReady")).count("INTEGER: 1\n")
        except subprocess.SubprocessError:
            return 0

    def agent(self, node):
        """The process of a node's agent, as the machine numbers it."""
        return machine.named(processes(self.lab, node), ["java"])[0]

    def walk(self, node, table="hotpairPairTable"):
        """Lines of a bulk walk from the client."""
        return self._walk(node, self._mib.oid(table)).count("\n")

    def _walk(self, node, oid):
        done = subprocess.run(
            ["ip", "netns", "exec", self.lab.run.namespace("client"), "env", "MIBS=", "snmpbulkwalk",
             "-v2c", "-c", "public", "-Cr40", "-On", "-t", "2", f"udp:{site.PUBLIC[node]}:1161",
             oid], capture_output=True, text=True, check=True, timeout=120)
        return done.stdout

    def _text(self, timings, addresses):
        pairs = []
        for number in range(self.count):
            lun = self.lab.run.luns / f"pair{number}.img"
            with open(lun, "wb") as file:
                file.truncate(LUN_BYTES)
            first, second = site.NODES
            member = (site_file.address(floating(number)) if addresses
                      else FILE.format(service=self._service, number=number))
            pairs.append(PAIR.format(number=number, first=first, second=second, lun=lun,
                                     group=member))
        nodes = "\n".join(
            f"  {node}: {{id: {number}, addresses: {{private: {site.PRIVATE[node]},"
            f" public: {site.PUBLIC[node]}}}}}" for number, node in enumerate(site.NODES, 1))
        return SITE.format(nodes=nodes, timings=timings, pairs="".join(pairs))


def floating(number):
    return f"10.77.0.{100 + number}"
