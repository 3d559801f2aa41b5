"""One to many: two big servers stand by for six blades; what a server's loss and two blades' mean."""

import os
import time

from lab import plant, site
from lab.laboratory import Laboratory, wait_for
from lab.report import check, check_equal

from .trial import detail

START_SECONDS = 120
SEEN_SECONDS = 15
MOVE_SECONDS = 40
HOLD_SECONDS = 6  # above the dead time: in it a move would show, were one to come


def all_pairs_form(lab_plant):
    """twelve agents form eight pairs on one site file: six with a blade each, one of two guests"""
    seconds = lab_plant.start_all(START_SECONDS)
    for pair, (preferred, _) in plant.PAIRS.items():
        check_equal(lab_plant.wait_formed(pair, START_SECONDS), preferred, f"active node of {pair}")
    detail(f"{len(plant.NODES)} agents and {len(plant.PAIRS)} pairs after {seconds:.0f} s")


def two_nodes_on_one_machine(lab_plant):
    """a pair whose two nodes run on one server: both tell an alarm, and validate fails with it"""
    for node in plant.PAIRS["close"]:
        wait_for(lambda node=node: _placement(lab_plant, node, "close") == "degraded",
                 SEEN_SECONDS, f"{node} to say that both nodes of close run on one machine")
    told = wait_for(lambda: _placement_alarms(lab_plant), SEEN_SECONDS, "both alarms")
    check_equal({record["hotpairEventNode"] for record in told}, set(plant.PAIRS["close"]),
                "who told of it")
    detail(f"one says: {told[0]['hotpairEventText']}")
    for node in plant.PAIRS["guests"]:
        check_equal(_placement(lab_plant, node, "guests"), "ok", f"placement of guests by {node}")
    done = lab_plant.validate(plant.PAIRS["close"][0])
    check_equal(done.returncode, 1, f"exit status of validate ({done.stderr})")
    said = [line for line in done.stdout.splitlines() if "hosts of close" in line]
    check(said and "fail" in said[0].lower() and "big2" in said[0],
          f"validate says of the hosts: {said}")
    detail(f"validate says: {' '.join(said[0].split())}")


def _placement(lab_plant, node, pair):
    return (lab_plant.health(node, f"placement-{pair}") or {}).get("Verdict")


def _placement_alarms(lab_plant):
    told = [record for record in lab_plant.told("hotpairHealthDegraded", 0)
            if "placement-close" in record["hotpairEventText"]]
    return told if len(told) >= 2 else None


def a_standby_host_dies(lab_plant):
    """a server with three standbys dies: nothing moves, and each active says why it is not protected"""
    lost = [node for node, host in plant.HOSTS.items() if host == "big1"]
    left = [node for node in plant.NODES if node not in lost]
    moves = {node: lab_plant.moves(node) for node in left}
    before = len(lab_plant.receiver.received())
    fencings = len(lab_plant.lab.fencings())
    cut = time.monotonic()
    lab_plant.cut(lost)
    bereaved = {pair: plant.other(pair, node) for node in lost for pair in plant.pairs_of(node)}
    _wait_not_ready(lab_plant, bereaved)
    seconds = time.monotonic() - cut
    alarms = wait_for(
        lambda: _readiness_alarms(lab_plant, before, len(bereaved)), SEEN_SECONDS,
        f"{len(bereaved)} readiness alarms")
    time.sleep(HOLD_SECONDS)
    check_equal(len(lab_plant.told("hotpairReadinessLost", before)), len(bereaved),
                "readiness alarms in all")
    check_equal({alarm["hotpairEventPair"]: alarm["hotpairEventNode"] for alarm in alarms},
                bereaved, "who says of which pair that it is not protected")
    for alarm in alarms:
        check_equal(alarm["hotpairEventNewState"], "notHeard", "the cause that an alarm names")
        check(plant.other(alarm["hotpairEventPair"], alarm["hotpairEventNode"])
              in alarm["hotpairEventText"], f"an alarm does not name the standby: {alarm}")
    check_equal({node: lab_plant.moves(node) for node in left}, moves, "moves by node")
    check_equal(len(lab_plant.lab.fencings()), fencings, "nodes that were switched off")
    for pair, node in bereaved.items():
        check_equal(lab_plant.state(node, pair), "active", f"state of {pair} on {node}")
    detail(f"no pair moved; {len(alarms)} alarms, the last cause shown after {seconds:.1f} s;"
           f" one says: {alarms[0]['hotpairEventText']}")
    for node in lost:
        lab_plant.start(node)
    for pair, node in bereaved.items():
        lab_plant.wait_formed(pair, START_SECONDS, active=node)


