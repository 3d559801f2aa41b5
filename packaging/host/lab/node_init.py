"""Process 1 of a node: private file systems, reaping of orphans, the agent's unit.

As a systemd unit with Restart=always does, it starts the agent again after RESTART_SECONDS.
Control is a unix socket: one JSON object a line in, one out.
"""

import json
import os
import pathlib
import pwd
import selectors
import signal
import socket
import sys
import time

from . import linux, site

RESTART_SECONDS = 0.3
_STATE_FOLDER = "/var/lib/hotpair"


def prepare(run, node):
    """Mounts what must not be shared with the other node."""
    folder = run.node_folder(node)
    for kind, target in (("tmpfs", "/run"), ("tmpfs", "/dev/shm"), ("tmpfs", "/srv")):
        linux.mount(kind, target, kind)
    database = pwd.getpwnam("postgres")
    for name in ("lock", "lun", "hotpair", "resource-agents", "postgresql"):
        pathlib.Path("/run", name).mkdir(mode=0o755)
    os.chmod("/run/lock", 0o1777)
    os.chmod("/dev/shm", 0o1777)
    os.chown("/run/postgresql", database.pw_uid, database.pw_gid)
    loops = json.loads((folder / "loops.json").read_text())
    for lun, loop in loops.items():
        os.mknod(f"{site.LUN_FOLDER}/{lun}", 0o600 | 0o060000, os.stat(loop).st_rdev)
    state = folder / "state"
    state.mkdir(mode=0o700, exist_ok=True)
    pathlib.Path(_STATE_FOLDER).mkdir(mode=0o755, exist_ok=True)
    linux.mount(str(state), _STATE_FOLDER, None, linux.MS_BIND)
    socket.sethostname(node)


class Unit:
    """The agent as a service: started, restarted when it ends, signalled."""

    def __init__(self, log):
        self._log = log
        self._command = None
        self._environment = dict(os.environ)
        self.pid = None
        self.starts = 0
        self.due = None

    def start(self, command, environment):
        self._command = command
        self._environment = dict(os.environ) | environment
        if self.pid is None:
            self._spawn()

    def stop(self):
        """Asks the service to end, and not to come back."""
        self._command = None
        self.due = None
        if self.pid is not None:
            os.kill(self.pid, signal.SIGTERM)

    def kill(self, number):
        if self.pid is not None:
            os.kill(self.pid, number)

    def ended(self, pid, status):
        if pid != self.pid:
            return
        self.pid = None
        with open(self._log, "a", encoding="utf-8") as log:
            log.write(f"{time.time():.3f} unit: process {pid} ended with status {status}\n")
        if self._command is not None:
            self.due = time.monotonic() + RESTART_SECONDS

    def tick(self):
        if self.due is not None and time.monotonic() >= self.due:
            self._spawn()

    def _spawn(self):
        self.due = None
        self.starts += 1
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open("/dev/null", os.O_RDONLY)
        self.pid = os.posix_spawn(
            self._command[0], self._command, self._environment, setsid=True, setsigdef=range(1, 32),
            setsigmask=[], file_actions=[(os.POSIX_SPAWN_DUP2, nothing, 0),
                                         (os.POSIX_SPAWN_DUP2, log, 1),
                                         (os.POSIX_SPAWN_DUP2, log, 2)])
        os.close(log)
        os.close(nothing)


class Init:
    """The loop of process 1."""

    def __init__(self, run, node):
        folder = run.node_folder(node)
        self._unit = Unit(folder / "agent.log")
        path = folder / "init.sock"
        path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(path))
        self._listener.listen(16)

    def loop(self):
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_read, False)
        os.set_blocking(wake_write, False)
        signal.set_wakeup_fd(wake_write)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        selector = selectors.DefaultSelector()
        selector.register(wake_read, selectors.EVENT_READ)
        selector.register(self._listener, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select(0.05 if self._unit.due is not None else None):
                if key.fileobj is self._listener:
                    self._serve(self._listener.accept()[0])
                else:
                    os.read(wake_read, 4096)
            self._reap()
            self._unit.tick()

    def _reap(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._unit.ended(pid, status)

    def _serve(self, connection):
        with connection:
            connection.settimeout(2)
            request = json.loads(connection.makefile(encoding="utf-8").readline())
            verb = request["verb"]
            if verb == "start":
                self._unit.start(request["command"], request.get("environment", {}))
            elif verb == "stop":
                self._unit.stop()
            elif verb == "signal":
                self._unit.kill(request["number"])
            answer = {"pid": self._unit.pid, "starts": self._unit.starts}
            connection.sendall((json.dumps(answer) + "\n").encode())


def main():
    run, node, ready = site.Run(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    prepare(run, node)
    init = Init(run, node)
    os.write(ready, b"ready\n")
    os.close(ready)
    init.loop()


if __name__ == "__main__":
    main()
