"""What breaks inside a node: its processors, its database."""

import time

from lab import client
from lab.report import check_equal

from ..trial import FORMED_SECONDS
from .pair import ejected, formed

HOGGED_SECONDS = 120
# The monitor has 2 minutes, then a stop has 3, then the agent asks for 2 what runs, and is cut off.
HUNG_SECONDS = 900
# A machine check that names a processor whose state is broken: nothing can go on after it.
FATAL_CHECK = "mce 0 1 0xb200000000000000 0x4 0x0 0x0"
DATABASE_PROGRAM = "/usr/lib/postgresql/*/bin/postgres"


def machine_check(agents):
    """a machine check breaks the active's processor: the machine falls and boots; takeover, none lost"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    trial.rows()
    since = time.time()
    # Debian's kernel for clouds does not take machine checks: the processor shuts down, and with it
    # the machine, as a broken one does.
    node.monitor.order("human-monitor-command", **{"command-line": FATAL_CHECK})
    trial.served_again(trial.standby, since + 2)
    trial.holder_is(trial.standby)
    return trial.close("taken over", trial.standby, takeovers=1)


def hogged(agents):
    """every processor of the active busy at real-time priority: takeover, it ejects itself afterwards"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    trial.rows()
    since, before = time.time(), len(node.said())
    hog = ("import os, time\n"
           "open('/proc/sys/kernel/sched_rt_runtime_us', 'w').write('-1')\n"
           f"end = time.monotonic() + {HOGGED_SECONDS}\n"
           "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(99))\n"
           "while time.monotonic() < end: pass\n")
    node.command("sh", "-c", 'python3 -c "$0" >/dev/null 2>&1 &', hog)
    trial.served_again(trial.standby, since + 2)
    trial.holder_is(trial.standby)
    ejected(node, before)
    return trial.close("taken over, ejected", trial.standby, takeovers=1)


def database_killed(agents):
    """the database's processes killed: restarted in place, nothing moves, no row is lost"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    trial.rows()
    since = time.time()
    node.command("pkill", "-KILL", "-x", "postgres", check=True)
    client.wait_for_commit(agents.lab, since + 1, FORMED_SECONDS)
    return trial.close("restarted", trial.active, outage=True)


def database_gone(agents):
    """the database's program is gone and its processes killed: no restart helps, so the pair moves"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    trial.rows()
    since = time.time()
    node.command("sh", "-c", f"chmod a-x {DATABASE_PROGRAM} && pkill -KILL -x postgres", check=True)
    try:
        trial.served_again(trial.standby, since + 1)
        trial.holder_is(trial.standby)
    finally:
        node.command("sh", "-c", f"chmod a+x {DATABASE_PROGRAM}")
    return _moved(agents, trial)


def database_hung(agents):
    """the database's processes stopped: its monitor fails at its deadline; it serves again, none lost"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    trial.rows()
    node.command("pkill", "-STOP", "-x", "postgres", check=True)
    client.wait_for_commit(agents.lab, time.time() + 1, HUNG_SECONDS)
    if agents.active() == trial.active:
        return trial.close("restarted", trial.active, outage=True)
    # Without systemd the old node can't reset itself: it waits for this. What the database still has to
    # write the array refuses.
    node.command("pkill", "-CONT", "-x", "postgres", check=True)
    return _moved(agents, trial)


def _moved(agents, trial):
    """One move to the standby: a switchover if the group could be stopped, else a takeover."""
    check_equal(agents.wait_formed(trial.formed_seconds), trial.standby, "active node at the end")
    _, takeovers, switchovers = trial.moves()
    check_equal(takeovers + switchovers, 1, "moves")
    seen = "taken over" if takeovers else "moved by switchover"
    return trial.close(seen, trial.standby, takeovers, switchovers)


CASES = {
    "machine-check": machine_check,
    "hogged": hogged,
    "database-killed": database_killed,
    "database-gone": database_gone,
    "database-hung": database_hung,
}
