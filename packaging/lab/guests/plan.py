"""Names and addresses of the guests, beside those that the host test's laboratory has (lab.site)."""

import dataclasses

from lab import site

STORAGE = "storage"
# Every guest that a laboratory can have, in the order of their hardware addresses.
MACHINES = (STORAGE, *site.NODES, "blade2")

# The networks, each a bridge in the laboratory's namespace: link in the guest → its network.
NETWORKS = (site.PUBLIC_LINK, site.PRIVATE_LINK, "storage0", "manage0", "storage1")
ADDRESSES = {
    site.PUBLIC_LINK: site.PUBLIC | {"blade2": "10.77.0.13"},
    site.PRIVATE_LINK: site.PRIVATE | {"blade2": "192.168.77.3"},
    "storage0": {STORAGE: "10.78.0.10", "blade1": "10.78.0.11", "vpe1": "10.78.0.12",
                 "blade2": "10.78.0.13"},
    # The second way to the array, for nodes that use two.
    "storage1": {STORAGE: "10.78.1.10", "blade1": "10.78.1.11", "vpe1": "10.78.1.12"},
    # Out of every test's way: managers and the laboratory come in here.
    "manage0": {"blade1": "10.79.0.11", "vpe1": "10.79.0.12", "blade2": "10.79.0.13"},
}
MANAGE = ADDRESSES["manage0"]
MANAGER = "10.79.0.1"
# The array's address on each storage network.
PORTALS = tuple(f"{ADDRESSES[link][STORAGE]}:3260" for link in ("storage0", "storage1"))
DISTRIBUTION = "/opt/lab/hotpair"


@dataclasses.dataclass(frozen=True)
class Card:
    """A network card: its link in the guest, its tap outside, its hardware address."""

    link: str
    tap: str
    mac: str
    address: str


def cards(machine):
    """The network cards of a guest, in the order of NETWORKS."""
    number = MACHINES.index(machine) + 1
    return [Card(link, f"{machine}.{place}", f"52:54:00:77:{number:02x}:{place:02x}",
                 f"{ADDRESSES[link][machine]}/24")
            for place, link in enumerate(NETWORKS, 1) if machine in ADDRESSES[link]]


def initiator(node):
    return f"iqn.2026-01.io.hotpair:{node}"
