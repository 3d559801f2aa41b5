"""The pair forms; one cable after the other is pulled."""

import time

from lab import client, network, site
from lab.agents import start_pair
from lab.laboratory import wait_for
from lab.report import check, check_equal
from lab.site_file import PAIR

from .trial import Trial, detail, milliseconds

DEAD_SECONDS = 4.2
PATH_SECONDS = 3 * DEAD_SECONDS
HOLD_SECONDS = 1.5 * DEAD_SECONDS
MOVE_SECONDS = 40
ROWS = 100


def the_pair_forms(agents):
    """two agents form the pair, the group starts on the preferred node, and a manager reads it"""
    active = start_pair(agents)
    check_equal(active, site.NODES[0], "active node of a pair that never ran")
    client.start(agents.lab)
    client.wait_for_rows(agents.lab, ROWS, 20)
    manager = agents.managers["look"]
    for node in site.NODES:
        row = manager.table(site.PUBLIC[node], "hotpairPairTable")[(PAIR,)]
        check_equal(row["hotpairPairRole"], "active" if node == active else "standby", "role")
        check_equal(row["hotpairPairActiveNode"], active, f"active node as {node} says")
        check_equal(row["hotpairPairReady"], "true", f"readiness as {node} says")
        lun = manager.table(site.PUBLIC[node], "hotpairLunTable")[(PAIR, "data")]
        check_equal(lun["hotpairLunOwner"], active, f"owner of the LUN as {node} says")
        paths = manager.table(site.PUBLIC[node], "hotpairPathTable")
        states = {row["hotpairPathState"] for row in paths.values()}
        check_equal((len(paths), states), (3, {"up"}), f"path states of {node}")


def path_state(agents, node, kind):
    """What this node says of a path: `up`, `down` or `unknown`."""
    number = {"private": 1, "public": 2, "disk": 3}[kind]
    return agents.get(node, "hotpairPathState", PAIR, number)


def _path_goes_down_and_up(trial, kind, pull, plug, while_down=lambda: None):
    agents = trial.agents
    pull()
    for node in site.NODES:
        wait_for(lambda node=node: path_state(agents, node, kind) == "down", PATH_SECONDS,
                 f"the {kind} path to be down on {node}")
    while_down()
    time.sleep(HOLD_SECONDS)  # the time in which a move would show, were one to come
    check_equal(agents.active(), trial.active, "active node while the cable is pulled")
    plug()
    for node in site.NODES:
        wait_for(lambda node=node: path_state(agents, node, kind) == "up", PATH_SECONDS,
                 f"the {kind} path to be up on {node}")
    events = trial.end(cut_off=kind == "public")
    for what in ("pathDown", "pathUp"):
        found = [row for row in events.values() if row["hotpairEventKind"] == what]
        check_equal({row["hotpairEventNode"] for row in found}, set(site.NODES),
                    f"nodes that reported {what}")


def the_crossover_alone_moves_nothing(agents):
    """the crossover cable pulled: both show the path down and notify it, nothing moves"""
    trial = Trial(agents)
    _path_goes_down_and_up(trial, "private",
                           lambda: network.pull_crossover(agents.lab.run, trial.standby),
                           lambda: network.plug_crossover(agents.lab.run, trial.standby))


def the_standbys_public_link_alone_moves_nothing(agents):
    """the standby's public link pulled: nothing moves, and readiness is gone, with the cause"""
    trial = Trial(agents)

    def readiness_is_gone():
        wait_for(lambda: agents.pair(trial.active)["NotReadyCause"] == "publicNetworkDown",
                 PATH_SECONDS, "the active to say that the standby's public network is down")
        check_equal(agents.get(trial.active, "hotpairPairReady", PAIR), "false", "readiness")

    _path_goes_down_and_up(trial, "public",
                           lambda: network.pull_public_cable(agents.lab.run, trial.standby),
                           lambda: network.plug_public_cable(agents.lab.run, trial.standby),
                           readiness_is_gone)


def the_actives_public_link_makes_a_switchover(agents):
    """the active's public link pulled: a switchover over the crossover, and nobody is fenced"""
    trial = Trial(agents)
    network.pull_public_cable(agents.lab.run, trial.active)
    pulled = time.time()
    try:
        agents.wait_active(trial.standby, MOVE_SECONDS)
        client.wait_for_commit(agents.lab, pulled + 0.5, MOVE_SECONDS)
        check_equal(agents.pair(trial.standby)["LastMoveReason"], "publicNetworkLost", "reason")
    finally:
        network.plug_public_cable(agents.lab.run, trial.active)
    events = trial.end(switchovers=1, cut_off=True)
    check("switchoverCompleted" in {row["hotpairEventKind"] for row in events.values()},
          "no switchoverCompleted was reported")
    detail(f"outage for the client: {milliseconds(client.commit_outage(agents.lab, pulled))}")


CASES = (
    the_pair_forms,
    the_crossover_alone_moves_nothing,
    the_standbys_public_link_alone_moves_nothing,
    the_actives_public_link_makes_a_switchover,
)
