"""What is compared: Hotpair, keepalived and Pacemaker, each in a laboratory of its own."""

import contextlib
import dataclasses
import itertools
import os
import pathlib
import socket
import time

import machine
from lab import client, linux, site
from lab.agents import Agents
from lab.laboratory import Laboratory, wait_for
from lab.site_file import SiteFile, address_only, side_by_side
from pacemaker import Pacemaker, group_members

FORM_SECONDS = 60
OUTAGE_SECONDS = 60
QUIET_SECONDS = 0.5
_NUMBERS = itertools.count()

# The word `fast` is T = 100 ms, n = 3, J = 20 ms; this is the same at T = 1 s. The disk is looked at five
# times a second: what a hint begins ends no sooner than the disk's next beat was due.
AUDITS = {0.1: "100ms", 1.0: "200ms"}
SLOW = (f"{{base: fast, interval: 1s, dead-time: 3020ms, audit-period: {AUDITS[1.0]}, io-deadline: 1s,"
        " offer-time: 10s, join-wait: 4s, lease: 5s}")
TIMINGS = {0.1: "fast", 1.0: SLOW}

KEEPALIVED = """global_defs {{
  router_id {node}
  vrrp_version 3
  vrrp_garp_master_delay 0
{more}}}
"""
# With high priorities the skew that VRRP adds to three intervals is least (RFC 5798, section 6.1).
KEEPALIVED_INSTANCE = """vrrp_instance address{number} {{
  state BACKUP
  nopreempt
  interface {link}
  virtual_router_id {number}
  priority {priority}
  advert_int {interval}
  virtual_ipaddress {{
    {address}/{length} dev {link}
  }}
}}
"""
PRIORITIES = dict(zip(site.NODES, (254, 253)))


class Keepalived:
    """keepalived as Debian ships it, VRRP version 3."""

    def __init__(self, lab, interval, addresses=(site.FLOATING,), more=""):
        self.name = f"keepalived, advert_int {interval:g}" + (f", {more}" if more else "")
        self.lab = lab
        self.protects = "no disk, no fencing"
        self._interval = interval
        self._addresses = addresses
        self._more = f"  {more}\n" if more else ""

    def start(self, node):
        path = self.lab.run.folder / f"keepalived-{node}.conf"
        path.write_text(KEEPALIVED.format(node=node, more=self._more) + "".join(
            KEEPALIVED_INSTANCE.format(
                number=number, link=site.PUBLIC_LINK, priority=PRIORITIES[node], address=address,
                interval=f"{self._interval:g}", length=site.PREFIX_LENGTH)
            for number, address in enumerate(self._addresses, 1)))
        self.lab.nodes[node].start_unit("/usr/sbin/keepalived", "--dont-fork", "--log-console",
                                        "--log-detail", f"--use-file={path}")

    def formed(self):
        on = all(self.lab.nodes[node].is_on() for node in site.NODES)
        holders = [node for node in site.NODES if on and holds(self.lab, node)]
        return holders[0] if len(holders) == 1 else None

    def processes(self, node):
        return machine.named(processes(self.lab, node), ["keepalived"])

    def moves(self):
        """How often a node became master, by the logs."""
        return sum(_log(self.lab, node).count("Entering MASTER STATE") for node in site.NODES)

    def told(self):
        return None


class Benched(SiteFile):
    """The laboratory's site file, with a community that may read, and nothing that a busy machine
    would be told of."""

    def text(self, timings, members):
        (self.folder / "secrets" / "community").write_text("public\n")
        (self.folder / "secrets" / "community").chmod(0o600)
        text = super().text(timings, members)
        communities = "  communities:\n    - {secret: secrets/community, network: 10.77.0.0/24}\n"
        return text.replace("snmp:\n", f"snmp:\n{communities}", 1)


class Hotpair:
    """Our agents: the guard is claimed, and the silent node switched off before."""

    def __init__(self, lab, interval, whole=False, options=""):
        self.name = f"Hotpair, T = {interval:g} s" + (", mount + PostgreSQL + address" * whole)
        self.lab = lab
        self.protects = ("guard claimed, node switched off first; disk looked at every"
                         f" {AUDITS[interval]}")
        self._environment = {"HOTPAIR_JAVA_OPTIONS": options} if options else {}
        self.agents = Agents(lab, TIMINGS[interval], side_by_side() if whole else address_only(),
                             site_file=Benched(lab.run))

    def start(self, node):
        self.agents.start(node, environment=self._environment)

    def formed(self):
        if not all(self.lab.nodes[node].is_on() for node in site.NODES):
            return None
        rows = {node: self.agents.pair(node) for node in site.NODES}
        if not all(row and row["Ready"] for row in rows.values()):
            return None
        active = [node for node, row in rows.items() if row["State"] == "active"]
        standby = [node for node, row in rows.items() if row["State"] == "standby"]
        return active[0] if len(active) == len(standby) == 1 else None

    def processes(self, node):
        return machine.named(processes(self.lab, node), ["java"])

    def moves(self):
        return sum(self.agents.totals())

    def told(self):
        """Where the time of the last move went, by the agent's own word."""
        node = self.agents.active()
        return self.agents.pair(node)["LastMoveTimeline"] if node else None


