"""The wires: nodes, a client, a bridge as the public network, and the private network.

Between two nodes that is a veth pair, the crossover, unless the shape says otherwise; between more, a
second bridge.
"""

import subprocess

from . import linux, site


def _hosts(run):
    return (*run.shape.public, "client", "net")


def _ip(*arguments):
    subprocess.run(["ip", *arguments], check=True, timeout=20)


def _batch(namespace, lines):
    subprocess.run(["ip", "-n", namespace, "-batch", "-"], input="\n".join(lines) + "\n",
                   text=True, check=True, timeout=20)


def build(run):
    """Makes the namespaces and the links between them; the nodes' own ends stay down."""
    for host in _hosts(run):
        _ip("netns", "add", run.namespace(host))
        for family in ("all", "default"):
            path = f"/proc/sys/net/ipv6/conf/{family}/disable_ipv6"
            linux.in_network_namespace(
                run.namespace_path(host), lambda path=path: _write(path, "1"))
    net = run.namespace("net")
    _batch(net, ["link add bridge0 type bridge", f"addr add {site.REFERENCE}/24 dev bridge0",
                 "link set bridge0 up", "link set lo up"])
    for host in (*run.shape.public, "client"):
        _ip("link", "add", site.PUBLIC_LINK, "netns", run.namespace(host), "type", "veth",
            "peer", "name", host, "netns", net)
        _batch(net, [f"link set {host} master bridge0", f"link set {host} up"])
    _build_private(run, net)
    _batch(run.namespace("client"), [
        "link set lo up", f"addr add {site.CLIENT}/24 dev {site.PUBLIC_LINK}",
        f"link set {site.PUBLIC_LINK} up"])


def _build_private(run, net):
    nodes = list(run.shape.private)
    if len(nodes) == 2 and run.shape.crossover:
        first, second = nodes
        _ip("link", "add", site.PRIVATE_LINK, "netns", run.namespace(first), "type", "veth",
            "peer", "name", site.PRIVATE_LINK, "netns", run.namespace(second))
        return
    _batch(net, ["link add bridge1 type bridge", "link set bridge1 up"])
    for node in nodes:
        _ip("link", "add", site.PRIVATE_LINK, "netns", run.namespace(node), "type", "veth",
            "peer", "name", f"{node}-p", "netns", net)
        _batch(net, [f"link set {node}-p master bridge1", f"link set {node}-p up"])


def bring_up(run, node):
    """Gives a node that is being switched on its links and its own addresses."""
    _batch(run.namespace(node), [
        "link set lo up",
        f"addr replace {run.shape.public[node]}/24 dev {site.PUBLIC_LINK}",
        f"addr replace {run.shape.private[node]}/24 dev {site.PRIVATE_LINK}",
        f"link set {site.PUBLIC_LINK} up", f"link set {site.PRIVATE_LINK} up"])


def pull_public_cable(run, node):
    """Takes the carrier from the node's public interface."""
    linux.NetworkView(run.namespace_path("net")).set_up(node, False)


def plug_public_cable(run, node):
    linux.NetworkView(run.namespace_path("net")).set_up(node, True)


def pull_crossover(run, end):
    """Takes one end of the crossover down, and with it the carrier of the other end."""
    linux.NetworkView(run.namespace_path(end)).set_up(site.PRIVATE_LINK, False)


def plug_crossover(run, end):
    linux.NetworkView(run.namespace_path(end)).set_up(site.PRIVATE_LINK, True)


def cut_between_nodes(run):
    """Cuts both networks between the nodes; each still reaches the client and the reference."""
    pull_crossover(run, site.NODES[0])
    _isolate_ports(run, "on")


def join_nodes(run):
    """Undoes `cut_between_nodes`."""
    _isolate_ports(run, "off")
    plug_crossover(run, site.NODES[0])


def _isolate_ports(run, word):
    _batch(run.namespace("net"), [f"link set {node} type bridge_slave isolated {word}"
                                  for node in site.NODES])


def remove(run):
    """Ends every process in the run's namespaces, then the namespaces."""
    for host in _hosts(run):
        name = run.namespace(host)
        found = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True,
                               timeout=20)
        for pid in found.stdout.split():
            subprocess.run(["kill", "-KILL", pid], stderr=subprocess.DEVNULL, timeout=20)
        subprocess.run(["ip", "netns", "delete", name], stderr=subprocess.DEVNULL, timeout=20)


def _write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
