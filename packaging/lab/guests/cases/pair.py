"""The pair on real reservations: what goes wrong with a node, its networks, its LUN, its array."""

import time

from lab import client, site
from lab.laboratory import wait_for
from lab.report import check, check_equal
from lab.site_file import PAIR

from .. import wiring
from ..agents import start_both
from ..channel import Silent
from ..trial import FORMED_SECONDS, TOLD_SECONDS, GuestTrial

DEAD_SECONDS = 12.0
HOLD_SECONDS = 3 * DEAD_SECONDS
EJECTED_SECONDS = 180


def formed(agents):
    """The agents run, the pair is formed and rows are written; starts them if they do not."""
    if not hasattr(agents.lab, "writer"):
        start_both(agents, FORMED_SECONDS)
        client.start(agents.lab)
        client.wait_for_rows(agents.lab, 50, FORMED_SECONDS)
    return GuestTrial(agents)


def forms(agents):
    """two agents start on a fresh LUN: the preferred node holds it by the array's word, and serves"""
    trial = formed(agents)
    check_equal(trial.active, site.NODES[0], "active node of a pair that never ran")
    reservation = agents.lab.target_log.reservation()
    trial.holder_is(trial.active)
    check_equal(list(reservation.keys), [trial.active], "nodes that are registered")
    check_equal(reservation.keys[trial.active] >> 48, 0x4850, "magic in the key")
    for node in site.NODES:
        check_equal(agents.get(node, "hotpairPairReady", PAIR), "true", f"readiness on {node}")
    trial.rows()
    return trial.close("formed", trial.active)


def switchover(agents):
    """an ordered switchover: the peer claims the next epoch, and no row is lost"""
    trial = formed(agents)
    agents.order_by_snmp(trial.active, trial.standby, f"guest-{time.time():.0f}")
    trial.served_again(trial.standby, trial.began + 1)
    trial.holder_is(trial.standby)
    return trial.close("moved", trial.standby, switchovers=1)


def power_cut(agents):
    """the active loses power: takeover by PREEMPT AND ABORT, and no row is lost"""
    trial = formed(agents)
    trial.rows()
    cut = time.time()
    agents.lab.nodes[trial.active].off()
    trial.served_again(trial.standby, cut + 0.5)
    trial.holder_is(trial.standby)
    agents.power_on(trial.active)
    return trial.close("taken over", trial.standby, takeovers=1)


def panic(agents):
    """the active's kernel panics: takeover, and no row is lost"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    trial.rows()
    since = time.time()
    node.command("sh", "-c", "(sleep 0.5; echo c >/proc/sysrq-trigger) >/dev/null 2>&1 &")
    wait_for(lambda: "Kernel panic" in node.console()[-4000:], 60, "the kernel to panic")
    trial.served_again(trial.standby, since + 2)
    trial.holder_is(trial.standby)
    node.reset()
    return trial.close("taken over", trial.standby, takeovers=1)


def paused(agents):
    """the active paused past the takeover and resumed: its writes are refused, it ejects itself"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    trial.rows()
    since, before = time.time(), len(node.said())
    node.pause()
    trial.served_again(trial.standby, since + 1)
    trial.holder_is(trial.standby)
    resumed = time.time()
    node.resume()
    wait_for(lambda: agents.lab.target_log.refused_writes(trial.active, resumed), 120,
             "the array to refuse a write of the resumed node")
    ejected(node, before)
    return trial.close("refused, ejected", trial.standby, takeovers=1)


def ejected(node, before):
    """Waits until a node that lost its LUN has ejected itself; it had said `before` characters."""
    wait_for(lambda: "nodeEjected" in node.said()[before:], EJECTED_SECONDS,
             "the old active to be ejected")
    wait_for(lambda: _group_is_down(node), FORMED_SECONDS, "the old active's group to be down")


def _group_is_down(node):
    """Neither mount nor address nor database are on this node; it may have reset itself."""
    try:
        found = node.command("sh", "-c", f"grep -q ' {site.MOUNT_POINT} ' /proc/mounts ||"
                             f" ip -4 -o addr | grep -qw {site.FLOATING} || pgrep -x postgres")
    except Silent:
        return False  # it boots
    return found.returncode == 1


def _part(agents, apart):
    """Cuts the nodes off each other on both networks, or joins them; clients reach both."""
    for node in site.NODES:
        agents.lab.nodes[node].cable(site.PRIVATE_LINK, not apart)
        wiring.isolate(agents.lab.run, node, site.PUBLIC_LINK, apart)


