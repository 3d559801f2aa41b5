"""`hotpair validate --lun` on a real target, before any agent runs there."""

import json

from lab import site
from lab.laboratory import wait_for
from lab.report import check, check_equal
from lab.site_file import PAIR

from ..agents import CONFIGURATION
from ..trial import Row

SECONDS = 120


def _trial(agents, node):
    """(exit status, findings) of the trial of the pair's LUN on this node."""
    done = agents.cli(node, "validate", "--config", CONFIGURATION, "--node", node,
                      "--lun", f"{PAIR}/data", "--force", "--json", timeout=SECONDS)
    check(done.stdout.startswith("{"),
          f"validate gave {done.returncode}: {done.stdout}{done.stderr}")
    findings = json.loads(done.stdout)["findings"]
    for found in findings:
        print(f"      {found['verdict']}  {found['subject']}: {found['text']}", flush=True)
    return done.returncode, findings


def _is_free(reservation):
    return reservation is None or not reservation.keys and reservation.holder is None


def good_target(agents):
    """validate --lun: LIO passes, and nothing is left behind at the array"""
    for node in site.NODES:
        status, findings = _trial(agents, node)
        check_equal((status, [found["text"] for found in findings if found["verdict"] == "fail"]),
                    (0, []), f"exit status and failures on {node}")
        wait_for(lambda: _is_free(agents.lab.target_log.reservation()), 10,
                 f"the array to say that nothing was left behind by {node}")
    left_out = sum("not tried" in found["text"] for found in findings)
    return Row(f"{len(findings)} checks, none failed"
               + (f", {left_out} left out" if left_out else " or left out"))


def two_ways(agents):
    """validate --lun, two ways: all is tried, and LIO is found to go by initiators"""
    row = good_target(agents)
    check(row.seen.endswith("none failed or left out"), f"left out, with two ways: {row.seen}")
    _, findings = _trial(agents, site.NODES[0])
    warned = [found["text"] for found in findings if found["verdict"] == "warn"]
    check(len(warned) == 2 and all("one initiator" in text for text in warned), f"warned: {warned}")
    return Row("tried, goes by initiators")


def lacking_target(agents):
    """validate --lun: tgt fails, with what it lacks and what to do"""
    status, findings = _trial(agents, site.NODES[0])
    failed = [found for found in findings if found["verdict"] == "fail"]
    check_equal(status, 1, "exit status")
    check(failed and all(found["advice"] for found in failed), f"failures with advice: {findings}")
    return Row(f"fails: {failed[0]['text']}")
