"""Outage of a floating address when its node loses power: Hotpair and keepalived, turn by turn.

Both run in the same namespaces of the same machine: power off takes the node's links down and ends
its processes; a client pings the address every 5 ms. The outage is the longest time between two
answered echoes.
"""

import argparse
import os
import statistics
import sys
import time

from lab import client, site
from lab.laboratory import Laboratory, wait_for

SETTLE_SECONDS = 20
QUIET_SECONDS = 1.0
OUTAGE_SECONDS = 15

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
        return client.longest_gap(client.pings(path), cut)
    finally:
        lab.stop(pinger)
        for node in site.NODES:
            lab.nodes[node].power("cut")


def row(name, outages):
    """One line of the table, milliseconds."""
    values = sorted(1000 * outage for outage in outages)
    return (f"{name:32} {statistics.median(values):8.0f} {values[0]:8.0f} {values[-1]:8.0f}"
            f" {len(values):6}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repetitions", type=int, default=5)
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("the benchmark makes namespaces: run it as root")
    contenders = [Keepalived()]
    outages = {contender.name: [] for contender in contenders}
    with Laboratory(f"bench{os.getpid()}", with_database=False) as lab:
        for _ in range(options.repetitions):
            for contender in contenders:
                outages[contender.name].append(repetition(lab, contender))
    print(f"{'outage of the address, ms':32} {'median':>8} {'least':>8} {'most':>8} {'runs':>6}")
    for name, values in outages.items():
        print(row(name, values))


if __name__ == "__main__":
    main()
