"""The command channel into a guest: JSON lines over a virtio port, whatever its networks do."""

import json
import queue
import socket
import struct
import subprocess
import threading
import time

SLACK_SECONDS = 20


class Silent(Exception):
    """The guest did not answer in time: it is off, paused, panicked or still booting."""


class Channel:
    """One start of one guest; ends with it."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        # The kernel's limit, on sending alone: Python's is the whole socket's, and a reading thread
        # that meets it in mid-flight ends.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO,
                                struct.pack("ll", SLACK_SECONDS, 0))
        self._socket.connect(str(path))
        self._lock = threading.Lock()
        self._waiting = {}
        self._last = 0
        self.ready = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            for line in self._socket.makefile("rb"):
                try:
                    answer = json.loads(line)
                except ValueError:
                    continue  # half a line, from a guest that was cut off
                if "ready" in answer:
                    self.ready.set()
                elif (box := self._waiting.pop(answer.get("id"), None)) is not None:
                    box.put(answer)
        except OSError:
            pass  # closed

    def ask(self, verb, seconds=10, **more):
        """The guest's answer to a request; Silent after `seconds` and some slack."""
        box = queue.Queue()
        with self._lock:
            self._last += 1
            request = {"id": self._last, "verb": verb, "seconds": seconds} | more
            self._waiting[request["id"]] = box
            try:
                self._socket.sendall(json.dumps(request).encode() + b"\n")
            except OSError as failure:
                raise Silent(f"{verb}: {failure}") from failure
        try:
            return box.get(timeout=seconds + SLACK_SECONDS)
        except queue.Empty:
            self._waiting.pop(request["id"], None)
            raise Silent(f"no answer to {verb} {more.get('words', '')} in"
                         f" {seconds + SLACK_SECONDS} s") from None

    def run(self, words, seconds, text=None, environment=None):
        """Runs a command in the guest; gives it as subprocess does, or its TimeoutExpired."""
        answer = self.ask("run", seconds, words=list(map(str, words)), text=text,
                          environment=environment)
        if answer["status"] is None:
            raise subprocess.TimeoutExpired(words, seconds, answer["stdout"], answer["stderr"])
        return subprocess.CompletedProcess(words, answer["status"], answer["stdout"],
                                           answer["stderr"])

    def wait_ready(self, seconds):
        """Waits until the guest's answering program said that it is there."""
        deadline = time.monotonic() + seconds
        if not self.ready.wait(deadline - time.monotonic()):
            raise Silent(f"the guest did not come up in {seconds} s")

    def close(self):
        # Shut down first: the reading thread holds the socket open.
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the guest was faster
        self._socket.close()
