"""One machine that stands by for two: three agents, two pairs, each with a LUN of its own."""

import json
import subprocess

from lab import group, mib, site, traps
from lab.jolokia import Refused
from lab.laboratory import wait_for
from lab.site_file import SiteFile, TARGET

from . import plan
from .agents import CONFIGURATION, LAUNCHERS, SLOW, GuestJolokia

STANDBY = "vpe1"
# The preferred node is the first.
PAIRS = {"work1": ("blade1", STANDBY), "work2": ("blade2", STANDBY)}
NODES = ("blade1", "blade2", STANDBY)
FLOATING = {"work1": "10.77.0.101", "work2": "10.77.0.102"}
_SIZES = {"data": 64 << 20, "beat": 4 << 20}
_TEMPLATE = """cluster: many
cluster-key: secrets/cluster.key
nodes:
{nodes}
networks:
  private: {{port: 7801}}
  public: {{port: 7801, reference: [{reference}]}}
timings: {timings}
pairs:
{pairs}
snmp:
  listen: udp:0.0.0.0:1161
  users:
    ops: {{role: operate, auth: {{sha256: secrets/ops.auth}}, priv: {{aes128: secrets/ops.priv}}}}
  notify:
    {target}: {{address: "udp:{client}:{port}", user: ops, type: inform}}
jolokia:
  listen: 127.0.0.1:8778
  users:
    look: {{role: read, password: secrets/look.password}}
"""


def lun(pair, kind="data"):
    """The name of a pair's `data` or `beat`."""
    return f"{pair}-{kind}"


def shape():
    """The machines, for a laboratory."""
    names = {lun(pair, kind): size for pair in PAIRS for kind, size in _SIZES.items()}
    return site.Shape(
        public={node: plan.ADDRESSES[site.PUBLIC_LINK][node] for node in NODES},
        private={node: plan.ADDRESSES[site.PRIVATE_LINK][node] for node in NODES},
        sizes=names, luns={node: list(names) for node in NODES})


class ManyFile(SiteFile):
    """The one file for the three nodes."""

    def text(self, timings, members):
        return _TEMPLATE.format(
            nodes="\n".join(self._node(node, number) for number, node in enumerate(NODES, 1)),
            reference=site.REFERENCE, timings=timings,
            pairs="\n".join(_pair(pair, nodes) for pair, nodes in PAIRS.items()),
            target=TARGET, client=site.CLIENT, port=traps.PORT)

    def _node(self, node, number):
        shaped = self._run.shape
        return (f"  {node}: {{id: {number}, addresses: {{private: {shaped.private[node]},"
                f" public: {shaped.public[node]}}}}}")


def _pair(pair, nodes):
    data, beat = (f"{site.LUN_FOLDER}/{lun(pair, kind)}" for kind in _SIZES)
    file_system = {"device": data, "directory": f"/srv/{pair}", "fstype": "ext4"}
    address = group.ADDRESS | {"ip": FLOATING[pair]}
    members = (("heartbeat:Filesystem", file_system), ("heartbeat:IPaddr2", address))
    lines = [f"  {pair}:", f"    nodes: [{', '.join(nodes)}]",
             f"    luns: {{data: {{device: {data}, guard: scsi-pr, beat: {beat}}}}}", "    group:"]
    for agent, parameters in members:
        words = "".join(f', {name}: "{value}"' for name, value in parameters.items())
        lines.append(f'      - {{ocf: "{agent}"{words}{SLOW}}}')
    return "\n".join(lines)


class Many:
    """The three agents, and what a manager receives of them."""

    def __init__(self, lab):
        self.lab = lab
        self.site_file = ManyFile(lab.run)
        self.site_file.write("relaxed", None)
        passwords = self.site_file.passwords
        self._jolokia = {node: GuestJolokia(lab, node, "look", passwords["look", "password"])
                         for node in NODES}
        self.receiver = traps.Receiver(lab, mib.load(), "ops", passwords["ops", "auth"],
                                       passwords["ops", "priv"])
        for pair in PAIRS:
            subprocess.run(["mkfs.ext4", "-q", "-E", "lazy_itable_init=0", lab.run.lun(lun(pair))],
                           check=True, timeout=60)

    def start(self, node):
        self.lab.nodes[node].start_unit(LAUNCHERS[self.lab.init], "agent", "--config",
                                        CONFIGURATION, "--node", node)

    def row(self, node, pair):
        """The pair's row by this node's MBean; None if its agent does not answer."""
        try:
            return self._jolokia[node].read(f'io.hotpair:type=Pair,pair="{pair}"')
        except (OSError, Refused, ValueError):
            return None

    def wait_formed(self, pair, active, seconds):
        """Waits until this node of the pair is active and the other is ready."""
        first, second = PAIRS[pair]
        wanted = {first: "standby", second: "standby"} | {active: "active"}
        self._wait(lambda: all(
            (row := self.row(node, pair)) and row["Ready"] and row["State"] == state
            for node, state in wanted.items()), pair, seconds, f"{pair} to be formed on {active}")

    def wait_active(self, node, pair, seconds):
        self._wait(lambda: (self.row(node, pair) or {}).get("State") == "active", pair, seconds,
                   f"{node} to be active in {pair}")

    def _wait(self, condition, pair, seconds, what):
        try:
            wait_for(condition, seconds, what)
        except AssertionError as late:
            said = {node: self.row(node, pair) or "silent" for node in PAIRS[pair]}
            raise AssertionError(f"{late}; the agents say: {json.dumps(said, indent=1)}") from None

    def told(self, kind, since):
        """What the manager received of one kind since `since`, an index of `receiver.received`."""
        return [record for record in self.receiver.received()[since:]
                if record.get("notification") == kind]
