"""The resource group by hand: OCF agents started and stopped in order."""

import time

from . import database, site

FILESYSTEM = {"device": f"{site.LUN_FOLDER}/data", "directory": site.MOUNT_POINT, "fstype": "ext4"}
ADDRESS = {"ip": site.FLOATING, "cidr_netmask": str(site.PREFIX_LENGTH), "nic": site.PUBLIC_LINK}


def postgresql():
    """The parameters of heartbeat:pgsql."""
    folder = database.programs()
    data = f"{site.MOUNT_POINT}/pgdata"
    return {"pgctl": f"{folder}/pg_ctl", "psql": "/usr/bin/psql", "pgdata": data,
            "pgdba": "postgres", "pgport": "5432", "socketdir": "/run/postgresql",
            "logfile": f"{data}/server.log", "config": f"{data}/postgresql.conf"}


def members():
    """The group in start order: OCF agent and its parameters."""
    return [("heartbeat:Filesystem", FILESYSTEM), ("heartbeat:pgsql", postgresql()),
            ("heartbeat:IPaddr2", ADDRESS)]


def start(node):
    """Starts the whole group; gives the seconds that each member took."""
    return {agent: _run(node, agent, "start", parameters) for agent, parameters in members()}


def stop(node):
    """Stops the whole group in reverse order."""
    return {agent: _run(node, agent, "stop", parameters)
            for agent, parameters in reversed(members())}


def _run(node, agent, action, parameters):
    began = time.monotonic()
    done = node.ocf(agent, action, parameters)
    if done.returncode != 0:
        raise AssertionError(f"{node.name}: {agent} {action} gave {done.returncode}: {done.stdout}")
    return round(time.monotonic() - began, 3)
