"""Fencing through real IPMI sessions: fence_ipmilan from Debian, a simulated controller a node."""

import signal
import time

from lab import bmc, client
from lab.laboratory import wait_for
from lab.report import check, check_equal

from . import agent_trouble
from .trial import Trial, detail

# Dead time, the level's deadline, and time to tell.
GIVEN_UP_SECONDS = agent_trouble.DEAD_SECONDS + 30


def a_silent_node_is_switched_off_by_its_controller(agents):
    """a silent node is switched off over IPMI, seen off, taken over, and switched on over IPMI"""
    trial = Trial(agents)
    lab = agents.lab
    lab.nodes[trial.active].signal_unit(signal.SIGSTOP)
    agents.wait_active(trial.standby, agent_trouble.TAKEOVER_SECONDS)
    client.wait_for_commit(lab, time.time(), 20)
    check_equal(lab.nodes[trial.active].power("status"), "off", "power of the silent node")
    level = (trial.active, 1)
    check_equal(agents.get(trial.standby, "hotpairFenceAgent", *level), bmc.AGENT, "fence agent")
    check_equal(agents.get(trial.standby, "hotpairFenceStatus", *level), "off",
                "what the controller said last")
    for action, status, what in (("status", 2, "a node that is off"), ("on", 0, "switching it on"),
                                 ("status", 0, "a node that is on")):
        check_equal(_ask(agents, trial.standby, trial.active, action), status,
                    f"{bmc.AGENT}'s exit status: {what}")
    agents.start(trial.active)
    check_equal(agents.wait_formed(60), trial.standby, "active node after the return")
    events = trial.end(takeovers=1, fencings=None)
    _explain(agents, trial.standby, next(
        key for key, row in events.items() if row["hotpairEventKind"] == "takeoverCompleted"))
    for node in (trial.active, trial.standby):
        _validate(agents, node)


def _explain(agents, node, event):
    """The move's record tells what was done, and the rules decide the same upon it again."""
    done = agents.cli(node, "explain", event, "--replay", timeout=60)
    check_equal(done.returncode, 0, f"hotpair explain {event}: {done.stdout[-2000:]}{done.stderr}")
    for words in ("FencePeer", "ClaimGuard", "StartResource", "replayed: the same decision"):
        check(words in done.stdout, f"hotpair explain does not tell {words}: {done.stdout[-3000:]}")
    detail(f"hotpair explain {event}: {len(done.stdout.splitlines())} lines, replays to the same")


def _validate(agents, node):
    """Nothing fails on a pair that is well, with the agents running."""
    done = agents.cli(node, "validate", "--config", agents.site_file.path, "--node", node,
                      timeout=90)
    check_equal(done.returncode, 0, f"hotpair validate: {done.stdout}{done.stderr}")
    detail(f"hotpair validate on {node}: {done.stdout.splitlines()[-1]}")


def _ask(agents, node, target, action):
    """Runs the fence agent by hand inside a node; gives its exit status."""
    password = (agents.lab.run.secrets / f"bmc-{target}").read_text().strip()
    given = bmc.parameters(target) | {"action": action, "password": password}
    done = agents.lab.nodes[node].command(
        bmc.AGENT, text="".join(f"{name}={value}\n" for name, value in given.items()))
    return done.returncode


def without_its_controller_nothing_is_taken_over(agents):
    """a controller that does not answer proves nothing: the standby takes nothing over"""
    trial = Trial(agents)
    lab = agents.lab
    agents.controllers.stop()
    node = lab.nodes[trial.active]
    node.signal_unit(signal.SIGSTOP)
    try:
        wait_for(lambda: _failed_takeovers(trial), GIVEN_UP_SECONDS,
                 "the standby to say that it can't take over")
        check((agents.pair(trial.standby) or {}).get("State") != "active",
              "the standby became active though nothing said that the other node is off")
        check_equal(node.power("status"), "on", "power of the silent node")
    finally:
        agents.controllers.start()
        node.signal_unit(signal.SIGCONT)
    detail(_failed_takeovers(trial)[0]["hotpairEventText"])
    trial.end()


def _failed_takeovers(trial):
    # Of the standby alone: the other node's agent stands still.
    return [row for row in trial.agents.events(trial.standby)
            if row["hotpairEventId"] not in trial.events
            and row["hotpairEventKind"] == "takeoverFailed"]


CASES = (
    a_silent_node_is_switched_off_by_its_controller,
    without_its_controller_nothing_is_taken_over,
)
