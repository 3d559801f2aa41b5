"""A real pair: two agents on loopback addresses with the demo's site, as the kits watch it."""

import os
import secrets
import shutil
import signal
import subprocess
from pathlib import Path

from processes import await_true
from state_disks import StateDisks

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "agent/src/main/resources/io/hotpair/cli/demo"
DISTRIBUTION = ROOT / "packaging/target/hotpair"
ADDRESSES = {"blade1": "127.0.7.1", "vpe1": "127.0.7.2"}
FLOATING = "127.0.7.100"
PAIR = "counter"
# The machine of a test is busy.
HEALTH = """health:
  cpu-pressure: off
  memory-pressure: off
  disk-pressure: off
  load: off
  decision-lag: off
  system-disk: {degraded: never, failing: never, failed: never}
  lun: {degraded: never, failing: never, failed: never}
  file-system: {degraded: 95, failing: never, period: 1s, worse-after: 1, better-after: 1}
"""
CUT_OFF = """table ip hotpair_kit {{
  chain input {{
    type filter hook input priority 0;
    ip daddr {address} drop
  }}
}}
"""
ROLES = {"ops": "operate", "nagios": "read"}
TRAPS = "127.0.0.1:162"


class DemoPair:
    """Both agents, and the credentials of those who ask them."""

    def __init__(self, workshop):
        self.workshop = workshop
        self.folder = workshop.folder("pair", mode=0o700)
        self.passwords = {}
        for name in ("secrets", "storage"):
            (self.folder / name).mkdir(mode=0o700)
        shutil.copy(DEMO / "service", self.folder)
        (self.folder / "service").chmod(0o755)
        with open(self.folder / "lun.img", "wb") as lun:
            lun.truncate(1 << 20)
        self.secret("cluster.key")
        self.secret("community")
        for user in ROLES:
            for kind in ("auth", "priv", "password"):
                self.secret(f"{user}.{kind}")
        workshop.write(self.folder / "site.yaml", self.site(), mode=0o600)
        self.disks = StateDisks(self.folder, ADDRESSES)

    def secret(self, name):
        self.passwords[name] = secrets.token_hex(16)
        self.workshop.write(self.folder / "secrets" / name, self.passwords[name] + "\n", mode=0o600)

    def site(self):
        """The demo's, with a user who reads, a community, and the receiver at the usual port."""
        text = (DEMO / "site.yaml").read_text(encoding="utf-8")
        text = text.replace("@FOLDER@", str(self.folder)).replace("127.0.7.1:1162", TRAPS)
        lines = []
        for line in text.splitlines():
            lines.append(line)
            if line.startswith("    ops: {"):
                lines.append(line.replace("ops", "nagios").replace("operate", "read"))
            if line == "snmp:":
                lines.append("  communities:")
                lines.append("    - {secret: secrets/community, network: 127.0.0.0/8}")
        return "\n".join(lines) + "\n" + HEALTH

    def snmp_conf(self, user):
        """net-snmp's configuration of a user."""
        return "\n".join([
            "defVersion 3", f"defSecurityName {user}", "defSecurityLevel authPriv",
            "defAuthType SHA-256", f"defAuthPassphrase {self.passwords[user + '.auth']}",
            "defPrivType AES", f"defPrivPassphrase {self.passwords[user + '.priv']}"]) + "\n"

    def start(self, node):
        self.workshop.start(
            node, [DISTRIBUTION / "bin/hotpair", "agent", "--config", self.folder / "site.yaml",
                   "--node", node, "--socket", self.folder / f"{node}.sock",
                   "--state-directory", self.folder / node])

    def service(self, node):
        """The process that serves on a node, or None."""
        try:
            pid = int((self.folder / f"{node}.pid").read_text())
            command = Path(f"/proc/{pid}/cmdline").read_text()
        except (OSError, ValueError):
            return None
        return pid if str(self.folder) in command else None

    def serving(self):
        """The nodes on which the service runs."""
        return [node for node in ADDRESSES if self.service(node)]

    def kill(self, node):
        """The agent, all that it started, and the service: at once, as a power cut would."""
        pid = self.service(node)
        self.workshop.kill(node)
        if pid:
            os.kill(pid, signal.SIGKILL)

    def cut_off(self, node):
        """Nothing reaches the node's address any more, and nobody says so: its machine is down. At
        the input, because a sender would be told at the output."""
        subprocess.run(["nft", "-f", "-"], check=True, text=True, input=CUT_OFF.format(
            address=ADDRESSES[node]))

    def reconnect(self):
        subprocess.run(["nft", "delete", "table", "ip", "hotpair_kit"], check=True)

    def await_serving(self, node, seconds=30):
        await_true(f"{node} serves alone", lambda: self.serving() == [node], seconds)
