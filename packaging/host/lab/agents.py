"""The two agents under test, as an administrator reaches them: CLI, SNMP, Jolokia, traps."""

import json
import time

from . import bmc, jolokia, mib, site, snmp, traps
from .laboratory import wait_for
from .site_file import PAIR, SiteFile, USERS, whole_group

LAUNCHER = site.PACKAGING / "target" / "hotpair" / "bin" / "hotpair"
# What differs between an event's notification and its repeat after a restart: sysUpTime.
OF_ONE_SENDING = ("at", ".1.3.6.1.2.1.1.3.0")
PAIR_BEAN = f'io.hotpair:type=Pair,pair="{PAIR}"'


class Agents:
    """Both agents of a laboratory, and the users who may talk to them."""

    # Where the agent's launcher lies on a node.
    launcher = LAUNCHER
    snmp_seconds = snmp.TIMEOUT_SECONDS

    def __init__(self, lab, timings="balanced", members=None, fence="lab", site_file=None):
        if not LAUNCHER.exists():
            raise RuntimeError(f"{LAUNCHER} is missing: build the distribution first (mvn package)")
        self.lab = lab
        self.mib = mib.load()
        self.site_file = site_file or SiteFile(lab.run, fence)
        self.site_file.write(timings, members or whole_group())
        self.controllers = bmc.Controllers(lab)
        if fence == "ipmi":
            self.controllers.start()
        passwords = self.site_file.passwords
        self.managers = {
            user: snmp.Manager(lab.run, self.mib, user, passwords[user, "auth"],
                               passwords[user, "priv"], seconds=self.snmp_seconds)
            for user in USERS}
        self._inside = {node: self._manager_inside(node) for node in site.NODES}
        self.jolokia = {(node, user): self._jolokia(node, user)
                        for node in site.NODES for user in USERS}
        self.receiver = traps.Receiver(lab, self.mib, "ops", passwords["ops", "auth"],
                                       passwords["ops", "priv"])

    # From inside a node, an agent answers whatever happens to the public network.

    def _manager_inside(self, node):
        passwords = self.site_file.passwords
        manager = snmp.Manager(self.lab.run, self.mib, "ops", passwords["ops", "auth"],
                               passwords["ops", "priv"], host=node)
        return manager, "127.0.0.1"

    def _jolokia(self, node, user):
        return jolokia.Jolokia(self.lab.run, node, user, self.site_file.passwords[user, "password"])

    # the units

    def start(self, node, config=None, environment=None):
        self.lab.nodes[node].start_unit(
            str(self.launcher), "agent", "--config", str(config or self.site_file.path),
            "--node", node, **({"environment": environment} if environment else {}))

    def stop(self, node, seconds=60):
        """Stops the unit and waits until its process is gone."""
        self.lab.nodes[node].stop_unit()
        wait_for(lambda: self.lab.nodes[node].unit()["pid"] is None, seconds,
                 f"the agent on {node} to end")

    def power_on(self, node):
        """Switches a node on; its unit starts with it."""
        self.lab.nodes[node].power("on")
        self.start(node)

    # what they say

    def table(self, node, name):
        """A table of the agent on `node`, read inside the node: index → column → value."""
        manager, address = self._inside[node]
        return manager.table(address, name)

    def get(self, node, name, *index):
        manager, address = self._inside[node]
        return manager.get(address, name, *index)

    def pair(self, node):
        """The pair's row as this node's MBean has it; None if the agent does not answer."""
        try:
            return self.jolokia[node, "look"].read(PAIR_BEAN)
        except (OSError, jolokia.Refused, ValueError):
            return None

    def roles(self):
        """Node → (role, state), with `silent` for an agent that does not answer."""
        found = {}
        for node in site.NODES:
            row = self.pair(node)
            found[node] = (row["Role"], row["State"]) if row else ("silent", "silent")
        return found

    def active(self):
        """The node that is active by its own word, or None; AssertionError if both are."""
        found = [node for node, (role, _) in self.roles().items() if role == "active"]
        if len(found) > 1:
            raise AssertionError("both agents say that they are active")
        return found[0] if found else None

    def wait_active(self, node, seconds):
        """Waits until `node` runs the group by its agent's word."""
        self._wait(lambda: (self.pair(node) or {}).get("State") == "active", seconds,
                   f"{node} to be active")

    def wait_formed(self, seconds, active=None, not_ready=None):
        """Waits until one node is active and the other could take over; gives the active one.

        `not_ready`: both say for this cause that it could not.
        """

        def formed():
            roles = self.roles()
            states = sorted(state for _, state in roles.values())
            if states != ["active", "standby"]:
                return None
            rows = [self.pair(node) or {} for node in site.NODES]
            if not all(row.get("NotReadyCause") == not_ready if not_ready else row.get("Ready")
                       for row in rows):
                return None
            found = self.active()
            return found if active in (None, found) else None

        return self._wait(formed, seconds, f"the pair to be formed, active {active or 'any'}")

    def _wait(self, condition, seconds, what):
        try:
            return wait_for(condition, seconds, what)
        except AssertionError as late:
            said = {node: self.pair(node) or "silent" for node in site.NODES}
            raise AssertionError(f"{late}; the agents say: {json.dumps(said, indent=1)}") from None

    def counters(self, node):
        """(failovers, takeovers, switchovers) by SNMP; AssertionError if JMX differs."""
        names = ("Failovers", "Takeovers", "Switchovers")
        by_snmp = tuple(int(self.get(node, f"hotpairPair{name}", PAIR)) for name in names)
        row = self.pair(node)
        by_jmx = tuple(int(row[name]) for name in names)
        if by_snmp != by_jmx:
            raise AssertionError(f"{node}: counters {by_snmp} by SNMP, {by_jmx} by JMX")
        return by_snmp

    def totals(self):
        """The pair's (failovers, takeovers, switchovers): the sums over both nodes."""
        return tuple(map(sum, zip(*(self.counters(node) for node in site.NODES))))

    def events(self, node):
        """The event table's rows, oldest first."""
        return [row for _, row in sorted(self.table(node, "hotpairEventTable").items())]

    def own_events(self):
        """Event id → row of what each node reported itself, over both nodes."""
        found = {}
        for node in site.NODES:
            found |= {row["hotpairEventId"]: row for row in self.events(node)
                      if row["hotpairEventNode"] == node}
        return found

    # what it is told

    def cli(self, node, *words, timeout=30):
        """Runs the command line inside a node."""
        return self.lab.nodes[node].command(str(self.launcher), *map(str, words), timeout=timeout)

    def order_by_snmp(self, node, target, request_id, user="ops", lock=None):
        """A switchover as an SNMP manager orders it: lock, target, id and action in one SET."""
        manager, address = self.managers[user], site.PUBLIC[node]
        if lock is None:
            lock = manager.get(address, "hotpairControlLock", PAIR)
        switchover = 2
        return manager.set(
            address, ("hotpairControlLock", PAIR, "i", lock),
            ("hotpairControlTarget", PAIR, "s", target),
            ("hotpairControlRequestId", PAIR, "s", request_id),
            ("hotpairControlAction", PAIR, "i", switchover))

    def order_by_jolokia(self, node, target, request_id, user="ops"):
        return self.jolokia[node, user].execute(PAIR_BEAN, "switchover", target, request_id)

    def order_by_cli(self, node, target, request_id):
        done = self.cli(node, "switchover", PAIR, "--to", target, "--request-id", request_id,
                        "--wait", "--timeout", "60s", timeout=90)
        if done.returncode != 0:
            raise AssertionError(f"hotpair switchover gave {done.returncode}:"
                                 f" {done.stdout}{done.stderr}")
        return done.stdout

    def operation(self, node, request_id):
        """The journal's row of a request, or None."""
        for row in self.table(node, "hotpairOperationTable").values():
            if row["hotpairOperationRequestId"] == request_id:
                return row
        return None


