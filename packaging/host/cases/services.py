"""Services that fail while their process is there: one that hangs, one that no client reaches."""

import signal
import time

from lab import site
from lab.laboratory import wait_for
from lab.report import check, check_equal
from lab.site_file import PAIR

from .trial import Trial, detail

MOVE_SECONDS = 120
PORT = 8080


def _row(agents, node, name):
    return next(row for index, row in agents.table(node, "hotpairResourceTable").items()
                if index[1] == name)


def _restarts(agents, node, name):
    return int(_row(agents, node, name)["hotpairResourceRestarts"])


def _serves(node, address):
    """Whether a client on that node gets the page."""
    asked = node.command("curl", "--silent", "--max-time", "2", f"http://{address}:{PORT}/")
    return asked.stdout.strip() == "all is well"


def _hang(node):
    process = node.command("cat", "/run/lab_web.pid", check=True).stdout.strip()
    node.command("kill", f"-{int(signal.SIGSTOP)}", process, check=True)


def _database(node):
    """The process of the group's database."""
    return node.command("head", "-n", "1", f"{site.MOUNT_POINT}/pgdata/postmaster.pid",
                        check=True).stdout.strip()


def _steps(agents, node):
    """The resources that the last move started, in the order in which they ran."""
    timeline = agents.get(node, "hotpairPairLastMoveTimeline", PAIR)
    steps = [step.split()[0] for step in timeline.split(", ")]
    return [step for step in steps if step in ("web", "Filesystem", "pgsql", "IPaddr2")]


def a_service_that_accepts_and_hangs(agents):
    """a service takes connections and hangs: it is restarted, its neighbours are not, then moved"""
    trial = Trial(agents)
    database = _database(agents.lab.nodes[trial.active])
    node = agents.lab.nodes[trial.active]
    before = _restarts(agents, trial.active, "web")
    wait_for(lambda: _serves(node, "127.0.0.1"), 20, "the page")
    hung = time.monotonic()
    _hang(node)
    wait_for(lambda: _restarts(agents, trial.active, "web") > before, MOVE_SECONDS, "a restart")
    found = time.monotonic() - hung
    wait_for(lambda: _serves(node, site.FLOATING), MOVE_SECONDS, "the page after the restart")
    served = time.monotonic() - hung
    check_equal(agents.active(), trial.active, "active node after the restart in place")
    check_equal(_database(node), database, "the database's process, which does not need the service")
    agents.wait_formed(MOVE_SECONDS)
    hung = time.monotonic()
    _hang(node)
    agents.wait_active(trial.standby, MOVE_SECONDS)
    moved = time.monotonic() - hung
    check(_serves(agents.lab.nodes[trial.standby], site.FLOATING), "the page after the move")
    check_equal(agents.pair(trial.standby)["LastMoveReason"], "resourceFailed", "reason")
    # The service is listed first, and waits for the database: what does not need it ran before it did.
    steps = _steps(agents, trial.standby)
    check_equal((steps[0], steps[-1]), ("Filesystem", "IPaddr2"), f"what ran first and last of {steps}")
    detail(f"hang to restart {found:.1f} s, to the page {served:.1f} s; the next hang to the move"
           f" {moved:.1f} s")
    trial.end(switchovers=1)


def a_service_that_no_client_reaches(agents):
    """a service answers on the active and no client: the standby's probe finds it, and it moves"""
    trial = Trial(agents)
    node = agents.lab.nodes[trial.active]
    standby = agents.lab.nodes[trial.standby]
    wait_for(lambda: "served" in _row(agents, trial.standby, "IPaddr2")["hotpairResourceLastResult"],
             MOVE_SECONDS, "the standby's probe to be answered")
    before = _restarts(agents, trial.active, "IPaddr2")
    began = time.monotonic()
    node.command("nft", "-f", "-", check=True, text=f"""
table inet gray {{
  chain input {{
    type filter hook input priority 0;
    iifname "{site.PUBLIC_LINK}" tcp dport {PORT} drop
  }}
}}
""")
    try:
        check(_serves(node, site.FLOATING), "the service does not answer on the active itself")
        check(not _serves(standby, site.FLOATING), "the service answers a client")
        wait_for(lambda: _restarts(agents, trial.active, "IPaddr2") > before, MOVE_SECONDS, "a restart")
        found = time.monotonic() - began
        text = _row(agents, trial.active, "IPaddr2")["hotpairResourceLastResult"]
        agents.wait_active(trial.standby, MOVE_SECONDS)
        moved = time.monotonic() - began
        check(_serves(standby, site.FLOATING), "the page after the move")
        check_equal(agents.pair(trial.standby)["LastMoveReason"], "resourceFailed", "reason")
        texts = [row["hotpairEventText"] for row in trial.new_events().values()
                 if row["hotpairEventKind"] == "resourceFailed"]
        check(any("not served to clients, says " + trial.standby in told for told in texts),
              f"the events do not tell of it: {texts}, {text}")
    finally:
        node.command("nft", "delete", "table", "inet", "gray")
    detail(f"begin to restart {found:.1f} s, to the move {moved:.1f} s")
    trial.end(switchovers=1)


CASES = (a_service_that_accepts_and_hangs, a_service_that_no_client_reaches)
