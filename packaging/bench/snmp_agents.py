"""The agents that `snmp` measures, and the manager that it measures them with."""

import os
import pathlib
import subprocess
import time

USER = "reader"
COMMUNITY = "public"
AUTH = "authentication phrase"
PRIV = "privacy phrase of the user"

PATIENCE_SECONDS = 120
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")

ROOT = pathlib.Path(__file__).resolve().parents[2]
DISTRIBUTION = ROOT / "packaging/target/hotpair"
LAUNCHER = DISTRIBUTION / "bin/hotpair"
CLASS_PATH = ":".join(
    [str(ROOT / "agent/target/test-classes"), *map(str, sorted(DISTRIBUTION.glob("lib/*.jar")))])

SNMPD = f"""agentAddress udp:127.0.0.1:{{port}}
rocommunity {COMMUNITY} 127.0.0.1
createUser {USER} SHA-256 "{AUTH}" AES "{PRIV}"
rouser {USER} authPriv
"""
SNMPD_MASTER = "master agentx\nagentXSocket {socket}\n"

KEEPALIVED = """global_defs {{
  enable_snmp_vrrp
  snmp_socket {socket}
  vrrp_version 3
}}
"""
KEEPALIVED_INSTANCE = """vrrp_instance instance{number} {{
  interface wire
  virtual_router_id {number}
  advert_int 10
  virtual_ipaddress {{
    10.9.0.{number}/32
  }}
}}
"""

SITE = """cluster: bench
unsafe-demo: true
nodes:
  blade1: {id: 1, addresses: {private: 127.0.8.1, public: 127.0.7.1}}
  vpe1: {id: 2, addresses: {private: 127.0.8.2, public: 127.0.7.2}}
timings: {base: fast, jitter: 200ms, dead-time: 800ms, io-deadline: 500ms, lease: 2500ms}
pairs:
  counter:
    nodes: [blade1, vpe1]
    luns:
      data: {device: "@FOLDER@/lun.img", guard: lease}
    group:
      - name: nothing
        command: {start: [/bin/true], stop: [/bin/true], monitor: [/bin/true]}
snmp:
  listen: {blade1: "udp:127.0.7.1:1161", vpe1: "udp:127.0.7.2:1161"}
  communities:
    - {secret: secrets/community, network: 127.0.0.0/8}
"""


