"""Outage of a floating address when its node loses power: Hotpair and keepalived, turn by turn.

Both run in the same namespaces of the same machine: power off takes the node's links down and ends
its processes; a client pings the address every 5 ms. The outage is the longest time between two
answered echoes.
"""

import argparse
import os
import socket
import statistics
import sys
import time

from lab import client, linux, site
from lab.agents import Agents
from lab.laboratory import Laboratory, wait_for
from lab.site_file import address_only

SETTLE_SECONDS = 30
QUIET_SECONDS = 1.0
OUTAGE_SECONDS = 15
HEARTBEAT_PORT = 7801
IP_FREEBIND = 15

KEEPALIVED = """global_defs {{
  router_id {node}
  vrrp_version 3
  vrrp_garp_master_delay 0
}}
vrrp_instance address {{
  state BACKUP
  nopreempt
  interface {link}
  virtual_router_id 51
  priority {priority}
  advert_int 0.1
  virtual_ipaddress {{
    {address}/{length} dev {link}
  }}
}}
"""


class Keepalived:
    """keepalived as Debian ships it, VRRP version 3, advert_int 0.1."""

    name = "keepalived, advert_int 0.1"

    def start(self, lab):
        for node, priority in zip(site.NODES, (150, 100)):
            path = lab.run.folder / f"keepalived-{node}.conf"
            path.write_text(KEEPALIVED.format(
                node=node, link=site.PUBLIC_LINK, priority=priority, address=site.FLOATING,
                length=site.PREFIX_LENGTH))
            lab.nodes[node].start_unit("/usr/sbin/keepalived", "--dont-fork", "--log-console",
                                       f"--use-file={path}")

    def settled(self, lab):
        return True

    def served_again(self, lab):
        pass


class Hotpair:
    """Our agents with `fast` timings: interval 100 ms, three misses, fencing before claiming."""

    name = "Hotpair, timings: fast"

    def __init__(self, lab):
        self.agents = Agents(lab, timings="fast", members=address_only())
        self.timelines = []
        self.resident = []

    def start(self, lab):
        for node in site.NODES:
            self.agents.start(node)

    def settled(self, lab):
        roles = sorted(state for _, state in self.agents.roles().values())
        if roles != ["active", "standby"] or not self.agents.pair(site.NODES[0])["Ready"]:
            return False
        self.resident.append(max(resident_megabytes(lab.nodes[node]) for node in site.NODES))
        return True

    def served_again(self, lab):
        """Notes where the time went, by the agent's own word."""
        node = holder(lab)
        self.timelines.append(self.agents.pair(node)["LastMoveTimeline"] if node else "nobody")

    def first_heartbeat(self, lab):
        """Seconds from the start of an agent to its first datagram on the crossover."""
        speaker, listener = site.NODES
        heard = linux.in_network_namespace(
            lab.run.namespace_path(listener), lambda: bound(site.PRIVATE[listener]))
        with heard:
            for node in site.NODES:
                lab.nodes[node].power("on")
            began = time.monotonic()
            self.agents.start(speaker)
            heard.settimeout(SETTLE_SECONDS)
            heard.recvfrom(2048)
            seconds = time.monotonic() - began
        for node in site.NODES:
            lab.nodes[node].power("cut")
        return seconds


def bound(address):
    """A UDP socket where a node's agent would listen for heartbeats."""
    heard = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    heard.setsockopt(socket.SOL_IP, IP_FREEBIND, 1)
    heard.bind((address, HEARTBEAT_PORT))
    return heard


def resident_megabytes(node):
    """What the agent's process on a node has in memory."""
    status = node.command("cat", f"/proc/{node.unit()['pid']}/status").stdout
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def holder(lab):
    """The node whose public interface has the floating address, or None."""
    for node in site.NODES:
        listed = lab.nodes[node].command("ip", "-4", "-o", "addr", "show", "dev", site.PUBLIC_LINK)
        if f" {site.FLOATING}/" in listed.stdout:
            return node
    return None


def steady(path, seconds):
    """Whether the address has answered without a gap for the last `seconds`."""
    now = time.time()
    recent = [sent for sent in client.pings(path) if sent > now - seconds]
    return (len(recent) > 10 and recent[0] < now - 0.9 * seconds
            and client.longest_gap(recent, 0) < 0.1 and now - recent[-1] < 0.1)


def repetition(lab, contender):
    """Starts the contender on both nodes, cuts the holder's power; gives the outage in seconds."""
    path = lab.run.folder / "pings"
    path.write_text("")
    for node in site.NODES:
        lab.nodes[node].power("on")
    pinger = lab.start("pinger", "lab.pinger", site.FLOATING, path, client.PING_IDENTIFIER,
                       host="client")
    try:
        contender.start(lab)
        wait_for(lambda: contender.settled(lab) and steady(path, QUIET_SECONDS), SETTLE_SECONDS,
                 f"{contender.name} to serve")
        active = holder(lab)
        cut = time.time()
        lab.nodes[active].power("cut")
        wait_for(lambda: client.pings(path)[-1] > cut + 0.1 and steady(path, 0.2), OUTAGE_SECONDS,
                 f"{contender.name} to serve again")
        contender.served_again(lab)
        return client.longest_gap(client.pings(path), cut)
    finally:
        lab.stop(pinger)
        for node in site.NODES:
            lab.nodes[node].power("cut")


def row(name, values, unit):
    """One line of the table: median, least, most and count."""
    return (f"{name:40} {statistics.median(values):8.1f} {min(values):8.1f} {max(values):8.1f}"
            f" {len(values):6}  {unit}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--keepalived-only", action="store_true")
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("the benchmark makes namespaces: run it as root")
    with Laboratory(f"bench{os.getpid()}", with_database=False) as lab:
        ours = None if options.keepalived_only else Hotpair(lab)
        contenders = [contender for contender in (ours, Keepalived()) if contender]
        outages = {contender.name: [] for contender in contenders}
        for _ in range(options.repetitions):
            for contender in contenders:
                outages[contender.name].append(1000 * repetition(lab, contender))
        beats = [ours.first_heartbeat(lab) for _ in range(options.repetitions)] if ours else []
    print(f"{'':40} {'median':>8} {'least':>8} {'most':>8} {'runs':>6}")
    for name, values in outages.items():
        print(row(f"outage, {name}", values, "ms"))
    if ours:
        print(row("agent's resident memory", ours.resident, "MB"))
        print(row("agent's start to first heartbeat", [1000 * beat for beat in beats], "ms"))
        for timeline in ours.timelines:
            print(f"  Hotpair's own steps: {timeline}")


if __name__ == "__main__":
    main()
