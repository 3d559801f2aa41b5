"""The client host as the cases see it: its writer, its pinger, the rows it was promised."""

import time

from . import database, libpq, site
from .laboratory import wait_for

PING_IDENTIFIER = 77


def start(lab):
    """Starts the committing writer and the pinger in the client's namespace."""
    lab.writer = lab.start("writer", "lab.writer", lab.run.prefix, highest_row(lab), host="client")
    lab.pinger = lab.start("pinger", "lab.pinger", site.FLOATING, lab.run.folder / "pings",
                           PING_IDENTIFIER, host="client")


def highest_row(lab):
    """The highest row number that was ever acknowledged."""
    return max(acknowledged(lab), default=0)


def acknowledged(lab):
    """The rows whose commit was acknowledged: number → seconds since 1970."""
    path = lab.run.folder / "acknowledged"
    return database.acknowledged(lab.run) if path.exists() else {}


def wait_for_rows(lab, count, seconds):
    """Waits until `count` rows were acknowledged."""
    wait_for(lambda: len(acknowledged(lab)) >= count, seconds, f"{count} acknowledged rows")


def wait_for_commit(lab, since, seconds):
    """Waits until a row was acknowledged after the time `since` (seconds since 1970)."""
    wait_for(lambda: max(acknowledged(lab).values(), default=0) > since, seconds,
             "a commit through the floating address")


def missing_rows(lab):
    """The acknowledged rows that the database does not have."""
    promised = set(acknowledged(lab))
    deadline = time.monotonic() + 15
    while True:
        try:
            return promised - database.rows(lab.run)
        except libpq.Failed as failure:
            if time.monotonic() > deadline:
                raise AssertionError(f"the database does not answer: {failure}") from failure
            time.sleep(0.1)


def check_rows(lab):
    """Every acknowledged row is there; gives how many that are."""
    count = len(acknowledged(lab))
    missing = missing_rows(lab)
    if missing:
        raise AssertionError(f"{len(missing)} of {count} acknowledged rows are missing,"
                             f" the first is {min(missing)}")
    return count


def longest_gap(times, since):
    """The longest time between two neighbours of `times` that ends after `since`, in seconds."""
    ordered = sorted(times)
    gaps = [after - before for before, after in zip(ordered, ordered[1:]) if after > since]
    return max(gaps, default=0.0)


def pings(path):
    """When each answered echo was sent, in seconds since 1970."""
    with open(path, encoding="ascii") as lines:
        return [float(line.split()[0]) for line in lines if line.endswith("\n")]


def commit_outage(lab, since):
    """The longest time without a commit that ends after `since`, in seconds."""
    return longest_gap(acknowledged(lab).values(), since)


def ping_outage(lab, since):
    """The longest time without an answered echo that ends after `since`, in seconds."""
    return longest_gap(pings(lab.run.folder / "pings"), since)
