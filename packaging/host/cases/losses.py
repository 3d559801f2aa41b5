"""What a pair loses without a power cut of the active: networks, the standby, the LUN, both nodes."""

import time

from lab import client, network, site
from lab.laboratory import wait_for
from lab.report import check, check_equal
from lab.site_file import PAIR

from .networks import HOLD_SECONDS, MOVE_SECONDS, PATH_SECONDS, path_state
from .trial import Trial, detail, milliseconds

RETURN_SECONDS = 90


def _wait_paths(agents, kinds, state):
    for node in site.NODES:
        for kind in kinds:
            wait_for(lambda node=node, kind=kind: path_state(agents, node, kind) == state,
                     PATH_SECONDS, f"the {kind} path to be {state} on {node}")


def the_public_network_lost_for_both(agents):
    """the public network lost for both: nothing moves, for the peer has it no better"""
    trial = Trial(agents)
    for node in site.NODES:
        network.pull_public_cable(agents.lab.run, node)
    try:
        _wait_paths(agents, ["public"], "down")
        time.sleep(HOLD_SECONDS)  # the time in which a move would show, were one to come
        check_equal(agents.get(trial.active, "hotpairPairState", PAIR), "active", "the active")
    finally:
        for node in site.NODES:
            network.plug_public_cable(agents.lab.run, node)
    _wait_paths(agents, ["public"], "up")
    trial.end(cut_off=True)


def both_networks_lost_and_the_beat_fresh(agents):
    """both networks cut between the nodes, the disk beat fresh: no move; a switchover by disk works"""
    trial = Trial(agents)
    network.cut_between_nodes(agents.lab.run)
    try:
        _wait_paths(agents, ["private", "public"], "down")
        time.sleep(HOLD_SECONDS)  # the time in which a takeover would show, were one to come
        check_equal(agents.active(), trial.active, "active node while only the disk joins them")
        _wait_paths(agents, ["disk"], "up")
        check_equal(trial.moves(), (0, 0, 0), "moves")
        ordered = time.time()
        agents.order_by_cli(trial.active, trial.standby, "by-disk")
        agents.wait_active(trial.standby, MOVE_SECONDS)
        client.wait_for_commit(agents.lab, time.time(), MOVE_SECONDS)
        detail("outage for the client in the switchover by disk: "
               + milliseconds(client.commit_outage(agents.lab, ordered)))
    finally:
        network.join_nodes(agents.lab.run)
    _wait_paths(agents, ["private", "public"], "up")
    trial.end(switchovers=1)


def the_active_isolated(agents):
    """the active loses all its cables: it stops by itself, the peer serves, and nobody is fenced"""
    trial = Trial(agents)
    cut = time.time()
    network.pull_crossover(agents.lab.run, trial.active)
    network.pull_public_cable(agents.lab.run, trial.active)
    try:
        agents.wait_active(trial.standby, MOVE_SECONDS)
        client.wait_for_commit(agents.lab, cut + 0.1, MOVE_SECONDS)
        detail(f"outage for the client: {milliseconds(client.commit_outage(agents.lab, cut))}")
    finally:
        network.plug_crossover(agents.lab.run, trial.active)
        network.plug_public_cable(agents.lab.run, trial.active)
    check_equal(agents.wait_formed(MOVE_SECONDS), trial.standby, "active node after the return")
    trial.end(takeovers=None, cut_off=True)
    check_equal(trial.moves()[0], 1, "failovers")


def the_standby_lost(agents):
    """the standby loses power: the group stays, nobody is fenced, readiness says why"""
    trial = Trial(agents)
    agents.lab.nodes[trial.standby].power("cut")
    wait_for(lambda: agents.pair(trial.active)["NotReadyCause"] == "notHeard", PATH_SECONDS,
             "the active to say that its standby is not heard")
    check_equal(agents.get(trial.active, "hotpairPairReady", PAIR), "false", "readiness")
    time.sleep(HOLD_SECONDS)  # the time in which it would fence, were it to
    check_equal(agents.pair(trial.active)["State"], "active", "state of the active")
    check_equal(trial.fenced(), 0, "nodes switched off by an active without a standby")
    agents.power_on(trial.standby)
    check_equal(agents.wait_formed(RETURN_SECONDS), trial.active, "active node after the return")
    trial.end()


