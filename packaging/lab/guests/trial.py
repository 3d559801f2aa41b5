"""A case on a formed pair in guests: the host test's trial, judged at the array as well."""

import collections
import dataclasses
import re
import subprocess
import time

from cases.trial import Trial, detail
from lab import client, site
from lab.report import check, check_equal
from lab.site_file import PAIR

from . import plan, wiring

FORMED_SECONDS = 600
TOLD_SECONDS = 30
CHECK = site.PACKAGING.parent / "nagios-plugins" / "check_hotpair"
ASKED_SECONDS = 30
STEPS = re.compile(r"(\w+) (\d+) ms")


@dataclasses.dataclass
class Row:
    """A line of the closing table; None: not measured in this case."""

    seen: str
    seconds: dict = dataclasses.field(default_factory=dict)
    rows_lost: int | None = None
    intrusions: int | None = None


class GuestTrial(Trial):
    """Opened at a case's begin; `close` compares, and gives the row for the table."""

    formed_seconds = FORMED_SECONDS

    def __init__(self, agents):
        super().__init__(agents)
        client.wait_for_commit(self.lab, time.time(), FORMED_SECONDS)
        self.turns = self.lab.target_log.turns(self.began)

    def rows(self, count=50):
        """Waits until so many more rows were acknowledged: the group does work."""
        client.wait_for_rows(self.lab, len(client.acknowledged(self.lab)) + count, FORMED_SECONDS)

    def served_again(self, node, since):
        """Waits until `node` is active and a row was committed after `since`."""
        self.agents.wait_active(node, FORMED_SECONDS)
        client.wait_for_commit(self.lab, since, FORMED_SECONDS)

    def holder_is(self, node):
        """The array names this node as the LUN's holder."""
        check_equal(self.lab.target_log.reservation().holder, node, "holder by the array's word")

    def close(self, seen, active, takeovers=0, switchovers=0, outage=False):
        """The pair is formed, rows and moves are right, the array agrees; gives the row.

        `outage`: nothing moved, and clients waited all the same.
        """
        check_equal(self.agents.wait_formed(self.formed_seconds), active, "active node at the end")
        self.end(takeovers, switchovers, fencings=None, cut_off=True)
        self._tell()
        row = self.row(seen, active if takeovers + switchovers else None, takeovers + switchovers)
        if outage:
            row.seconds["outage"] = client.commit_outage(self.lab, self.began)
        return row

    def _tell(self):
        """Lists what was notified, and asks both nodes as a monitoring system would."""
        kinds = collections.Counter(self.kinds())
        detail("notified: " + ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
        command = ["ip", "netns", "exec", self.lab.run.namespace(wiring.HOST), str(CHECK),
                   "-m", "both", "-P", PAIR, "-t", str(ASKED_SECONDS),
                   # A guest that was stopped for a while has a clock that is behind.
                   "--max-age", "0", "--credentials", str(self.agents.managers["ops"].folder),
                   "-H", plan.MANAGE[site.NODES[0]], "--peer", plan.MANAGE[site.NODES[1]]]
        done = subprocess.run(command, capture_output=True, text=True, timeout=3 * ASKED_SECONDS)
        said = (done.stdout + done.stderr).strip().partition("|")[0].strip()
        check_equal(done.returncode, 0, f"what check_hotpair gave, which says {said}")
        detail(said.splitlines()[0])

    def row(self, seen, mover, moves):
        """What the array and the database say; AssertionError if either is wrong."""
        log = self.lab.target_log
        intrusions = len(log.intrusions(self.began))
        lost = len(client.missing_rows(self.lab))
        turns = [turn.node for turn in log.turns(self.began)]
        check_equal(log.not_understood, [], "lines of the array that were not understood")
        check(len(turns) - 1 <= moves,
              f"the array took writes of {' then '.join(turns)} in a case with {moves} moves")
        seconds = {}
        if mover is not None:
            timeline = self.agents.get(mover, "hotpairPairLastMoveTimeline", PAIR)
            seconds = split(timeline)
            seconds["outage"] = client.commit_outage(self.lab, self.began)
        return Row(seen, seconds, lost, intrusions)


def split(timeline):
    """The agent's timeline of a move in three parts: until it was sure, until it owned, the rest."""
    steps = {name: int(value) / 1000 for name, value in STEPS.findall(timeline)}
    found = {"detect": steps.pop("detect", 0.0),
             "claim": steps.pop("fence", 0.0) + steps.pop("claim", 0.0)}
    return found | {"serve": sum(steps.values())}
