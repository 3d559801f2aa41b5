"""What the array itself says: each write that it completed, in its order, and who holds the LUN."""

import dataclasses
import json
import re
import socket
import threading
import time

# The kernel's format of the event target_cmd_complete (include/trace/events/target.h, Linux 6.1).
_COMPLETED = re.compile(
    r"(?P<clock>\d+\.\d+): target_cmd_complete: (?P<initiator>\S+) <- LUN (?P<lun>\d+) tag \S+"
    r" status (?P<status>.+?) \(sense len .*? CDB (?P<cdb>[0-9a-f ]+?) *\(TA:")
_KEY = re.compile(r"iqn\.2026-01\.io\.hotpair:(\w+).* Key: 0x([0-9a-f]+)", re.IGNORECASE)
_PERSISTENT_RESERVE_OUT = 0x5F
_ACTIONS = {0: "REGISTER", 1: "RESERVE", 2: "RELEASE", 3: "CLEAR", 4: "PREEMPT",
            5: "PREEMPT AND ABORT", 6: "REGISTER AND IGNORE"}
CLAIMING = ("RESERVE", "PREEMPT", "PREEMPT AND ABORT")


@dataclasses.dataclass(frozen=True)
class Command:
    """A command that the array completed; `at` is when the laboratory heard of it, seconds."""

    at: float
    node: str
    lun: str
    action: str
    good: bool
    status: str


@dataclasses.dataclass(frozen=True)
class Reservation:
    """The persistent reservation of a LUN: holding node or None, and node → registered key."""

    at: float
    lun: str
    holder: str | None
    kind: str
    keys: dict
    aptpl: str


@dataclasses.dataclass
class Turn:
    """Accepted writes of one node with no other node's between them."""

    node: str
    first: float
    last: float
    writes: int


class TargetLog:
    """Reads the witness's port, over every restart of the array."""

    def __init__(self, path, luns):
        """`luns`: their names, in the order of their numbers from 1."""
        self._luns = list(luns)
        self._file = open(path, "a", buffering=1, encoding="utf-8")
        self._lock = threading.Lock()
        self._records = []
        self.not_understood = []

    def listen(self, path):
        """Reads what comes from this socket until its other end closes."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.connect(str(path))
        threading.Thread(target=self._read, args=(connection,), daemon=True).start()

    def _read(self, connection):
        try:
            with connection, connection.makefile(encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    self._take(line.strip())
        except OSError:
            pass  # the array was switched off

    def _take(self, line):
        at = time.time()
        record = self._parsed(at, line)
        with self._lock:
            if self._file.closed:
                return
            self._file.write(f"{at:.3f} {line}\n")
            if record is not None:
                self._records.append(record)
            elif "target_cmd_complete" in line or line.startswith("R "):
                self.not_understood.append(line)

    def _parsed(self, at, line):
        try:
            if line.startswith("R "):
                return _reservation(at, json.loads(line[2:]))
            return _command(at, line, self._luns)
        except (ValueError, KeyError, IndexError):
            return None

    def records(self, since=0.0):
        with self._lock:
            return [record for record in self._records if record.at >= since]

    def commands(self, since=0.0, lun="data"):
        """The completed commands of a LUN, in the array's order."""
        return [record for record in self.records(since)
                if isinstance(record, Command) and record.lun == lun]

    def reservation(self, lun="data"):
        """The newest reservation of a LUN, or None if nothing was heard yet."""
        found = [record for record in self.records()
                 if isinstance(record, Reservation) and record.lun == lun]
        return found[-1] if found else None

    def reservations(self, since=0.0, lun="data"):
        return [record for record in self.records(since)
                if isinstance(record, Reservation) and record.lun == lun]

    def turns(self, since=0.0, lun="data"):
        """Who wrote to a LUN, one after the other."""
        turns = []
        for command in self.commands(since, lun):
            if not command.good or command.action != "WRITE":
                continue
            if turns and turns[-1].node == command.node:
                turns[-1].last = command.at
                turns[-1].writes += 1
            else:
                turns.append(Turn(command.node, command.at, command.at, 1))
        return turns

    def refused_writes(self, node, since=0.0):
        """The writes of a node to the data LUN that the array refused."""
        return [command for command in self.commands(since)
                if command.node == node and command.action == "WRITE" and not command.good]

    def intrusions(self, since=0.0, lun="data"):
        """Accepted writes of a node after another's claim of a LUN, without one of its own.

        The array's order counts. From the first claim on, only who claimed last may write.
        """
        owner, found = None, []
        for command in self.commands(since, lun):
            if not command.good:
                continue
            if command.action in CLAIMING:
                owner = command.node
            elif command.action == "WRITE" and owner not in (None, command.node):
                found.append(command)
        return found

    def close(self):
        with self._lock:
            self._file.close()


def _command(at, line, luns):
    match = _COMPLETED.search(line)
    if match is None:
        return None
    cdb = bytes.fromhex(match["cdb"].replace(" ", ""))
    action = "WRITE"
    if cdb[0] == _PERSISTENT_RESERVE_OUT:
        action = _ACTIONS.get(cdb[1] & 0x1F, f"PERSISTENT RESERVE OUT {cdb[1] & 0x1F}")
    status = match["status"].strip()
    return Command(at, match["initiator"].rpartition(":")[2], luns[int(match["lun"]) - 1], action, "GOOD" in status,
                   status)


def _reservation(at, said):
    holder = re.search(r"iqn\.2026-01\.io\.hotpair:(\w+)", said["holder"])
    keys = {match[1]: int(match[2], 16) for match in _KEY.finditer(said["pr_registered_i_pts"])}
    return Reservation(at, said["lun"], holder and holder[1], said["pr_type"], keys,
                       said["aptpl_active"])