def networks_cut(agents):
    """both networks between the nodes cut, the disk's beat fresh: nothing moves"""
    trial = formed(agents)
    _part(agents, True)
    try:
        _paths_down(agents)
        deadline = time.monotonic() + HOLD_SECONDS
        while time.monotonic() < deadline:
            check_equal(agents.active(), trial.active, "active node with both networks cut")
            trial.rows(5)
    finally:
        _part(agents, False)
    return trial.close("nothing moved", trial.active)


def switchover_by_disk(agents):
    """a switchover ordered with both networks cut: it goes by the disk, and no row is lost"""
    trial = formed(agents)
    _part(agents, True)
    try:
        _paths_down(agents)
        agents.order_by_snmp(trial.active, trial.standby, f"disk-{time.time():.0f}")
        trial.served_again(trial.standby, trial.began + 1)
        trial.holder_is(trial.standby)
    finally:
        _part(agents, False)
    return trial.close("moved by disk", trial.standby, switchovers=1)


def _paths_down(agents):
    for node in site.NODES:
        for path in (1, 2):
            wait_for(lambda node=node, path=path:
                     agents.get(node, "hotpairPathState", PAIR, path) == "down",
                     FORMED_SECONDS, f"path {path} to be down on {node}")


def lun_lost(agents):
    """the active loses its way to the LUN: the standby takes over, the old one's writes are over"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    trial.rows()
    since = time.time()
    node.cable("storage0", False)
    try:
        trial.served_again(trial.standby, since + 1)
        trial.holder_is(trial.standby)
    finally:
        node.cable("storage0", True)
    # Whatever the old active had in its queue comes to the array while the pair forms again. The
    # move is a switchover if it could still stop its group without the LUN, else a takeover.
    agents.wait_formed(FORMED_SECONDS)
    _, takeovers, switchovers = trial.moves()
    check_equal(takeovers + switchovers, 1, "moves")
    seen = "taken over" if takeovers else "moved by switchover"
    return trial.close(seen, trial.standby, takeovers, switchovers)


def array_restarted(agents):
    """the array restarted: the reservation is there again, and the active serves on"""
    trial = formed(agents)
    lab = agents.lab
    before = lab.target_log.reservation()
    lab.storage.off()
    since = time.time()
    lab.storage.on()
    lab.storage.wait_ready()
    wait_for(lambda: lab.target_log.reservations(since), TOLD_SECONDS + 60,
             "the array to tell its reservation")
    after = lab.target_log.reservations(since)[0]
    check_equal((after.holder, after.keys), (before.holder, before.keys),
                "holder and keys, before and after")
    client.wait_for_commit(lab, time.time(), FORMED_SECONDS)
    return trial.close("served on", agents.wait_formed(FORMED_SECONDS))


def both_rebooted(agents):
    """both nodes lose power and come back: one of them serves, and no row is lost"""
    trial = formed(agents)
    trial.rows()
    for node in site.NODES:
        agents.lab.nodes[node].off()
    since = time.time()
    for node in site.NODES:
        agents.power_on(node)
    active = agents.wait_formed(FORMED_SECONDS)
    client.wait_for_commit(agents.lab, since, FORMED_SECONDS)
    trial.holder_is(active)
    # Which of them is up first is chance: the one that held it finds its own key, the other one
    # takes over.
    takeovers = 0 if active == trial.active else 1
    return trial.close(f"{active} serves", active, takeovers)


CASES = {
    "forms": forms,
    "switchover": switchover,
    "power-cut": power_cut,
    "panic": panic,
    "paused": paused,
    "networks-cut": networks_cut,
    "switchover-by-disk": switchover_by_disk,
    "lun-lost": lun_lost,
    "array-restarted": array_restarted,
    "both-rebooted": both_rebooted,
}


def fenced(agents):
    """guard fence, the active loses power: off by the fence agent, takeover, and no row is lost"""
    trial = formed(agents)
    trial.rows()
    cut = time.time()
    agents.lab.nodes[trial.active].off()
    trial.served_again(trial.standby, cut + 0.5)
    check(trial.fenced() >= 1, "the standby served without asking the fence agent for `off`")
    agents.power_on(trial.active)
    return trial.close("fenced, taken over", trial.standby, takeovers=1)


FENCE_CASES = {"fenced": fenced}
SUBSET = ("forms", "power-cut", "paused")
