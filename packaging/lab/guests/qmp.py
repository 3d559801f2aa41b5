"""QEMU's monitor: the hand on the machine's switches and cables."""

import json
import socket
import time

ANSWER_SECONDS = 20


class Refused(Exception):
    """The monitor answered with an error."""


class Monitor:
    """One guest's monitor; a connection for each order, so that none outlives the guest."""

    def __init__(self, path):
        self._path = path

    def answers(self):
        """Whether the monitor is there."""
        try:
            self.order("query-status")
            return True
        except (OSError, ValueError):
            return False

    def order(self, command, **arguments):
        """Gives an order and waits for its answer; Refused, or OSError if the guest is off."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(ANSWER_SECONDS)
            connection.connect(str(self._path))
            lines = connection.makefile("rw", encoding="utf-8")
            json.loads(lines.readline())  # its greeting
            self._exchange(lines, "qmp_capabilities", {})
            return self._exchange(lines, command, arguments)

    @staticmethod
    def _exchange(lines, command, arguments):
        lines.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        lines.flush()
        deadline = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < deadline:
            line = lines.readline()
            if not line:
                raise OSError(f"the monitor closed after {command}")
            answer = json.loads(line)
            if "return" in answer:
                return answer["return"]
            if "error" in answer:
                raise Refused(f"{command}: {answer['error']['desc']}")
        raise TimeoutError(f"the monitor did not answer {command}")
