"""The deb on a machine of its own: installed, a pair formed, upgraded, restarted by the watchdog,
removed and purged; a program that the pair runs lives through all of it."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

SITE = """\
cluster: installed
unsafe-demo: true
nodes:
  blade1: {id: 1, addresses: {private: 127.0.9.1, public: 127.0.9.11}}
  vpe1: {id: 2, addresses: {private: 127.0.9.2, public: 127.0.9.12}}
timings: balanced
pairs:
  erp:
    nodes: [blade1, vpe1]
    luns:
      data: {device: /srv/lun.img, guard: lease}
    group:
      - name: service
        command:
          start: [/srv/service, start]
          stop: [/srv/service, stop]
          monitor: [/srv/service, monitor]
        interval: 1s
"""
# A program in the background, in the control group of whoever starts it.
SERVICE = """\
#!/bin/sh
case $1 in
  start) setsid sleep 86400 >/dev/null 2>&1 </dev/null & echo $! >/srv/service.pid ;;
  stop) kill "$(cat /srv/service.pid)"; rm -f /srv/service.pid ;;
  monitor) [ -e /srv/service.pid ] && kill -0 "$(cat /srv/service.pid)" 2>/dev/null || exit 7 ;;
esac
"""
PEER = ("systemd-run", "--quiet", "--unit=peer", "-p", "KillMode=process", "/srv/home/bin/hotpair", "agent", "--node",
        "vpe1", "--state-directory", "/srv/peer", "--socket", "/run/peer.sock")
UNIT = "hotpair.service"


class Machine:
    """A machine with systemd, made of this one's files below a layer that is thrown away."""

    def __init__(self, init, packages):
        self.packages = packages
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hotpair-machine-"))
        group = pathlib.Path("/sys/fs/cgroup/systemd")
        self.group = (group if group.is_dir() else group.parent) / self.folder.name
        self.group.mkdir()
        enter = f'echo $$ >{self.group}/cgroup.procs && exec "$@"'
        self.process = subprocess.Popen(
            ["sh", "-c", enter, "-", "unshare", "--mount", "--pid", "--net", "--uts", "--ipc", "--cgroup", "--fork",
             "--kill-child", "--propagation", "private", str(init), str(self.folder)], stdin=subprocess.DEVNULL,
            start_new_session=True)

    def __enter__(self):
        # Nothing is asked before it has left this machine's files behind.
        self.wait("the machine is up", 60, lambda: self.init() and
                  os.path.basename(os.readlink(f"/proc/{self.init()}/exe")) == "systemd")
        return self

    def __exit__(self, *_):
        # Its process 1, and with it all others; --kill-child would end it as well.
        os.kill(self.init() or self.process.pid, signal.SIGKILL)
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)
        # The kernel removes what is empty; what is left of the machine's own groups first.
        for folder, _, _ in os.walk(self.group, topdown=False):
            os.rmdir(folder)

    def init(self):
        """Process 1 of the machine, as this one numbers it; 0 if there is none."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return int(children or 0)

    def ask(self, *command):
        """Runs a command there; the result."""
        inside = ["nsenter", "--target", str(self.init()), "--all", f"--root=/proc/{self.init()}/root",
                  "env", "--chdir=/", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C"]
        return subprocess.run(inside + [str(word) for word in command], capture_output=True, text=True, timeout=240,
                              stdin=subprocess.DEVNULL, check=False)

    def run(self, *command):
        """Runs a command there that must succeed; what it says."""
        done = self.ask(*command)
        assert done.returncode == 0, f"{command}: status {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def file(self, path):
        return pathlib.Path(f"/proc/{self.init()}/root{path}")

    def bring(self, source, version=""):
        """Copies a deb to the machine, as of another version if one is given; where it lies."""
        to = self.file("/tmp/" + source.name)
        shutil.copy(source, to)
        if version:
            self.run("sh", "-c", f"rm -rf /tmp/r && dpkg-deb -R /tmp/{source.name} /tmp/r && sed -i "
                     f"'s/^Version: .*/Version: {version}/' /tmp/r/DEBIAN/control && "
                     f"dpkg-deb -Znone -b /tmp/r /tmp/{source.name} && rm -rf /tmp/r")
        return f"/tmp/{source.name}"

    def show(self, *properties):
        """Properties of the unit, by name."""
        said = self.run("systemctl", "show", UNIT, "-p", ",".join(properties))
        return dict(line.split("=", 1) for line in said.splitlines())

    def pair(self):
        """What blade1 says of the pair; empty if it does not answer."""
        done = self.ask("hotpair", "status", "--json")
        return json.loads(done.stdout)["pairs"][0] if done.returncode == 0 else {}

    def wait(self, what, seconds, holds):
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
            time.sleep(0.3)

    def formed(self):
        pair = self.pair()
        return pair.get("ready") and pair["activeNode"] == "blade1" and not pair["suspended"]

    def service(self):
        """The process that the pair runs, which must be alive."""
        number = self.file("/srv/service.pid").read_text().strip()
        self.run("kill", "-0", number)
        return number

    def logs(self):
        return self.ask("journalctl", "--no-pager", "-n", "60", "-u", UNIT, "-u", "peer").stdout


def installed(machine):
    """the deb is installed where there is no Java; command, pages and completion are there"""
    machine.wait("systemd is up", 60, lambda: machine.ask("systemctl", "is-system-running").stdout.strip()
                 in ("running", "degraded"))
    assert not list(machine.file("/usr/lib/jvm").iterdir()), "there is a Java"
    machine.run("dpkg", "--force-depends", "-i", machine.bring(next(machine.packages.glob("hotpair_*.deb"))),
                machine.bring(next(machine.packages.glob("hotpair-monitoring_*.deb"))))
    assert "hotpair 0." in machine.run("hotpair", "--version")
    assert machine.file("/usr/lib/hotpair/runtime/lib/hotpair.jsa").stat().st_size > 1_000_000
    assert "Begins maintenance" in machine.run("man", "-P", "cat", "hotpair-suspend")
    words = machine.run("bash", "-c", ". /usr/share/bash-completion/completions/hotpair && COMP_WORDS=(hotpair sw) "
                        "COMP_CWORD=1 && _complete_hotpair hotpair && echo ${COMPREPLY[*]}")
    assert "switchover" in words, words
    assert machine.show("ActiveState", "UnitFileState") == {"ActiveState": "inactive", "UnitFileState": "enabled"}
    machine.run("systemd-analyze", "verify", "--man=no", "/lib/systemd/system/hotpair.service")
    assert machine.file("/etc/hotpair/secrets").stat().st_mode & 0o777 == 0o700


def a_pair_forms(machine):
    """the unit starts, says so to systemd, and a pair forms; memory is locked, the decider is real-time"""
    machine.file("/srv/service").write_text(SERVICE)
    machine.run("sh", "-c", "chmod 755 /srv/service && truncate -s 1M /srv/lun.img && "
                "hotpair keygen /etc/hotpair/secrets/cluster.key")
    machine.file("/etc/hotpair/site.yaml").write_text(SITE)
    machine.file("/etc/default/hotpair").write_text('HOTPAIR_AGENT_OPTIONS="--node blade1"\n')
    started = time.monotonic()
    machine.run("systemctl", "start", UNIT)
    ready = time.monotonic() - started
    machine.run("cp", "-a", "/usr/lib/hotpair", "/srv/home")
    machine.run(*PEER)
    machine.wait("the pair is formed", 90, machine.formed)
    number = machine.show("MainPID")["MainPID"]
    status = dict(line.split(":", 1) for line in machine.file(f"/proc/{number}/status").read_text().splitlines())
    assert int(status["VmLck"].split()[0]) > 0, "no memory is locked"
    threads = machine.run("ps", "-L", "-o", "cls,rtprio,comm", "-p", number)
    assert "RR     10 decider" in threads, threads
    machine.wait("a word for the watchdog", 30, lambda: machine.show("WatchdogTimestampMonotonic")
                 ["WatchdogTimestampMonotonic"] > machine.show("ActiveEnterTimestampMonotonic")
                 ["ActiveEnterTimestampMonotonic"])
    print(f"      start to READY=1 {ready:.2f} s, resident {int(status['VmRSS'].split()[0]) / 1024:.0f} MiB")


def upgraded(machine):
    """an upgrade restarts the agent and nothing else: the program runs on, the pair did not move"""
    before, agent = machine.service(), machine.show("MainPID")["MainPID"]
    epoch = machine.pair()["epoch"]
    machine.run("dpkg", "--force-depends", "-i",
                machine.bring(next(machine.packages.glob("hotpair_*.deb")), "9.0"))
    assert machine.show("MainPID")["MainPID"] != agent, "the old agent runs on"
    machine.wait("the pair is formed again", 60, machine.formed)
    assert machine.service() == before, "another process runs"
    assert machine.pair()["epoch"] == epoch, "the pair moved"
    assert 'HOTPAIR_AGENT_OPTIONS="--node blade1"' in machine.file("/etc/default/hotpair").read_text()


def hung(machine):
    """an agent that hangs is restarted by systemd's watchdog; the program runs on"""
    before, agent = machine.service(), machine.show("MainPID")["MainPID"]
    # In maintenance, so that the peer does not take over what it may.
    assert machine.run("hotpair", "suspend-all").splitlines()[0] == "erp"
    machine.run("kill", "-STOP", agent)
    machine.wait("another agent", 60, lambda: machine.show("MainPID", "ActiveState")
                 not in ({"MainPID": agent, "ActiveState": "active"}, {"MainPID": "0", "ActiveState": "active"})
                 and machine.show("ActiveState")["ActiveState"] == "active")
    machine.wait("the pair is held again", 60, lambda: machine.pair().get("activeNode") == "blade1")
    assert machine.service() == before, "another process runs"
    machine.run("hotpair", "resume", "erp", "--wait")
    machine.wait("the pair is formed again", 60, machine.formed)