class Cluster(Pacemaker):
    """Pacemaker, with what it protects in its name."""

    def __init__(self, lab, whole=False, token=None, fenced=False, members=None):
        how = f"token {token} ms" if token else "defaults (token 3 s)"
        how += ", node switched off" if fenced else ", no fencing"
        super().__init__(f"Pacemaker, {how}", lab, members or group_members(whole),
                         {"token": token} if token else {}, fenced)
        self.protects = "node switched off first" if fenced else "nothing switched off"

    def moves(self):
        """How often the membership changed, by corosync's log of the first node."""
        said = self.lab.nodes[site.NODES[0]].command(
            "grep", "-c", "A new membership", "/var/log/corosync/corosync.log")
        return int(said.stdout or 0)

    def processes(self, node):
        return machine.named(processes(self.lab, node), self.PROGRAMS)

    def told(self):
        return None


@dataclasses.dataclass
class Place:
    """A contender in its laboratory, with a client that pings the address every 5 ms."""

    lab: Laboratory
    contender: object = None
    pinger: object = None

    @property
    def pings(self):
        return self.lab.run.folder / "pings"

    def begin(self):
        """Switches both nodes on, starts the contender on both and the client."""
        if self.pinger is None:
            self.pings.touch()
            self.pinger = self.lab.start("pinger", "lab.pinger", site.FLOATING, self.pings,
                                         client.PING_IDENTIFIER, host="client")
        for node in site.NODES:
            self.join(node)

    def join(self, node):
        if not self.lab.nodes[node].is_on():
            self.lab.nodes[node].power("on")
            self.contender.start(node)

    def wait_formed(self, seconds=FORM_SECONDS):
        """Waits until the pair could take over and the address answers; gives the active node."""
        return wait_for(lambda: steady(self.pings, QUIET_SECONDS) and self.contender.formed(),
                        seconds, f"{self.contender.name} to serve and be ready")

    def cut(self, active, at=0.0):
        """Cuts the active's power `at` seconds after its next heartbeat; gives the seconds without
        an answered echo."""
        _after_heartbeat(self.lab, active, at)
        self.forget()
        cut = time.time()
        self.lab.nodes[active].power("cut")
        # What is answered from now on, another node answers.
        off = time.time()
        wait_for(lambda: client.pings(self.pings)[-1:] > [off] and steady(self.pings, 0.2),
                 OUTAGE_SECONDS, f"{self.contender.name} to serve again")
        return client.longest_gap(client.pings(self.pings), cut)

    def forget(self):
        """Keeps only the newest answers, so that looking stays cheap."""
        kept = client.pings(self.pings)[-200:]
        # In place: the pinger appends.
        os.truncate(self.pings, 0)
        with open(self.pings, "a", encoding="ascii") as file:
            file.write("".join(f"{sent:.4f} {sent:.4f}\n" for sent in kept))

    def off(self):
        for node in site.NODES:
            self.lab.nodes[node].power("cut")


@contextlib.contextmanager
def place(make, crossover=True, database=False):
    """A laboratory with the contender that `make(lab)` gives. Without `crossover` the private network
    is a switch: a node does not see the other's end of a cable go."""
    shape = dataclasses.replace(site.ONE_PAIR, crossover=crossover)
    prefix = f"b{os.getpid()}x{next(_NUMBERS)}"
    with Laboratory(prefix, with_database=database, shape=shape) as lab:
        yield Place(lab, make(lab))


def processes(lab, node):
    """All processes of a node, as the machine numbers them."""
    return machine.children(int((lab.nodes[node].folder / "init.pid").read_text()))


def holds(lab, node):
    """Whether a node has the floating address, asked without starting a process in it."""
    view = linux.NetworkView(lab.run.namespace_path(node))
    try:
        return any(address == site.FLOATING for _, _, address in view.addresses())
    finally:
        view.close()


def steady(path, seconds):
    """Whether the address has answered without a gap for the last `seconds`."""
    now = time.time()
    recent = [sent for sent in _newest(path) if sent > now - seconds]
    return (len(recent) > 10 and recent[0] < now - 0.9 * seconds
            and client.longest_gap(recent, 0) < 0.1 and now - recent[-1] < 0.1)


def _newest(path):
    """The newest answers in a file of them."""
    with open(path, "rb") as file:
        file.seek(max(0, os.path.getsize(path) - 20_000))
        lines = file.read().decode("ascii").splitlines()[1:-1]
    return [float(line.split()[0]) for line in lines]


def _after_heartbeat(lab, node, seconds):
    """Waits for a node's next heartbeat or advertisement on the public network, then so long."""
    if seconds > 0:
        with tapped(lab, node) as heard:
            wait_for_heartbeat(heard, 5)
        time.sleep(seconds)


def tapped(lab, node):
    """What a node says on the public network, from now on."""
    return linux.in_network_namespace(lab.run.namespace_path("net"), lambda: linux.tap(node))


def wait_for_heartbeat(heard, seconds):
    """Waits for a datagram to port 7801 or a VRRP advertisement that the node sends."""
    deadline = time.monotonic() + seconds
    heard.settimeout(seconds)
    while time.monotonic() < deadline:
        frame, origin = heard.recvfrom(2048)
        if origin[2] != socket.PACKET_OUTGOING and _is_heartbeat(frame):
            return
    raise AssertionError(f"no heartbeat within {seconds} s")


def _is_heartbeat(frame):
    """An IPv4 frame with VRRP (protocol 112), or UDP to port 7801."""
    if frame[12:14] != b"\x08\x00":
        return False
    protocol, header = frame[23], 14 + (frame[14] & 15) * 4
    return protocol == 112 or (protocol == 17 and frame[header + 2:header + 4] == b"\x1e\x79")


def _log(lab, node):
    path = pathlib.Path(lab.nodes[node].folder / "agent.log")
    return path.read_text(errors="replace") if path.exists() else ""
