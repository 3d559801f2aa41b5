"""A pair of real agents on loopback addresses, as packaging/demo runs them: SNMPv3 with informs,
Jolokia over TLS, a fence device. A node can be lost as by a power cut, and started again."""

import os
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
from pathlib import Path

from state_disks import StateDisks

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = ROOT / "packaging" / "target" / "hotpair" / "bin" / "hotpair"
SERVICE = ROOT / "agent" / "src" / "main" / "resources" / "io" / "hotpair" / "cli" / "demo"
# Not those of packaging/demo, which may run at the same time.
NODES = {"blade1": "127.0.9.1", "vpe1": "127.0.9.2"}
FLOATING = "127.0.9.100"
SNMP_PORT, JOLOKIA_PORT = 1161, 8778
SITE = """cluster: {cluster}
unsafe-demo: true
nodes:
  blade1: {{id: 1, addresses: {{private: 127.0.10.1, public: 127.0.9.1}}}}
  vpe1: {{id: 2, virtual: true, addresses: {{private: 127.0.10.2, public: 127.0.9.2}}}}
timings: {timings}
pairs:
  counter:
    nodes: [blade1, vpe1]
    luns:
      data: {{device: "{folder}/lun.img", guard: fence, beat: "{folder}/beat.img"}}
    group:
      - name: service
        command:
          start: ["{folder}/service", start, {service}]
          stop: ["{folder}/service", stop, {service}]
          monitor: ["{folder}/service", monitor, {service}]
        interval: 2s
    max-moves: 100
{more}fence:
  blade1: [{{agent: "{folder}/fence_kit", parameters: {{plug: blade1}}}}]
  vpe1: [{{agent: "{folder}/fence_kit", parameters: {{plug: vpe1}}}}]
snmp:
  listen: {{blade1: "udp:127.0.9.1:1161", vpe1: "udp:127.0.9.2:1161"}}
  users:
    ops: {{role: operate, auth: {{sha256: secrets/ops.auth}}, priv: {{aes128: secrets/ops.priv}}}}
  notify:
    zabbix: {{address: "udp:127.0.0.1:{traps}", user: ops, type: inform}}
jolokia:
  listen: {{blade1: "127.0.9.1:8778", vpe1: "127.0.9.2:8778"}}
  users:
    ops: {{role: operate, password: secrets/ops.password}}
  tls: {{key-store: secrets/keys.p12, password: secrets/keys.password}}
"""
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
# A lost node is seen within a second, as a test wants it.
FAST = "{base: fast, jitter: 200ms, dead-time: 800ms, io-deadline: 500ms, lease: 2500ms}"
# A pair that does nothing, to have many.
MORE = """  {name}:
    nodes: [blade1, vpe1]
    luns:
      data: {{device: "{folder}/{name}.img", guard: lease}}
    group:
      - name: nothing
        command: {{start: [/bin/true], stop: [/bin/true], monitor: [/bin/true]}}
        interval: 1m
"""
# The power switch of a node: off ends its agent and all that it started there. While the file
# fence-silent is there, the device does not answer.
FENCE = """#!/bin/sh
folder=$(dirname "$0")
action=
plug=
while IFS= read -r line || [ -n "$line" ]; do
  case $line in
    action=*) action=${line#*=} ;;
    plug=*) plug=${line#*=} ;;
  esac
done
runs() {
  [ -e "$folder/$plug.agent" ] && kill -0 "$(cat "$folder/$plug.agent")" 2>/dev/null
}
if [ -e "$folder/fence-silent" ]; then
  echo "the device does not answer" >&2
  exit 1
fi
case $action in
  off)
    runs && kill -9 -- "-$(cat "$folder/$plug.agent")"
    [ -e "$folder/$plug.pid" ] && kill -9 "$(cat "$folder/$plug.pid")" 2>/dev/null
    rm -f "$folder/$plug.agent"
    ;;
  status) if runs; then exit 0; else exit 2; fi ;;
  metadata)
    cat <<'XML'
<?xml version="1.0" ?>
<resource-agent name="fence_kit" shortdesc="Power switch of the kit's nodes">
<longdesc>Ends a node's agent and its service.</longdesc>
<parameters>
  <parameter name="action" required="1"><content type="string" default="reboot"/></parameter>
  <parameter name="plug" required="1"><content type="string"/></parameter>
</parameters>
<actions>
  <action name="off"/>
  <action name="status"/>
  <action name="metadata"/>
</actions>
</resource-agent>
XML
    ;;
esac
"""


