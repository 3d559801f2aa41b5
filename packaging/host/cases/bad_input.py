"""Bad input of every kind: each gets its clear answer and changes nothing."""

import json
import os
import random
import re
import shutil
import socket
import struct
import time

from lab import jolokia, linux, site, snmp
from lab.agents import LAUNCHER
from lab.database import write_secret
from lab.laboratory import wait_for
from lab.report import check, check_equal
from lab.site_file import MAX_MOVES, PAIR

from .trial import Trial

DEAD_SECONDS = 4.2
USAGE = 2
GARBAGE = 400
HEARTBEAT_PORT = 7801
SNMP_PORT = 1161


def _copy_of_the_site(agents, name):
    folder = agents.lab.run.folder / name
    shutil.copytree(agents.site_file.folder, folder)
    return folder


def _replaced(old, new):
    def change(folder):
        path = folder / "site.yaml"
        text = path.read_text()
        check(old in text, f"the site file has no {old!r}")
        path.write_text(text.replace(old, new, 1))
    return change


def _open_secret(folder):
    (folder / "secrets" / "ops.auth").chmod(0o644)


def _no_secret(folder):
    (folder / "secrets" / "cluster.key").unlink()


# What is wrong, how it is made, and words that the answer must have.
_BAD_FILES = (
    ("broken YAML", _replaced("pairs:\n", "pairs: [\n"), ("not YAML",)),
    ("an unknown key", _replaced("max-moves", "max-mooves"), ("max-mooves", "max-moves")),
    ("an incoherent time", _replaced("timings: balanced",
                                     "timings: {base: balanced, dead-time: 1s}"),
     ("dead-time", "4200 ms")),
    ("a secret that others can read", _open_secret, ("ops.auth", "0600")),
    ("a secret that is missing", _no_secret, ("cluster.key", "keygen")),
    ("a node that is unknown", _replaced("nodes: [blade1, vpe1]", "nodes: [blade1, vpe9]"),
     ("vpe9", "blade1, vpe1")),
)


def bad_site_files_are_refused(agents):
    """bad site files: file, line and column, what was read, what is allowed; exit status 2"""
    for number, (what, change, words) in enumerate(_BAD_FILES):
        folder = _copy_of_the_site(agents, f"bad-{number}")
        change(folder)
        path = folder / "site.yaml"
        done = agents.cli("vpe1", "check-config", "--config", path, "--node", "vpe1")
        said = done.stdout + done.stderr
        check_equal(done.returncode, USAGE, f"exit status for {what}: {said}")
        for word in words:
            check(word in said, f"{what}: the answer does not name {word}: {said}")
        check(re.search(rf"^{re.escape(str(path))}:\d+:\d+: ", said, re.MULTILINE),
              f"{what}: the answer does not begin with file, line and column: {said}")
        check("Exception" not in said and "\tat " not in said, f"{what}: a stack trace: {said}")
    done = agents.cli("vpe1", "check-config", "--config", agents.site_file.path, "--node", "vpe1")
    check_equal(done.returncode, 0, f"exit status for the good file: {done.stdout}{done.stderr}")


def a_second_agent_is_refused(agents):
    """a second agent on one node: its ports are in use, it says so and ends; the first goes on"""
    trial = Trial(agents)
    done = agents.lab.nodes[trial.standby].command(
        str(LAUNCHER), "agent", "--config", str(agents.site_file.path), "--node", trial.standby,
        timeout=30)
    said = done.stdout + done.stderr
    check(done.returncode not in (0, 1), f"exit status {done.returncode}: {said}")
    check("in use" in said, f"the answer does not say that something is in use: {said}")
    trial.end()


def a_missing_device_is_named(agents):
    """a device that is missing: the agent names it, in its log and as the cause of no readiness"""
    trial = Trial(agents)
    node = agents.lab.nodes[trial.standby]
    beat = f"{site.LUN_FOLDER}/beat"
    agents.stop(trial.standby)
    number = os.stat(json.loads((node.folder / "loops.json").read_text())["beat"]).st_rdev
    node.command("rm", beat, check=True)
    agents.start(trial.standby)
    wait_for(lambda: beat in agents.pair(trial.active)["NotReadyDetail"], 30,
             f"the active to say that the standby lacks {beat}")
    check_equal(agents.get(trial.active, "hotpairPairReady", PAIR), "false", "readiness")
    said = (node.folder / "agent.log").read_text()
    check(re.search(f"WARN.*{beat}", said), f"the agent's log does not name {beat}: {said}")
    node.command("mknod", "-m", "600", beat, "b", str(os.major(number)), str(os.minor(number)),
                 check=True)
    trial.end()


def a_wrong_cluster_key_changes_nothing(agents):
    """a wrong cluster key: its datagrams are counted and dropped, nobody moves or is fenced"""
    trial = Trial(agents)
    folder = _copy_of_the_site(agents, "wrong-key")
    write_secret(folder / "secrets" / "cluster.key", os.urandom(32).hex() + "\n")
    agents.stop(trial.standby)
    before = int(agents.get(trial.active, "hotpairAgentRejectedDatagrams"))
    agents.start(trial.standby, config=folder / "site.yaml")
    wait_for(lambda: int(agents.get(trial.active, "hotpairAgentRejectedDatagrams")) > before + 3,
             20, "rejected datagrams to be counted")
    time.sleep(3 * DEAD_SECONDS)  # the time in which it would fence or move, were it to
    check_equal(trial.fenced(), 0, "fencing by a node with a wrong key")
    check_equal(agents.pair(trial.active)["State"], "active", "state of the active")
    agents.stop(trial.standby)
    agents.start(trial.standby)
    trial.end()