def the_active_loses_the_lun(agents):
    """the active alone loses its LUN: the peer serves, and every acknowledged row is there"""
    trial = Trial(agents)
    lab = agents.lab
    lost = time.time()
    for lun in site.LUNS:
        lab.nodes[trial.active].lose_lun(lun)
    try:
        agents.wait_active(trial.standby, RETURN_SECONDS)
        client.wait_for_commit(lab, lost + 0.1, MOVE_SECONDS)
    finally:
        if lab.nodes[trial.active].is_on():
            for lun in site.LUNS:
                lab.nodes[trial.active].find_lun(lun)
    detail(f"outage for the client: {milliseconds(client.commit_outage(lab, lost))};"
           f" the peer was fenced {trial.fenced()} times;"
           f" reason: {agents.pair(trial.standby)['LastMoveReason']}")
    if not lab.nodes[trial.active].is_on():
        agents.power_on(trial.active)
    check_equal(agents.wait_formed(RETURN_SECONDS), trial.standby, "active node after the return")
    trial.end(takeovers=None, fencings=None, cut_off=True)
    check_equal(trial.moves()[0], 1, "failovers")


def _lose(agents, luns):
    for node in site.NODES:
        for lun in luns:
            agents.lab.nodes[node].lose_lun(lun)


def _find(agents, luns):
    for node in site.NODES:
        if agents.lab.nodes[node].is_on():
            for lun in luns:
                agents.lab.nodes[node].find_lun(lun)


def both_lose_the_lun(agents):
    """both nodes lose the LUN: nothing moves and nobody is fenced; it serves again when the LUN is back"""
    trial = Trial(agents)
    lost = time.time()
    _lose(agents, site.LUNS)
    try:
        _wait_paths(agents, ["disk"], "down")
        for node in site.NODES:
            wait_for(lambda node=node: not agents.pair(node)["Ready"], PATH_SECONDS,
                     f"{node} to say that the pair is not protected")
        time.sleep(HOLD_SECONDS)  # the time in which a move would show, were one to come
        check_equal(trial.moves()[1], 0, "takeovers while nobody had the LUN")
        check_equal(trial.fenced(), 0, "nodes switched off while nobody had the LUN")
        check_equal(agents.pair(trial.standby)["State"], "standby", "state of the standby")
    finally:
        _find(agents, site.LUNS)
    client.wait_for_commit(agents.lab, time.time(), RETURN_SECONDS)
    detail(f"outage for the client: {milliseconds(client.commit_outage(agents.lab, lost))}")
    detail(f"told: {', '.join(sorted(set(trial.kinds())))}")
    trial.end(takeovers=None, fencings=None)


def only_the_arbiter_lost(agents):
    """only the LUN of the beats lost, for both: the active serves on unprotected, and says so"""
    trial = Trial(agents)
    lost = time.time()
    _lose(agents, ["beat"])
    try:
        _wait_paths(agents, ["disk"], "down")
        wait_for(lambda: not agents.pair(trial.active)["Ready"], PATH_SECONDS,
                 "the active to say that it is not protected")
        time.sleep(HOLD_SECONDS)  # the time in which a move would show, were one to come
        client.wait_for_commit(agents.lab, time.time(), MOVE_SECONDS)
    finally:
        _find(agents, ["beat"])
    detail(f"longest pause for the client: {milliseconds(client.commit_outage(agents.lab, lost))}")
    check_equal(agents.wait_formed(RETURN_SECONDS), trial.active, "active node after the return")
    trial.end()


def both_nodes_rebooted(agents):
    """both nodes lose power and come back: the last owner serves again, with every row"""
    trial = Trial(agents)
    for node in (trial.active, trial.standby):
        agents.lab.nodes[node].power("cut")
    for node in site.NODES:
        agents.power_on(node)
    check_equal(agents.wait_formed(RETURN_SECONDS), trial.active, "active node after both booted")
    trial.end(takeovers=None, fencings=None, cut_off=True)


def one_boots_alone(agents):
    """both lose power and only the last standby boots: it proves the other off, and serves"""
    trial = Trial(agents)
    for node in (trial.active, trial.standby):
        agents.lab.nodes[node].power("cut")
    agents.power_on(trial.standby)
    agents.wait_active(trial.standby, RETURN_SECONDS)
    client.wait_for_commit(agents.lab, time.time(), MOVE_SECONDS)
    check(trial.fenced() >= 1, "it served without asking for the other's power")
    agents.power_on(trial.active)
    check_equal(agents.wait_formed(RETURN_SECONDS), trial.standby, "active node after the return")
    trial.end(takeovers=None, fencings=None, cut_off=True)


CASES = (
    the_public_network_lost_for_both,
    both_networks_lost_and_the_beat_fresh,
    the_active_isolated,
    the_standby_lost,
    the_active_loses_the_lun,
    both_lose_the_lun,
    only_the_arbiter_lost,
    both_nodes_rebooted,
    one_boots_alone,
)