def removed(machine):
    """a removal ends the agent and keeps the configuration; the program runs on, here and not there"""
    before = machine.service()
    said = machine.run("dpkg", "-r", "hotpair")
    assert "without protection: erp" in said, said
    assert machine.ask("sh", "-c", "command -v hotpair").returncode != 0
    assert machine.file("/etc/hotpair/secrets/cluster.key").exists()
    assert machine.file("/etc/hotpair/site.yaml").exists()
    assert machine.file("/etc/default/hotpair").exists()
    time.sleep(9)  # twice the dead time: a move would have come
    assert machine.service() == before, "another process runs"


def installed_again_and_purged(machine):
    """installed again, the agent adopts what runs; a purge leaves no file, and the program runs on"""
    before = machine.service()
    machine.run("dpkg", "--force-depends", "-i", machine.bring(next(machine.packages.glob("hotpair_*.deb"))))
    machine.wait("the agent holds the pair", 60, lambda: machine.pair().get("activeNode") == "blade1")
    assert machine.pair()["suspended"], "maintenance was forgotten"
    machine.run("hotpair", "resume", "erp", "--wait")
    machine.wait("the pair is formed again", 60, machine.formed)
    assert machine.service() == before, "another process runs"
    machine.run("dpkg", "-P", "hotpair", "hotpair-monitoring")
    for place in ("/etc/hotpair", "/etc/default/hotpair", "/var/lib/hotpair", "/usr/lib/hotpair", "/usr/share/hotpair"):
        assert not machine.file(place).exists(), f"{place} is left"
    assert machine.service() == before, "another process runs"


CASES = (installed, a_pair_forms, upgraded, hung, removed, installed_again_and_purged)
