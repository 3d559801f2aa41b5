"""The site of one-to-many: six blades at work, and two big servers with three standbys each.

Beside the six pairs of a blade and a standby there is a pair of two guests on different servers,
and one that is placed badly: both its guests on one server.
"""

import json
import threading
import time

from . import group, jolokia, mib, site, traps
from .agents import LAUNCHER
from .laboratory import wait_for
from .site_file import SiteFile, TARGET

BLADES = tuple(f"blade{number}" for number in range(1, 7))
STANDBYS = tuple(f"standby{number}" for number in range(1, 7))
NODES = BLADES + STANDBYS
# The physical machine of each standby.
HOSTS = {node: "big1" if node in STANDBYS[:3] else "big2" for node in STANDBYS}
# The preferred node is the first.
PAIRS = {f"work{number}": (blade, standby)
         for number, (blade, standby) in enumerate(zip(BLADES, STANDBYS), 1)}
PAIRS |= {"guests": ("standby4", "standby1"), "close": ("standby5", "standby6")}
FLOATING = {pair: f"10.77.0.{100 + number}" for number, pair in enumerate(PAIRS, 1)}

_SIZES = {"data": 1 << 20, "beat": 4 << 20}
# A node that boots waits for its peer for so long, then switches the late one off: on a busy machine
# twelve agents need a while.
_TIMINGS = "{base: balanced, join-wait: 3m}"
# Both nodes of a pair one after the other, for the same reason.
_START_ORDER = ("blade4", "standby4", "standby1", "blade1", "blade2", "standby2", "blade3", "standby3",
                "blade5", "standby5", "standby6", "blade6")
_TEMPLATE = """cluster: plant
cluster-key: secrets/cluster.key
nodes:
{nodes}
networks:
  public: {{reference: [{reference}]}}
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
fence:
{fence}
"""


def lun(pair, kind):
    """The name of a pair's `data` or `beat`."""
    return f"{pair}-{kind}"


def pairs_of(node):
    return [pair for pair, nodes in PAIRS.items() if node in nodes]


def other(pair, node):
    """The pair's other node."""
    return PAIRS[pair][1 - PAIRS[pair].index(node)]


def shape():
    """The machines, for a laboratory."""
    numbers = {node: (10 if node in BLADES else 20) + int(node[-1]) for node in NODES}
    return site.Shape(
        public={node: f"10.77.0.{number}" for node, number in numbers.items()},
        private={node: f"192.168.77.{number}" for node, number in numbers.items()},
        sizes={lun(pair, kind): size for pair in PAIRS for kind, size in _SIZES.items()},
        luns={node: [lun(pair, kind) for pair in pairs_of(node) for kind in _SIZES]
              for node in NODES})


class PlantFile(SiteFile):
    """The one file that describes the whole site."""

    def text(self, timings, members):
        return _TEMPLATE.format(
            nodes="\n".join(self._node(node, number) for number, node in enumerate(NODES, 1)),
            reference=site.REFERENCE, timings=timings,
            pairs="\n".join(_pair(pair, nodes) for pair, nodes in PAIRS.items()),
            target=TARGET, client=site.CLIENT, port=traps.PORT,
            fence="\n".join(self._fence_level(node) for node in NODES))

    def _node(self, node, number):
        shaped = self._run.shape
        guest = f"virtual: true, host: {HOSTS[node]}, " if node in HOSTS else ""
        return (f"  {node}: {{id: {number}, {guest}addresses: {{private: {shaped.private[node]},"
                f" public: {shaped.public[node]}}}}}")


def _pair(pair, nodes):
    data, beat = (f"{site.LUN_FOLDER}/{lun(pair, kind)}" for kind in _SIZES)
    address = group.ADDRESS | {"ip": FLOATING[pair]}
    words = "".join(f', {name}: "{value}"' for name, value in address.items())
    return (f"  {pair}:\n    nodes: [{', '.join(nodes)}]\n"
            f"    luns: {{data: {{device: {data}, guard: fence, beat: {beat}}}}}\n"
            f'    group:\n      - {{ocf: "heartbeat:IPaddr2"{words}}}')


class Plant:
    """The twelve agents of a laboratory, and what a manager receives of them."""

    def __init__(self, lab):
        self.lab = lab
        self.mib = mib.load()
        self.site_file = PlantFile(lab.run)
        self.site_file.write(_TIMINGS, None)
        passwords = self.site_file.passwords
        self._jolokia = {node: jolokia.Jolokia(lab.run, node, "look", passwords["look", "password"])
                         for node in NODES}
        self.receiver = traps.Receiver(lab, self.mib, "ops", passwords["ops", "auth"],
                                       passwords["ops", "priv"])

    def start(self, node):
        """Switches a node on; its agent starts with it."""
        self.lab.nodes[node].power("on")
        self.lab.nodes[node].start_unit(str(LAUNCHER), "agent", "--config",
                                        str(self.site_file.path), "--node", node)

    def cut(self, nodes):
        """Takes the power of several nodes at one moment, as of their common host."""
        threads = [threading.Thread(target=self.lab.nodes[node].power, args=("cut",))
                   for node in nodes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def validate(self, node, timeout=60):
        """Runs `hotpair validate` inside a node."""
        return self.lab.nodes[node].command(
            str(LAUNCHER), "validate", "--config", str(self.site_file.path), "--node", node,
            timeout=timeout)

    def row(self, node, pair):
        """The pair's row by this node's MBean; None if its agent does not answer."""
        return self._read(node, f'io.hotpair:type=Pair,pair="{pair}"')

    def health(self, node, part):
        """The row of a part of a node; None if its agent does not answer."""
        return self._read(node, f'io.hotpair:type=Health,part="{part}"')

    def _read(self, node, bean):
        try:
            return self._jolokia[node].read(bean)
        except (OSError, jolokia.Refused, ValueError):
            return None

    def state(self, node, pair):
        return (self.row(node, pair) or {}).get("State", "silent")

    def wait_formed(self, pair, seconds, active=None):
        """Waits until one node of the pair is active and the other is ready; gives the active."""

        def formed():
            rows = {node: self.row(node, pair) for node in PAIRS[pair]}
            if None in rows.values() or not all(row["Ready"] for row in rows.values()):
                return None
            states = {row["State"]: node for node, row in rows.items()}
            found = states.get("active") if set(states) == {"active", "standby"} else None
            return found if active in (None, found) else None

        try:
            return wait_for(formed, seconds, f"{pair} to be formed, active {active or 'any'}")
        except AssertionError as late:
            said = {node: self.row(node, pair) or "silent" for node in PAIRS[pair]}
            raise AssertionError(f"{late}; the agents say: {json.dumps(said, indent=1)}") from None

    def wait_active(self, node, pair, seconds):
        wait_for(lambda: self.state(node, pair) == "active", seconds,
                 f"{node} to be active in {pair}")

    def moves(self, node):
        """Failovers that a node has counted, over its pairs."""
        return sum(int(self.row(node, pair)["Failovers"]) for pair in pairs_of(node))

    def told(self, kind, since):
        """What the manager received of one kind since `since`, an index of `receiver.received`."""
        return [record for record in self.receiver.received()[since:]
                if record.get("notification") == kind]

    def start_all(self, seconds):
        """Starts the agents one after the other and waits for all pairs; gives the seconds it took."""
        began = time.monotonic()
        for node in _START_ORDER:
            self.start(node)
            wait_for(lambda node=node: self.row(node, pairs_of(node)[0]), seconds,
                     f"the agent on {node} to answer")
        for pair in PAIRS:
            self.wait_formed(pair, seconds)
        return time.monotonic() - began
