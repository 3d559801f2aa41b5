"""Debian's package on bare machines with systemd: installed, upgraded and removed under a group."""

import time

from lab import client, site
from lab.laboratory import wait_for
from lab.report import check, check_equal
from lab.site_file import PAIR

from ..trial import FORMED_SECONDS
from .pair import formed


def installs(agents):
    """the package on two bare machines without Java: the pair forms and serves"""
    for node in agents.lab.nodes.values():
        check(node.command("sh", "-c", "command -v java").returncode != 0, "there is a Java already")
        node.install()
    trial = formed(agents)
    trial.rows()
    trial.holder_is(trial.active)
    figures = "; ".join(_figures(node) for node in agents.lab.nodes.values())
    return trial.close(f"formed: {figures}", trial.active)


def _figures(node):
    """The agent's resident memory, and how long it took from its start to its word that it is ready."""
    shown = node.command("systemctl", "show", node.UNIT, "--property=MainPID",
                         "--property=ExecMainStartTimestampMonotonic",
                         "--property=ActiveEnterTimestampMonotonic", check=True).stdout
    values = {name: int(value) for name, value in
              (line.split("=", 1) for line in shown.split())}
    status = node.command("cat", f"/proc/{values['MainPID']}/status", check=True).stdout
    resident = next(int(line.split()[1]) for line in status.splitlines()
                    if line.startswith("VmRSS:"))
    ready = (values["ActiveEnterTimestampMonotonic"]
             - values["ExecMainStartTimestampMonotonic"]) / 1e6
    return f"{resident // 1024} MB, ready after {ready:.1f} s"


def _database(node):
    """The process of the group's database."""
    return node.command("head", "-n", "1", f"{site.MOUNT_POINT}/pgdata/postmaster.pid",
                        check=True).stdout.strip()


def _same_database(agents, trial, before):
    check_equal(_database(agents.lab.nodes[trial.active]), before,
                "the database's process, before and after")


def upgraded(agents):
    """the package installed over itself on the active: the agent restarts, the group runs on"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    database, agent = _database(node), node.unit()["pid"]
    done = node.package("--install")
    check(node.unit()["pid"] not in (None, agent),
          f"the agent was not restarted; dpkg said:\n{done.stdout}{done.stderr}")
    agents.wait_formed(FORMED_SECONDS)
    _same_database(agents, trial, database)
    check_equal(agents.pair(trial.active)["Suspended"], False, "whether the pair is in maintenance")
    return trial.close("nothing moved", trial.active)


def removed(agents):
    """the package removed from the active, and back: group and site file stay, nothing moves"""
    trial = formed(agents)
    node = agents.lab.nodes[trial.active]
    database = _database(node)
    node.package("--remove")
    check_equal(node.unit()["pid"], None, "the agent's process after the removal")
    check_equal(node.command("test", "-e", "/etc/hotpair/site.yaml").returncode, 0,
                "whether the site file stayed")
    since = time.time()
    client.wait_for_commit(agents.lab, since, FORMED_SECONDS)
    _same_database(agents, trial, database)
    node.package("--install")
    node.start_unit()
    wait_for(lambda: (agents.pair(trial.active) or {}).get("Suspended") is True, FORMED_SECONDS,
             "the agent to find its pair in maintenance")
    done = agents.cli(trial.active, "resume", PAIR, "--wait", "--timeout", "200s", timeout=260)
    check_equal(done.returncode, 0, f"what hotpair resume gave: {done.stdout}{done.stderr}")
    agents.wait_formed(FORMED_SECONDS)
    _same_database(agents, trial, database)
    return trial.close("nothing moved", trial.active)


CASES = {"deb-installs": installs, "deb-upgraded": upgraded, "deb-removed": removed}
