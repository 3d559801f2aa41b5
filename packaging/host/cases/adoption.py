"""A service that runs already is taken under protection, and out again, and runs on through both."""

import time

from lab import client, site
from lab.report import check_equal

from .agent_trouble import HOLD_SECONDS
from .trial import FORMED_SECONDS, detail, milliseconds

# As if Hotpair had never been on the nodes: what the agents remember, and what lies on the beat LUN.
FORGET = f"rm -rf /var/lib/hotpair/* && dd if=/dev/zero of={site.LUN_FOLDER}/beat bs=4096 count=64 oflag=direct"


def _take_out(agents, active):
    """What an administrator does: maintenance, then both agents are stopped."""
    done = agents.cli(active, "suspend-all")
    check_equal((done.returncode, done.stdout), (0, "erp\n"), f"suspend-all ({done.stderr})")
    for node in site.NODES:
        agents.stop(node)


def _runs_on(agents, node, postmaster):
    """The same database serves, on this node, longer than the dead time."""
    time.sleep(HOLD_SECONDS)  # the time in which a move would show, were one to come
    client.wait_for_commit(agents.lab, time.time(), 5)
    check_equal(agents.lab.nodes[node].postmaster(), postmaster, "process id and start of the postmaster")


def a_running_service_is_taken_under_protection_and_out_again(agents):
    """a running service is taken under protection, switched over, and taken out: it is never stopped for that"""
    lab = agents.lab
    active = agents.wait_formed(FORMED_SECONDS)
    standby = site.other(active)
    postmaster = lab.nodes[active].postmaster()
    began = time.time()
    _take_out(agents, active)
    _runs_on(agents, active, postmaster)
    lab.nodes[active].command("sh", "-c", FORGET, check=True)
    lab.nodes[standby].command("sh", "-c", "rm -rf /var/lib/hotpair/*", check=True)

    # First where the service runs: that agent finds it, and that nobody ever held the guard.
    fencings = len(lab.fencings())
    agents.start(active)
    agents.start(standby)
    agents.wait_formed(FORMED_SECONDS, active=active)
    _runs_on(agents, active, postmaster)
    gap = client.commit_outage(lab, began)
    check_equal(len(lab.fencings()), fencings, "nodes switched off by a fence agent")
    check_equal(agents.totals(), (0, 0, 0), "failovers, takeovers, switchovers")

    # It is protected: it moves, and is then taken out where it is.
    agents.order_by_cli(active, standby, "after-adoption")
    agents.wait_formed(FORMED_SECONDS, active=standby)
    client.wait_for_commit(lab, time.time(), FORMED_SECONDS)
    postmaster = lab.nodes[standby].postmaster()
    _take_out(agents, standby)
    _runs_on(agents, standby, postmaster)
    count = client.check_rows(lab)
    check_equal(lab.violations(), [], "two owners seen by the observer")
    detail(f"longest time without a commit while it was adopted: {milliseconds(gap)}; {count} rows there")


CASES = (a_running_service_is_taken_under_protection_and_out_again,)