def a_different_configuration_is_not_armed(agents):
    """a node with another site file: both say that the configurations differ, nothing moves"""
    trial = Trial(agents)
    folder = _copy_of_the_site(agents, "other-site")
    _replaced(f"max-moves: {MAX_MOVES}", f"max-moves: {MAX_MOVES - 1}")(folder)
    agents.stop(trial.standby)
    agents.start(trial.standby, config=folder / "site.yaml")
    wait_for(lambda: agents.pair(trial.active)["NotReadyCause"] == "configurationDiffers", 30,
             "the active to say that the configurations differ")
    check_equal(agents.get(trial.active, "hotpairPairReady", PAIR), "false", "readiness")
    agents.stop(trial.standby)
    agents.start(trial.standby)
    trial.end()


def garbage_datagrams_change_nothing(agents):
    """garbage, as a stranger and in the peer's name: counted where it names the peer, no change"""
    trial = Trial(agents)
    before = {node: int(agents.get(node, "hotpairAgentRejectedDatagrams")) for node in site.NODES}
    garbage = random.Random(7801)  # a fixed seed: the same garbage in every run
    thrown = [(garbage.choice(site.NODES), garbage.choice((HEARTBEAT_PORT, SNMP_PORT)),
               garbage.randbytes(garbage.choice((0, 1, 17, 64, 200, 1400))))
              for _ in range(GARBAGE)]
    linux.in_network_namespace(
        agents.lab.run.namespace_path("client"), lambda: _throw(thrown))
    for node in site.NODES:
        forged = sum(1 for to, port, _ in thrown if (to, port) == (node, HEARTBEAT_PORT))
        wait_for(lambda node=node, forged=forged: int(
            agents.get(node, "hotpairAgentRejectedDatagrams")) >= before[node] + forged, 10,
            f"{forged} forged datagrams to be counted on {node}")
    trial.end()


def _throw(thrown):
    """Sends each datagram twice: as the client, and with the peer's address and port forged."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as honest, \
            socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as forging:
        for node, port, data in thrown:
            time.sleep(0.002)  # slowly enough that no receive buffer is full
            target = site.PUBLIC[node]
            honest.sendto(data, (target, port))
            sender = site.PUBLIC[site.other(node)]
            length = 8 + len(data)
            header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + length, 0, 0, 64,
                                 socket.IPPROTO_UDP, 0, socket.inet_aton(sender),
                                 socket.inet_aton(target))
            forging.sendto(header + struct.pack("!HHHH", HEARTBEAT_PORT, port, length, 0) + data,
                           (target, 0))


def _is_refused(ask, words, what):
    try:
        ask()
    except (snmp.Refused, jolokia.Refused) as refusal:
        check(any(word in str(refusal) for word in words),
              f"{what}: refused, but with {refusal}; expected one of {words}")
        return
    raise AssertionError(f"{what} was accepted")


def orders_that_must_be_refused(agents):
    """stale lock, wrong role, unknown pair or target, wrong password: refused, nothing moves"""
    trial = Trial(agents)
    asked, target, address = trial.active, trial.standby, site.PUBLIC[trial.active]
    lock = int(agents.managers["ops"].get(address, "hotpairControlLock", PAIR))
    _is_refused(lambda: agents.order_by_snmp(asked, target, "bad-1", lock=(lock + 5) % 2**31),
                ("inconsistentValue",), "a SET with a stale lock")
    _is_refused(lambda: agents.order_by_snmp(asked, target, "bad-2", user="look", lock=lock),
                ("noAccess", "authorizationError"), "a SET by a user who may only read")
    _is_refused(lambda: agents.order_by_snmp(asked, "nobody", "bad-3", lock=lock),
                ("inconsistentValue", "wrongValue", "badValue"), "a SET with an unknown target")
    _is_refused(lambda: agents.managers["ops"].set(
        address, ("hotpairControlAction", "nopair", "i", 2)),
        ("noCreation", "notWritable", "inconsistentName", "noAccess"), "a SET for an unknown pair")
    _is_refused(lambda: agents.managers["ops"].set(
        address, ("hotpairControlForce", PAIR, "i", 1)),
        ("noAccess", "authorizationError"), "force by a user who may not force")
    _is_refused(lambda: agents.order_by_jolokia(asked, target, "bad-4", user="look"),
                ("403", "HTTP 401", "HTTP 403"), "a Jolokia call by a user who may only read")
    wrong = jolokia.Jolokia(agents.lab.run, asked, "ops", "guessed")
    _is_refused(lambda: wrong.post({"type": "version"}), ("HTTP 401",), "a wrong password")
    done = agents.cli(asked, "switchover", "nopair", "--to", target)
    check(done.returncode in (2, 4), f"CLI, unknown pair: status {done.returncode}: {done.stderr}")
    done = agents.cli(asked, "switchover", PAIR, "--to", asked, "--request-id", "bad-5", "--wait")
    check_equal(done.returncode, 4, f"CLI, target that is active: {done.stdout}{done.stderr}")
    check_equal(agents.active(), trial.active, "active node")
    trial.end()


CASES = (
    bad_site_files_are_refused,
    a_second_agent_is_refused,
    garbage_datagrams_change_nothing,
    orders_that_must_be_refused,
    a_missing_device_is_named,
    a_wrong_cluster_key_changes_nothing,
    a_different_configuration_is_not_armed,
)