def _wait_not_ready(lab_plant, bereaved):
    for pair, node in bereaved.items():
        wait_for(lambda pair=pair, node=node:
                 (lab_plant.row(node, pair) or {}).get("NotReadyCause") == "notHeard",
                 SEEN_SECONDS, f"{node} to say that the standby of {pair} is not heard")


def _readiness_alarms(lab_plant, before, count):
    alarms = lab_plant.told("hotpairReadinessLost", before)
    return alarms if len(alarms) >= count else None


def two_blades_of_one_standby_host_fail(lab_plant):
    """two blades with their standbys on one server fail at one moment: both move, the others stay"""
    lost = plant.BLADES[:2]
    moving = {pair: plant.other(pair, blade) for blade in lost for pair in plant.pairs_of(blade)}
    staying = {pair: lab_plant.wait_formed(pair, START_SECONDS)
               for pair in plant.PAIRS if pair not in moving}
    moves = {node: lab_plant.moves(node) for node in plant.NODES if node not in lost}
    before = len(lab_plant.receiver.received())
    cut = time.monotonic()
    lab_plant.cut(lost)
    for pair, standby in moving.items():
        lab_plant.wait_active(standby, pair, MOVE_SECONDS)
    seconds = time.monotonic() - cut
    told = wait_for(lambda: _takeovers(lab_plant, before, set(moving)), SEEN_SECONDS,
                    "both takeovers to be notified")
    check_equal({record["hotpairEventPair"]: record["hotpairEventNode"] for record in told},
                moving, "who told of which takeover")
    for node, count in moves.items():
        check_equal(lab_plant.moves(node) - count, int(node in moving.values()),
                    f"moves that {node} has counted")
    for pair, node in staying.items():
        check_equal(lab_plant.state(node, pair), "active", f"state of {pair} on {node}")
    detail(f"both are served again {seconds:.1f} s after the blades lost power")
    for blade in lost:
        lab_plant.start(blade)
    for pair, standby in moving.items():
        lab_plant.wait_formed(pair, START_SECONDS, active=standby)


def _takeovers(lab_plant, before, pairs):
    told = lab_plant.told("hotpairTakeoverCompleted", before)
    return told if {record["hotpairEventPair"] for record in told} >= pairs else None


def a_guest_takes_over_from_a_guest(lab_plant):
    """the active of two guests on different servers loses power: the other serves"""
    active, standby = plant.PAIRS["guests"]
    work = next(pair for pair in plant.pairs_of(active) if pair != "guests")
    cut = time.monotonic()
    lab_plant.cut([active])
    lab_plant.wait_active(standby, "guests", MOVE_SECONDS)
    detail(f"served again after {time.monotonic() - cut:.1f} s")
    check_equal(lab_plant.state(plant.other(work, active), work), "active",
                f"state of {work}, whose standby it was")
    lab_plant.start(active)
    lab_plant.wait_formed("guests", START_SECONDS, active=standby)


CASES = (all_pairs_form, two_nodes_on_one_machine, a_standby_host_dies, two_blades_of_one_standby_host_fail,
         a_guest_takes_over_from_a_guest)


def run(report):
    """Builds the plant and runs its cases; what comes after a failure has no ground to stand on."""
    with Laboratory(f"plant{os.getpid()}", with_database=False, shape=plant.shape()) as lab:
        lab_plant = plant.Plant(lab)
        for case in CASES:
            sentence = case.__doc__.splitlines()[0]
            if not report.case(sentence, lambda case=case: case(lab_plant)):
                _print_logs(lab)
                return


def _print_logs(lab, lines=12):
    for node in plant.NODES:
        path = site.Run.node_folder(lab.run, node) / "agent.log"
        if path.exists():
            print(f"      --- the end of {node}'s agent log")
            for line in path.read_text(errors="replace").splitlines()[-lines:]:
                print(f"      {line}")
