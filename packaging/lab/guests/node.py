"""A node guest as the cases see it: what lab.node.Node is for a namespace."""

import signal
import subprocess

from lab import site
from lab.node import OCF_ROOT

from .machine import Machine

PROGRAM = "/usr/bin/hotpair"
PACKAGE = "/opt/lab/packages/hotpair_*.deb"
CONFIGURATION = "/opt/lab/etc"
# Beside a group that runs, on a processor that is emulated.
INSTALL_SECONDS = 1500


class GuestNode(Machine):
    """A guest that runs the agent."""

    # the agent's unit

    def start_unit(self, *command, environment=None):
        return self.ask("start", command=list(command), environment=environment or {})

    def stop_unit(self):
        return self.ask("stop")

    def signal_unit(self, number):
        return self.ask("signal", number=int(number))

    def kill_unit(self):
        return self.signal_unit(signal.SIGKILL)

    def unit(self):
        """The unit's process id inside the guest (None: not running), and its starts."""
        return self.ask("show")

    # OCF by hand

    def ocf(self, agent, action, parameters, timeout=120):
        """Runs an OCF resource agent as the standard says; gives the completed process."""
        provider, kind = agent.split(":")
        environment = {
            "OCF_ROOT": OCF_ROOT, "OCF_RA_VERSION_MAJOR": "1", "OCF_RA_VERSION_MINOR": "1",
            "OCF_RESOURCE_INSTANCE": kind.lower(), "OCF_RESOURCE_TYPE": kind,
            "OCF_RESOURCE_PROVIDER": provider,
        } | {f"OCF_RESKEY_{name}": value for name, value in parameters.items()}
        return self.command(f"{OCF_ROOT}/resource.d/{provider}/{kind}", action, timeout=timeout,
                            environment=environment)

    # the LUN

    def lun(self, name="data"):
        return f"{site.LUN_FOLDER}/{name}"

    # the agent's words

    def said(self):
        """The agent's log, over every start of the guest."""
        path = self.folder / "agent.log"
        return path.read_text(errors="replace") if path.exists() else ""


class InstalledNode(GuestNode):
    """A guest with systemd, where the agent is Debian's package."""

    UNIT = "hotpair.service"

    def __init__(self, *words):
        super().__init__(*words)
        self.keeps_root = True

    def install(self):
        """Installs the package from the payload, with the site file and its secrets before it."""
        self.command("sh", "-c", f"[ -e /etc/hotpair/site.yaml ] || cp -a {CONFIGURATION} /etc/hotpair",
                     check=True)
        return self.package("--install")

    def package(self, action):
        """dpkg with this action on the agent's package; gives the completed process."""
        what = PACKAGE if action == "--install" else "hotpair"
        try:
            return self.command("sh", "-c", f"DEBIAN_FRONTEND=noninteractive dpkg {action} {what}",
                                timeout=INSTALL_SECONDS, check=True)
        except subprocess.TimeoutExpired as late:
            running = self.command("ps", "-eo", "pid,ppid,etimes,stat,args", timeout=120).stdout
            raise AssertionError(f"{late}; it said {late.stdout}; what runs:\n{running}") from late

    def start_unit(self, *command, environment=None):
        if self.command("test", "-e", PROGRAM).returncode != 0:
            self.install()
        self.command("systemctl", "enable", "--now", "--no-block", self.UNIT, check=True)

    def stop_unit(self):
        self.command("systemctl", "stop", "--no-block", self.UNIT, check=True)

    def signal_unit(self, number):
        self.command("systemctl", "kill", "--kill-whom=main", f"--signal={int(number)}", self.UNIT,
                     check=True)

    def unit(self):
        shown = self.command("systemctl", "show", "--property=MainPID,NRestarts", self.UNIT,
                             check=True).stdout
        values = dict(line.split("=", 1) for line in shown.split())
        return {"pid": int(values["MainPID"]) or None, "starts": int(values["NRestarts"]) + 1}
