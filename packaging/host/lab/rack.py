"""The rack: the power daemon that switches nodes on and off, apart from both test networks.

Protocol, over a socket: one line `ACTION NODE`, one line back, `ok on`, `ok off` or `failed
REASON`. `cut` is `off` under a name of its own, so that the log tells the test's power cuts from
fencing. Power off means: links down, unsynced writes dropped, the node's init killed and with it
every process of the node, its addresses and its loop devices gone. The answer comes when that has
happened.
"""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time

from . import linux, network, site

READY_SECONDS = 10
OFF_SECONDS = 10


class Node:
    """One machine of the rack."""

    def __init__(self, run, name):
        self._run = run
        self.name = name
        self._view = linux.NetworkView(run.namespace_path(name))
        self._lock = threading.Lock()
        self._process = None
        self._init = None
        self._loops = {}

    def is_on(self):
        return self._process is not None and self._process.poll() is None

    def on(self):
        with self._lock:
            if self.is_on():
                return
            self._collect()
            for lun in self._run.shape.luns[self.name]:
                attached = subprocess.run(
                    ["losetup", "--find", "--show", *self._way(lun)],
                    capture_output=True, text=True, check=True, timeout=10)
                self._loops[lun] = attached.stdout.strip()
            network.bring_up(self._run, self.name)
            self._boot()

    def _way(self, lun):
        """How this node gets a LUN: the file itself, or its own way there if a case has laid one.

        Past the page cache on such a way, for each has a cache of its own.
        """
        way = self._run.way(self.name, lun)
        return ["--direct-io=on", str(way)] if way.exists() else [str(self._run.lun(lun))]

    def _boot(self):
        folder = self._run.node_folder(self.name)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "loops.json").write_text(json.dumps(self._loops))
        ready_read, ready_write = os.pipe()
        with open(folder / "console.log", "ab") as console:
            self._process = subprocess.Popen(
                ["ip", "netns", "exec", self._run.namespace(self.name),
                 "unshare", "-m", "-p", "-i", "-u", "--fork", "--kill-child", "--mount-proc",
                 sys.executable, "-m", "lab.node_init", self._run.prefix, self.name,
                 str(ready_write)],
                stdin=subprocess.DEVNULL, stdout=console, stderr=console,
                pass_fds=[ready_write], cwd=site.HOST_FOLDER)
        os.close(ready_write)
        try:
            ready = _read_with_deadline(ready_read, READY_SECONDS)
        finally:
            os.close(ready_read)
        if ready != b"ready\n":
            self._process.kill()
            raise RuntimeError(f"{self.name} did not boot: see {folder / 'console.log'}")
        task = f"/proc/{self._process.pid}/task/{self._process.pid}/children"
        self._init = int(pathlib.Path(task).read_text(encoding="ascii").split()[0])
        (folder / "init.pid").write_text(str(self._init))

    def off(self):
        with self._lock:
            for link in (site.PUBLIC_LINK, site.PRIVATE_LINK):
                self._view.set_up(link, False)
            if self.is_on():
                for directory in self._lun_mounts():
                    linux.drop_unsynced_writes(directory)
                os.kill(self._init, signal.SIGKILL)
                # What hung in its way to a LUN keeps a machine without power no longer.
                self._run.trouble(self.name).unlink(missing_ok=True)
                self._process.wait(OFF_SECONDS)
            self._view.flush_addresses()
            self._collect()

    def _lun_mounts(self):
        devices = set()
        for loop in self._loops.values():
            number = os.stat(loop).st_rdev
            devices.add(f"{os.major(number)}:{os.minor(number)}")
        root = f"/proc/{self._init}/root"
        with open(f"/proc/{self._init}/mountinfo", encoding="ascii") as lines:
            fields = [line.split() for line in lines]
        return [root + field[4] for field in fields if field[2] in devices]

    def _collect(self):
        for loop in self._loops.values():
            linux.detach_loop(loop)
        self._loops = {}


def _read_with_deadline(descriptor, seconds):
    deadline = time.monotonic() + seconds
    os.set_blocking(descriptor, False)
    while time.monotonic() < deadline:
        try:
            return os.read(descriptor, 64)
        except BlockingIOError:
            time.sleep(0.005)
    return b""


class Rack:
    """Answers requests; one thread each, so that one slow node never delays the other.

    `nodes`: name → what has `on`, `off` and `is_on`. `listener`: a listening socket.
    """

    def __init__(self, nodes, power_log, listener):
        self._nodes = nodes
        self._log = open(power_log, "a", buffering=1, encoding="utf-8")
        self._listener = listener

    def serve(self):
        """Serves until the listener is closed."""
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        with connection:
            connection.settimeout(5)
            try:
                words = connection.makefile(encoding="utf-8").readline().split()
            except (OSError, UnicodeDecodeError):
                return
            began = time.time()
            reply = self._reply(words)
            record = {"at": began, "seconds": round(time.time() - began, 4),
                      "request": " ".join(words), "reply": reply}
            self._log.write(json.dumps(record) + "\n")
            try:
                connection.sendall((reply + "\n").encode())
            except OSError:
                pass  # who asked has gone; the log has the answer

    def _reply(self, words):
        if words == ["monitor"]:
            return "ok"
        if len(words) != 2 or words[0] not in ("on", "off", "cut", "status"):
            return "failed request not understood: on|off|cut|status NODE, or monitor"
        node = self._nodes.get(words[1])
        if node is None:
            return f"failed no such plug: {words[1]}, known: {' '.join(self._nodes)}"
        try:
            if words[0] == "on":
                node.on()
            elif words[0] in ("off", "cut"):
                node.off()
        except Exception as failure:  # told to who asked; the rack goes on
            return f"failed {type(failure).__name__}: {failure}".replace("\n", " ")
        return "ok on" if node.is_on() else "ok off"


def main():
    run = site.Run(sys.argv[1])
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(run.power_socket))
    os.chmod(run.power_socket, 0o600)
    listener.listen(16)
    rack = Rack({name: Node(run, name) for name in run.shape.public},
                run.power_log, listener)
    print("rack ready", flush=True)
    rack.serve()


if __name__ == "__main__":
    linux.end_with_parent()
    main()