def start_pair(agents, seconds=40):
    """Powers both nodes on, starts both agents and waits until the pair is formed."""
    for node in site.NODES:
        agents.power_on(node)
    return agents.wait_formed(seconds)


def notifications_of(agents, before, cut_off=False, seconds=15):
    """What happened since `before` (event ids): each event's notification came exactly once.

    Gives the events. `before` is what `own_events` gave. With `cut_off` the sender was cut off from
    the manager for a while, or killed before it had written down that the manager had it: it repeats
    an inform until it is acknowledged, in its next life too, so those that are equal in every object
    but the time since that life began count as one.
    """
    deadline = time.monotonic() + seconds
    while True:
        events = {key: row for key, row in agents.own_events().items() if key not in before}
        complaint = _complaint(agents, events, cut_off)
        if complaint is None:
            return events
        if time.monotonic() > deadline:
            raise AssertionError(complaint)
        time.sleep(0.3)


def _complaint(agents, events, cut_off):
    received = {}
    for record in agents.receiver.received():
        if record["notification"] in agents.mib.notifications:
            received.setdefault(record.get("hotpairEventId"), []).append(record)
    for event, row in events.items():
        came = received.get(event, [])
        if cut_off:
            came = _without_repeats(came)
        if len(came) != 1:
            return f"event {event} ({row['hotpairEventKind']}) was notified {len(came)} times"
        name = came[0]["notification"].removeprefix("hotpair")
        if name[0].lower() + name[1:] != row["hotpairEventKind"]:
            return f"event {event}: notification {name}, event table {row['hotpairEventKind']}"
        for column in ("hotpairEventText", "hotpairEventPair", "hotpairEventNode",
                       "hotpairEventEpoch", "hotpairEventReason"):
            if came[0].get(column) != row[column]:
                return (f"event {event}: {column} is {came[0].get(column)!r} in the notification,"
                        f" {row[column]!r} in the table")
    return None


def _without_repeats(records):
    found = []
    for record in records:
        said = {name: value for name, value in record.items() if name not in OF_ONE_SENDING}
        if said not in found:
            found.append(said)
    return found
