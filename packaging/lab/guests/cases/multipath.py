"""Two ways from each node to the LUN, by dm-multipath: the guard registers each of them."""

import time

from lab import site
from lab.laboratory import wait_for
from lab.report import check_equal

from .pair import forms, formed, power_cut

WAYS = 2
PATH_SECONDS = 60


def _ways(node):
    """How many ways of the node's data LUN work, as multipathd has it."""
    shown = node.command("multipathd", "show", "paths", "raw", "format", "%m %t", timeout=60)
    name = node.command("readlink", node.lun()).stdout.strip().rpartition("/")[2]
    return sum(line.split() == [name, "active"] for line in shown.stdout.splitlines())


def a_way_lost(agents):
    """one of the active's two ways to the LUN lost, and back: nothing moves, each way is registered"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    check_equal({_ways(each) for each in agents.lab.nodes.values()}, {WAYS}, "ways that work")
    check_equal(_registrations(agents), WAYS, "registrations at the array, which are the active's")
    node.cable("storage1", False)
    try:
        wait_for(lambda: _ways(node) == 1, PATH_SECONDS, "multipathd to see the way lost")
        trial.rows()
        check_equal(agents.active(), trial.active, "active node with one way left")
    finally:
        node.cable("storage1", True)
    wait_for(lambda: _ways(node) == WAYS, PATH_SECONDS, "multipathd to see the way back")
    check_equal(_registrations(agents), WAYS, "registrations at the array, which are the active's")
    trial.rows()
    return trial.close("nothing moved", trial.active)


def _registrations(agents):
    """Registered nexuses of the data LUN, by the array's word."""
    node = agents.lab.nodes[site.NODES[0]]
    found = node.command("sg_persist", "-n", "--in", "--read-full-status", node.lun(), timeout=60)
    return found.stdout.count("Key=0x")


CASES = {"ways-form": forms, "way-lost": a_way_lost, "ways-power-cut": power_cut}
