"""The laboratory proves itself first, without an agent: what it is built to see, it does see."""

import subprocess
import time

from lab import client, database, group, network, site
from lab.laboratory import wait_for
from lab.report import check, check_equal

FENCE_AGENT = site.HOST_FOLDER / "fence_lab"
ROWS_BEFORE_THE_CUT = 200


def fence(run, text, path=None):
    """Runs the fence agent with these parameters on standard input."""
    text += f"path={path or run.power_socket}\n"
    return subprocess.run([str(FENCE_AGENT)], input=text, capture_output=True, text=True,
                          timeout=30)


def the_fence_agent_answers_as_the_standard_says(lab):
    """the fence agent answers as the standard says, and unknown is never success"""
    run = lab.run
    expected = [
        ("action=metadata\n", 0), ("action=monitor\n", 0), ("action=status\nplug=vpe1\n", 0),
        ("action=off\nplug=vpe1\n", 0), ("action=status\nplug=vpe1\n", 2),
        ("action=off\nport=vpe1\n", 0), ("action=reboot\nplug=vpe1\n", 0),
        ("action=status\nplug=vpe1\n", 0), ("action=status\nplug=nobody\n", 1),
        ("action=off\n", 1), ("action=melt\nplug=vpe1\n", 1),
    ]
    for text, status in expected:
        done = fence(run, text)
        check_equal(done.returncode, status, f"exit status for {text!r} ({done.stderr.strip()})")
    done = fence(run, "action=status\nplug=vpe1\n", path=run.folder / "nobody.sock")
    check_equal(done.returncode, 1, "exit status without a power daemon")


def a_pulled_cable_takes_the_carrier(lab):
    """a pulled cable takes the carrier from the other end, and gives it back"""

    def carrier(node, link, expected):
        read = lab.nodes[node].command("cat", f"/sys/class/net/{link}/carrier")
        return read.stdout.strip() == expected

    network.pull_crossover(lab.run, "vpe1")
    network.pull_public_cable(lab.run, "blade1")
    for link in (site.PRIVATE_LINK, site.PUBLIC_LINK):
        wait_for(lambda link=link: carrier("blade1", link, "0"), 2, f"{link} without carrier")
    network.plug_crossover(lab.run, "vpe1")
    network.plug_public_cable(lab.run, "blade1")
    for link in (site.PRIVATE_LINK, site.PUBLIC_LINK):
        wait_for(lambda link=link: carrier("blade1", link, "1"), 2, f"{link} with carrier")


def _cut_and_start_on(lab, active, standby):
    lab.nodes[active].power("cut")
    group.start(lab.nodes[standby])
    client.wait_for_commit(lab, time.time(), 15)
    lab.nodes[active].power("on")


def a_power_cut_loses_no_acknowledged_row(lab):
    """a power cut loses no acknowledged row (no agent: the group is moved by hand)"""
    group.start(lab.nodes["blade1"])
    client.start(lab)
    client.wait_for_rows(lab, ROWS_BEFORE_THE_CUT, 20)
    _cut_and_start_on(lab, "blade1", "vpe1")
    client.check_rows(lab)


def without_fsync_the_same_cut_loses_rows(lab):
    """with fsync=off the same power cut loses rows: the test above can fail"""
    database.set_fsync(lab.nodes["vpe1"], False)
    known = len(client.acknowledged(lab))
    client.wait_for_rows(lab, known + ROWS_BEFORE_THE_CUT, 20)
    try:
        _cut_and_start_on(lab, "vpe1", "blade1")
        missing = client.missing_rows(lab)
    except AssertionError:
        return  # the database did not even start: the cut was felt
    check(missing, "fsync was off and no acknowledged row is missing: the power cut cuts nothing")


def the_observer_sees_two_owners(lab):
    """the observer sees the LUN mounted on both nodes, and the address on both"""
    check_equal(lab.violations(), [], "violations before")
    for member in ("blade1", "vpe1"):
        node = lab.nodes[member]
        node.command("mkdir", "-p", "/srv/second", check=True)
        node.command("mount", "-o", "ro,noload", f"{site.LUN_FOLDER}/data", "/srv/second",
                     check=member == "vpe1")
        node.ocf("heartbeat:IPaddr2", "start", group.ADDRESS)
    seen = wait_for(lambda: len(lab.violations()) >= 2 and lab.violations(), 3, "two violations")
    check_equal({record["what"] for record in seen}, {"mount", "address"}, "what was seen twice")


CASES = (
    the_fence_agent_answers_as_the_standard_says,
    a_pulled_cable_takes_the_carrier,
    a_power_cut_loses_no_acknowledged_row,
    without_fsync_the_same_cut_loses_rows,
    the_observer_sees_two_owners,
)


def run(report, lab):
    """Runs these cases in the given laboratory, which is of no further use then."""
    for name in site.NODES:
        lab.nodes[name].power("on")
    lab.start("observer", "lab.observer", lab.run.prefix, ready=b"observer ready\n")
    for case in CASES:
        if not report.case(case.__doc__.splitlines()[0], lambda case=case: case(lab)):
            break