class DemoPair:
    """The nodes, by name; `auth`, `priv` and `password` are those of user ops, with role operate."""

    def __init__(self, traps, more=0, timings=FAST):
        """`more`: pairs beside counter, which do nothing."""
        self.traps = traps
        self.folder = Path(tempfile.mkdtemp(prefix="hotpair-pair-")).resolve()
        self.agents = {}
        self.auth, self.priv, self.password = (self._secret(f"ops.{name}")
                                               for name in ("auth", "priv", "password"))
        self._secret("cluster.key")
        self._certificate()
        (self.folder / "storage").mkdir()
        others = [f"pair{number:03}" for number in range(1, more + 1)]
        for name in ("lun", "beat", *others):
            with open(self.folder / f"{name}.img", "wb") as disk:
                disk.truncate(1 << 20)
        shutil.copy(SERVICE / "service", self.folder / "service")
        (self.folder / "fence_kit").write_text(FENCE)
        for name in ("service", "fence_kit"):
            (self.folder / name).chmod(0o755)
        self.file = self.folder / "site.yaml"
        self.file.write_text(SITE.format(
            cluster="demo", folder=self.folder, traps=traps, timings=timings,
            more="".join(MORE.format(name=name, folder=self.folder) for name in others),
            service=f'{FLOATING}, 8080, "{self.folder}/storage", "{self.folder}"') + HEALTH)
        self.file.chmod(0o600)
        self.disks = StateDisks(self.folder, NODES)

    def _secret(self, name):
        text = secrets.token_hex(16)
        file = self.folder / "secrets" / name
        file.parent.mkdir(mode=0o700, exist_ok=True)
        file.write_text(text + "\n")
        file.chmod(stat.S_IRUSR | stat.S_IWUSR)
        return text

    def _certificate(self):
        """Keys for both nodes' addresses, signed by themselves: pair.pem is what a manager trusts."""
        password = self._secret("keys.password")
        key, certificate = self.folder / "secrets" / "key.pem", self.folder / "pair.pem"
        self.certificate = certificate
        subprocess.run([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-days", "2", "-subj", "/CN=hotpair", "-keyout", str(key), "-out",
            str(certificate), "-addext",
            "subjectAltName=" + ",".join(f"IP:{address}" for address in NODES.values())],
            check=True, capture_output=True)
        store = self.folder / "secrets" / "keys.p12"
        subprocess.run(["openssl", "pkcs12", "-export", "-in", str(certificate), "-inkey", str(key),
                        "-out", str(store), "-passout", f"pass:{password}"], check=True)
        store.chmod(0o600)
        key.unlink()

    def start(self, node):
        with open(self.folder / f"{node}.log", "ab") as log:
            self.agents[node] = subprocess.Popen(
                [str(LAUNCHER), "agent", "--config", str(self.file), "--node", node,
                 "--socket", str(self.folder / f"{node}.sock"), "--state-directory",
                 str(self.folder / node)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        (self.folder / f"{node}.agent").write_text(str(self.agents[node].pid))

    def lose(self, node):
        """Ends a node's agent, its children and its service at once, as without power."""
        agent = self.agents.pop(node)
        if agent.poll() is None:
            os.killpg(agent.pid, signal.SIGKILL)
        agent.wait(10)
        self._end_service(node)

    def _end_service(self, node):
        """The service left the agent's group; the file that only it writes says which it is."""
        file = self.folder / f"{node}.pid"
        try:
            pid = int(file.read_text())
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return
        if str(self.folder / "service").encode() in command:
            os.kill(pid, signal.SIGKILL)

    def log(self, node):
        file = self.folder / f"{node}.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def close(self):
        for node in tuple(self.agents):
            self.lose(node)
        for node in NODES:
            self._end_service(node)
        self.disks.close()
        shutil.rmtree(self.folder, ignore_errors=True)
