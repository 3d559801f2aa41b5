"""The agents in the guests, as an administrator reaches them there."""

import http.client
import io
import pathlib
import subprocess

from lab import jolokia, site, snmp
from lab.agents import Agents
from lab.report import check_equal
from lab.site_file import PAIR, SiteFile, whole_group

from . import fence_switch, plan, wiring
from .channel import Silent

CONFIGURATION = "/opt/lab/etc/site.yaml"
FENCE_AGENT = "/opt/lab/etc/fence_lab"
EXCHANGE_SECONDS = 30
ORDER_SECONDS = 300
# A guest without hardware help, on a busy machine, takes its time for a shell script: the fifty
# programs of a database's monitor are seconds of its processor.
_TIMEOUTS = ", timeouts: {start: 3m, stop: 3m, monitor: 2m}"
SLOW = f"{_TIMEOUTS}, interval: 20s"
# Where a package is installed beside the group, little else may be left of the processor.
RARE = f"{_TIMEOUTS}, interval: 2m"


LAUNCHERS = {"busybox": f"{plan.DISTRIBUTION}/bin/hotpair", "systemd": "/usr/bin/hotpair"}
WATCHDOG = "/dev/watchdog0"


class GuestSiteFile(SiteFile):
    """The site file, as it comes to the guests on the payload disk."""

    def __init__(self, run, guard):
        super().__init__(run)
        self.guard = guard

    def _node(self, node, number):
        line = super()._node(node, number)
        return line.replace("{", f"{{watchdog: {WATCHDOG}, ", 1) if self.guard == "lease" else line

    def _fence_section(self):
        return super()._fence_section() if self.guard == "fence" else ""

    def _fence_level(self, node):
        return (f"  {node}: [{{agent: {FENCE_AGENT}, parameters: {{plug: {node},"
                f" ip: {plan.MANAGER}, ipport: {fence_switch.PORT}}}}}]")


class _Answer:
    """Octets that http.client may read an answer from."""

    def __init__(self, octets):
        self._octets = octets

    def makefile(self, *_):
        return io.BytesIO(self._octets)


class GuestJolokia(jolokia.Jolokia):
    """Jolokia on a guest's loopback, reached through the command channel."""

    def __init__(self, lab, node, user, password):
        super().__init__(lab.run, node, user, password)
        self._node = lab.nodes[node]

    def exchange(self, body):
        head = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        request = (f"POST /jolokia HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{head}"
                   f"Content-Length: {len(body)}\r\n\r\n{body}")
        try:
            done = self._node.command("nc", "-w", EXCHANGE_SECONDS, "127.0.0.1", jolokia.PORT,
                                      text=request, timeout=EXCHANGE_SECONDS)
        except (Silent, subprocess.TimeoutExpired) as silent:
            raise OSError(f"{self._node.name}: {silent}") from silent
        if done.returncode != 0 or not done.stdout:
            raise OSError(f"{self._node.name}: no answer ({done.stderr.strip()})")
        answer = http.client.HTTPResponse(_Answer(done.stdout.encode()))
        try:
            answer.begin()
            return answer.status, answer.read().decode(errors="replace")
        except http.client.HTTPException as failure:
            raise OSError(f"{self._node.name}: {failure!r}") from failure


class GuestAgents(Agents):
    """Both agents of a guest laboratory."""

    snmp_seconds = 20

    def __init__(self, lab, guard, timings="relaxed"):
        self.launcher = pathlib.PurePosixPath(LAUNCHERS[lab.init])
        pace = {"busybox": SLOW, "systemd": RARE}[lab.init]
        members = [(*member, pace) for member in whole_group()]
        super().__init__(lab, timings, members, site_file=GuestSiteFile(lab.run, guard))

    def _manager_inside(self, node):
        # The management network stays, whatever a case does to the others.
        passwords = self.site_file.passwords
        manager = snmp.Manager(self.lab.run, self.mib, "ops", passwords["ops", "auth"],
                               passwords["ops", "priv"], host=wiring.HOST,
                               seconds=self.snmp_seconds)
        return manager, plan.MANAGE[node]

    def _jolokia(self, node, user):
        return GuestJolokia(self.lab, node, user, self.site_file.passwords[user, "password"])

    def start(self, node, config=None):
        super().start(node, config or CONFIGURATION)

    def order_by_cli(self, node, target, request_id):
        done = self.cli(node, "switchover", PAIR, "--to", target, "--request-id", request_id,
                        "--wait", "--timeout", f"{ORDER_SECONDS}s", timeout=ORDER_SECONDS + 60)
        check_equal(done.returncode, 0, f"what hotpair switchover gave: {done.stdout}{done.stderr}")
        return done.stdout

    def power_on(self, node):
        """Switches a guest on; its unit, if it was started once, starts with it."""
        self.lab.nodes[node].on()


def start_both(agents, seconds):
    """Starts both agents and waits until the pair is formed; gives the active node."""
    for node in site.NODES:
        agents.start(node)
    return agents.wait_formed(seconds)
