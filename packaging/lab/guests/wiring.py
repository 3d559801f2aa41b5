"""The guests' networks: bridges and taps inside one namespace, which is also the client's."""

import subprocess

from lab import linux, site

from . import plan

HOST = "client"


def build(run):
    """Makes the namespace, a bridge for each network, and a tap for each guest's card."""
    namespace = run.namespace(HOST)
    subprocess.run(["ip", "netns", "add", namespace], check=True, timeout=20)
    linux.in_network_namespace(run.namespace_path(HOST), _without_ipv6)
    lines = ["link set lo up"]
    for link in plan.NETWORKS:
        lines += [f"link add {link} type bridge", f"link set {link} up"]
    lines += [f"addr add {site.CLIENT}/24 dev {site.PUBLIC_LINK}",
              f"addr add {site.REFERENCE}/24 dev {site.PUBLIC_LINK}",
              f"addr add {plan.MANAGER}/24 dev manage0"]
    for machine in (plan.STORAGE, *run.shape.public):
        for card in plan.cards(machine):
            lines += [f"tuntap add {card.tap} mode tap",
                      f"link set {card.tap} master {card.link} up"]
    subprocess.run(["ip", "-n", namespace, "-batch", "-"], input="\n".join(lines) + "\n",
                   text=True, check=True, timeout=20)


def _without_ipv6():
    for family in ("all", "default"):
        with open(f"/proc/sys/net/ipv6/conf/{family}/disable_ipv6", "w", encoding="ascii") as file:
            file.write("1")


def isolate(run, machine, link, isolated):
    """An isolated card reaches the client and the reference address, but no other isolated one."""
    card, = (card for card in plan.cards(machine) if card.link == link)
    subprocess.run(["ip", "-n", run.namespace(HOST), "link", "set", card.tap, "type",
                    "bridge_slave", "isolated", "on" if isolated else "off"], check=True,
                   timeout=20)