def cpu_seconds(pid):
    """What a process has used so far, all its threads, in user and in kernel mode."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def resident_megabytes(pid):
    """What a process has in memory."""
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        line = next(line for line in file if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def version(*command):
    """The first line that a program says about itself."""
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return (said.stdout + said.stderr).strip().splitlines()[0]


class Manager:
    """BenchManager of the agent's test tree: one order, one answer."""

    def __init__(self):
        java = os.environ["HOTPAIR_JAVA_HOME"] + "/bin/java"
        self.process = subprocess.Popen(
            [java, "-Xmx256m", "-cp", CLASS_PATH, "io.hotpair.snmp.bench.BenchManager"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def order(self, *words):
        print(*words, file=self.process.stdin, flush=True)

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("the manager has given up")
        return [int(word) for word in line.split()]

    def ask(self, *words):
        self.order(*words)
        return self.answer()


class Agent:
    """What answers: where, which table is walked, which cell is asked for, whose time counts."""

    def __init__(self, name, address, table, cell, pids):
        self.name = name
        self.address = address
        self.table = table
        self.cell = cell
        self.pids = pids

    def cpu_seconds(self):
        return sum(cpu_seconds(pid) for pid in self.pids)


def launch(arguments, log, environment=None):
    """Starts a program of which only the log is of interest."""
    with open(log, "w", encoding="ascii") as file:
        return subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                                env=environment)


def hotpair():
    """BenchAgent of the agent's test tree, with the options of the shipped launcher."""
    options = f"-cp {CLASS_PATH} io.hotpair.snmp.bench.BenchAgent"
    process = subprocess.Popen([LAUNCHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                               env={**os.environ, "HOTPAIR_JAVA_OPTIONS": options})
    port = int(process.stdout.readline())
    events = "1.3.6.1.4.1.32473.1.1.9"
    return Agent("Hotpair, hotpairEventTable", f"127.0.0.1:{port}", events,
                 f"{events}.1.13.1000", [process.pid])


def snmpd(folder, port, more=""):
    """A private snmpd: own configuration, own persistent directory."""
    home = folder / f"snmpd-{port}"
    (home / "cert_indexes").mkdir(parents=True)
    configuration = home / "bench.conf"
    configuration.write_text(SNMPD.format(port=port) + more)
    environment = {**os.environ, "SNMPCONFPATH": str(home), "SNMP_PERSISTENT_DIR": str(home),
                   "MIBS": ""}
    return launch(["/usr/sbin/snmpd", "-f", "-Lo", "-C", "-c", configuration], home / "log",
                  environment)


def host_resources(folder, port, rows):
    """hrSWRunTable: a row for each process of this namespace."""
    for _ in range(rows):
        subprocess.Popen(["/bin/sleep", "infinity"], stdin=subprocess.DEVNULL)
    table = "1.3.6.1.2.1.25.4.2"
    return Agent("snmpd, hrSWRunTable", f"127.0.0.1:{port}", table, f"{table}.1.2.{os.getpid()}",
                 [snmpd(folder, port).pid])


def extend(folder, port, rows):
    """nsExtendConfigTable: a row for each `extend` of the configuration."""
    lines = "".join(f"extend command{number} /bin/true\n" for number in range(rows))
    table = "1.3.6.1.4.1.8072.1.3.2.2"
    return Agent("snmpd, nsExtendConfigTable", f"127.0.0.1:{port}", table, f"{table}.1.20.8."
                 + ".".join(str(octet) for octet in b"command7"), [snmpd(folder, port, lines).pid])


def keepalived(folder, port, rows):
    """vrrpInstanceTable of KEEPALIVED-MIB, through AgentX; both processes work for an answer."""
    subprocess.run(["ip", "link", "add", "wire", "type", "veth", "peer", "name", "end"], check=True)
    subprocess.run(["ip", "address", "add", "10.8.0.1/24", "dev", "wire"], check=True)
    for end in ("wire", "end"):
        subprocess.run(["ip", "link", "set", end, "up"], check=True)
    socket = folder / "agentx"
    master = snmpd(folder, port, SNMPD_MASTER.format(socket=socket))
    wait_for(socket.exists, "snmpd's AgentX socket")
    configuration = folder / "keepalived.conf"
    configuration.write_text(KEEPALIVED.format(socket=socket) + "".join(
        KEEPALIVED_INSTANCE.format(number=number) for number in range(1, rows + 1)))
    pid_file = folder / "vrrp.pid"
    launch(["/usr/sbin/keepalived", "--dont-fork", "--log-console", "--vrrp",
            f"--use-file={configuration}", f"--pid={folder}/keepalived.pid",
            f"--vrrp_pid={pid_file}"], folder / "keepalived.log")
    wait_for(pid_file.exists, "keepalived")
    table = "1.3.6.1.4.1.9586.100.5.2.3"
    return Agent("keepalived, vrrpInstanceTable", f"127.0.0.1:{port}", table, f"{table}.1.2.1",
                 [master.pid, int(pid_file.read_text())])


def pair(folder):
    """Starts two real agents, with the demo's timings."""
    secrets = folder / "secrets"
    secrets.mkdir(mode=0o700)
    for name, text in {"community": COMMUNITY, "cluster.key": "0123456789abcdef" * 2}.items():
        (secrets / name).write_text(text + "\n")
        (secrets / name).chmod(0o600)
    (folder / "site.yaml").write_text(SITE.replace("@FOLDER@", str(folder)))
    (folder / "site.yaml").chmod(0o600)
    with open(folder / "lun.img", "wb") as lun:
        lun.truncate(1 << 20)
    for node in ("blade1", "vpe1"):
        launch([LAUNCHER, "agent", "--config", folder / "site.yaml", "--node", node, "--socket",
                folder / f"{node}.sock", "--state-directory", folder / node],
               folder / f"{node}.log")


def wait_for(condition, what):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"{what} is not there after {PATIENCE_SECONDS} s")
        time.sleep(0.05)
