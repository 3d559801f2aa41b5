"""Answers the laboratory: runs commands, and keeps the agent's unit.

One JSON object a line in, one out. `{"id": n, "verb": "run", "words": [...], "seconds": s, "text":
..., "environment": {...}}` is answered with `status`, `stdout`, `stderr`; a command that is not
done in time is killed and answered with status None; one that the kernel does not let die is told
of in `stderr`, with what the kernel does for it. `start`, `stop`, `signal`, `show` are the
unit's. The unit is enabled as long as /state/unit.json is there: after a boot it starts by itself
once the LUNs are attached, as a systemd unit after iscsi.service does.
"""

import json
import os
import pathlib
import selectors
import signal
import subprocess
import sys
import tempfile
import time

from lab.node_init import Unit

from .port import open_port

ENABLED = pathlib.Path("/state/unit.json")
ATTACHED = pathlib.Path("/run/lab/attached")
LOG = "/dev/ttyS1"
KILL_SECONDS = 5
MESSAGES = 2000


class Command:
    """One command under way."""

    def __init__(self, request):
        self.id = request["id"]
        self.deadline = time.monotonic() + request["seconds"]
        self._killed = None
        # Output goes to files: a program that a command leaves behind would hold a pipe open.
        self._output = [tempfile.TemporaryFile() for _ in range(2)]
        with tempfile.TemporaryFile() as text:
            text.write((request.get("text") or "").encode())
            text.seek(0)
            self.process = subprocess.Popen(
                request["words"], stdin=text, stdout=self._output[0], stderr=self._output[1],
                env=dict(os.environ) | (request.get("environment") or {}), start_new_session=True)

    def settled(self):
        """Whether there is an answer: it ended, or it was killed and had its time to end."""
        if self.process.poll() is not None:
            return True
        now = time.monotonic()
        if self._killed is None and now >= self.deadline:
            self._kill()
            self._killed = now
        return self._killed is not None and now >= self._killed + KILL_SECONDS

    def _kill(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def answer(self):
        texts = []
        for file in self._output:
            file.seek(0)
            texts.append(file.read().decode(errors="replace"))
            file.close()
        ended = self.process.poll()
        if ended is None:
            texts[1] += self._stuck()
        return {"id": self.id, "status": ended if self._killed is None else None,
                "stdout": texts[0], "stderr": texts[1]}

    def _stuck(self):
        """What a process that outlives its kill waits for, as the kernel sees it."""
        stack = pathlib.Path(f"/proc/{self.process.pid}/stack")
        told = "".join(f"\n{path}:\n{path.read_text()}" for path in (stack,) if path.exists())
        messages = subprocess.run(["dmesg"], capture_output=True, text=True, timeout=KILL_SECONDS,
                                  check=False).stdout
        return f"\noutlived its kill for {KILL_SECONDS} s{told}\n{messages[-MESSAGES:]}"


class Answering:
    def __init__(self):
        self._port = open_port("lab.commands")
        self._unit = Unit(LOG)
        self._commands = []
        self._pending = b""
        self._enabled = json.loads(ENABLED.read_text()) if ENABLED.exists() else None

    def loop(self):
        wake_read, wake_write = os.pipe()
        for descriptor in (wake_read, wake_write, self._port):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(wake_write)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        selector = selectors.DefaultSelector()
        selector.register(wake_read, selectors.EVENT_READ)
        selector.register(self._port, selectors.EVENT_READ)
        self._say({"ready": True})
        while True:
            for key, _ in selector.select(0.1):
                if key.fileobj == wake_read:
                    os.read(wake_read, 4096)
                else:
                    self._read()
            self._settle()
            if self._enabled is not None and ATTACHED.exists():
                self._unit.start(self._enabled["command"], self._enabled["environment"])
                self._enabled = None
            self._reap_unit()
            self._unit.tick()

    def _read(self):
        try:
            data = os.read(self._port, 65536)
        except BlockingIOError:
            return
        if not data:
            time.sleep(0.1)  # nobody has the other end open
            return
        *lines, self._pending = (self._pending + data).split(b"\n")
        for line in lines:
            request = json.loads(line)
            if request["verb"] == "run":
                self._run(request)
            else:
                self._say({"id": request["id"]} | self._serve_unit(request))

    def _run(self, request):
        try:
            self._commands.append(Command(request))
        except OSError as failure:
            self._say({"id": request["id"], "status": 127, "stdout": "", "stderr": str(failure)})

    def _serve_unit(self, request):
        verb = request["verb"]
        if verb == "start":
            wanted = {"command": request["command"],
                      "environment": request.get("environment") or {}}
            ENABLED.write_text(json.dumps(wanted))
            os.sync()
            self._enabled = wanted
        elif verb == "stop":
            ENABLED.unlink(missing_ok=True)
            self._enabled = None
            self._unit.stop()
        elif verb == "signal":
            self._unit.kill(request["number"])
        return {"pid": self._unit.pid, "starts": self._unit.starts}

    def _settle(self):
        for command in list(self._commands):
            if command.settled():
                self._commands.remove(command)
                self._say(command.answer())

    def _reap_unit(self):
        if self._unit.pid is None:
            return
        pid, status = os.waitpid(self._unit.pid, os.WNOHANG)
        if pid:
            self._unit.ended(pid, status)

    def _say(self, message):
        data = json.dumps(message).encode() + b"\n"
        while data:
            try:
                data = data[os.write(self._port, data):]
            except BlockingIOError:
                time.sleep(0.02)


if __name__ == "__main__":
    sys.stdout = sys.stderr
    Answering().loop()
