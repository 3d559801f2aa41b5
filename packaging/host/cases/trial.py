"""What every case with agents checks at its end: rows, moves, fencing, owners, notifications."""

import statistics
import time

from lab import agents as agents_module
from lab import client, site
from lab.report import check_equal

FORMED_SECONDS = 60


class Trial:
    """Opened at a case's begin on a formed pair; `end` compares what happened with what should."""

    formed_seconds = FORMED_SECONDS

    def __init__(self, agents):
        self.agents = agents
        self.lab = agents.lab
        self.active = agents.wait_formed(self.formed_seconds)
        self.standby = site.other(self.active)
        self.totals = agents.totals()
        self.events = set(agents.own_events())
        self.fencings = len(self.lab.fencings())
        self.began = time.time()

    def moves(self):
        """(failovers, takeovers, switchovers) since the begin."""
        return tuple(now - then for now, then in zip(self.agents.totals(), self.totals))

    def fenced(self):
        """How many times a node was switched off by a fence agent since the begin."""
        return len(self.lab.fencings()) - self.fencings

    def new_events(self):
        """Event id → row of what was reported since the begin."""
        return {key: row for key, row in self.agents.own_events().items() if key not in self.events}

    def kinds(self):
        """The kinds of these events."""
        return [row["hotpairEventKind"] for row in self.new_events().values()]

    def end(self, takeovers=0, switchovers=0, fencings=0, cut_off=False, not_ready=None):
        """The pair is formed again, the moves are these, and no row is lost; gives the events.

        A count that is None is not looked at. `not_ready`: the cause for which the standby could not
        take over at the end. `cut_off`: a node was cut off from the manager meanwhile,
        or switched off or killed before the manager's acknowledgement had been written down.
        """
        self.agents.wait_formed(self.formed_seconds, not_ready=not_ready)
        client.wait_for_commit(self.lab, time.time(), self.formed_seconds)
        count = client.check_rows(self.lab)
        check_equal(self.lab.violations(), [], "two owners seen by the observer")
        if takeovers is not None and switchovers is not None:
            check_equal(self.moves(), (takeovers + switchovers, takeovers, switchovers),
                        "failovers, takeovers, switchovers")
        if fencings is not None:
            check_equal(self.fenced(), fencings, "nodes switched off by a fence agent")
        events = agents_module.notifications_of(self.agents, self.events, cut_off)
        detail(f"{count} rows acknowledged and there; {len(events)} events, each notified once")
        return events


def detail(text):
    """A line of detail under the case's own line."""
    print(f"      {text}", flush=True)


def milliseconds(seconds):
    return f"{1000 * seconds:.0f} ms"


def spread(values):
    """`median (least to most)` of some seconds, in milliseconds."""
    return (f"{milliseconds(statistics.median(values))}"
            f" ({milliseconds(min(values))} to {milliseconds(max(values))})")
