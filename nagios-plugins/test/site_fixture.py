"""What the agent of blade1 shows: pair erp is active here and ready, pair mail on vpe1."""

import struct
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging" / "tools"))

from mib import Mib  # noqa: E402

MIB = Mib()
INTEGERS = ("INTEGER", "Integer32", "Unsigned32", "Gauge32", "Counter64")


def date_and_time(seconds):
    """DateAndTime in UTC of seconds since 1970; None: never."""
    if seconds is None:
        return bytes(8)
    at = time.gmtime(seconds)
    tenths = int(seconds * 10) % 10
    return struct.pack(">HBBBBBB", *at[:6], tenths) + b"+\0\0"


def site():
    """Rows by table and index; values are words, numbers, texts or seconds since 1970."""
    now = time.time()
    return {
        "Agent": {(): {
            "Node": "blade1", "Cluster": "as300", "ConfigurationDigest": "0" * 64,
            "Lag": 1500, "WorstLag": 48000, "DeadTime": 320, "Armed": True, "NotArmedReason": "",
            "UnsafeDemo": False, "Started": now - 3600.0, "SnapshotTime": now,
            "WatchdogState": "notNeeded", "WatchdogDevice": "", "WatchdogTime": -1,
        }},
        "Pair": {("erp",): pair("blade1", "active", 5), ("mail",): pair("vpe1", "standby", 15)},
        "Path": {(name, kind): path(kind, shift) for name, shift in (("erp", 0), ("mail", 1000))
                 for kind in ("private", "public", "disk")},
        "Lun": {
            ("erp", "data"): lun("/dev/sdb", "heldHere", "blade1", 6),
            ("mail", "spool"): lun("/dev/sdc", "heldByPeer", "vpe1", 7),
        },
        "Resource": {
            ("erp", "database"): resource("running", 301),
            ("erp", "mount"): resource("running", 20),
            ("mail", "server"): resource("stopped", -1),
        },
        "Health": {
            ("system-disk",): part("systemDisk", 7, "ms", "a block written and read in 7 ms"),
            ("file-system",): part("fileSystem", 41, "% used", "/ is 41 % full"),
            ("network-errors-public",): part("networkErrors", 3, "errors", "eth1: 3 errors"),
            ("temperature",): part("temperature", -1, "% of the critical temperature",
                                   "no sensor is there", "unknown"),
            ("clock",): part("clock", -1, "", "chrony keeps the clock"),
        },
        "Control": {(name,): {"Lock": 7} for name in ("erp", "mail")},
    }


def peer():
    """The same pairs as the agent of vpe1 shows them."""
    seen = site()
    seen["Agent"][()]["Node"] = "vpe1"
    for (name,), role in ((("erp",), "standby"), (("mail",), "active")):
        seen["Pair"][(name,)].update(Role=role, State=role, StateReason=f"is {role}",
                                     Peer="blade1", Failovers=2, Takeovers=1, Switchovers=1)
    for (name, _), row in seen["Lun"].items():
        row["State"] = "heldHere" if name == "mail" else "heldByPeer"
    return seen


def pair(active, role, count):
    return {
        "Role": role, "State": role, "StateReason": f"is {role}", "ActiveNode": active,
        "Peer": "vpe1", "PeerHealth": "online", "Epoch": 41, "Ready": True,
        "NotReadyCause": "none", "NotReadyDetail": "", "Suspended": False, "Fault": "none",
        "Failovers": count, "Takeovers": count - 2, "Switchovers": 2, "FailedMoves": 1,
        "SuppressedMoves": 0, "LastMoveTime": 1795370340.0,
        "LastMoveReason": "peerSilent", "LastMoveDuration": 734,
        "LastMoveTimeline": "detect 320 ms, fence 24 ms",
    }


def path(kind, shift):
    disk = kind == "disk"
    return {
        "Peer": "vpe1", "LocalAddress": "/dev/sdb1" if disk else "192.168.10.1:7801",
        "PeerAddress": "/dev/sdb1" if disk else "192.168.10.2:7801", "State": "up",
        "PeerHears": "unknown" if disk else "up", "Carrier": "unknown" if disk else "up",
        "RoundTripMean": -1 if disk else 202 + shift, "Jitter": -1 if disk else 44,
        "Lost": 30 + shift, "Rejected": 20 + shift, "LastHeard": 61,
    }


def lun(device, state, owner, errors):
    return {
        "Device": device, "Guard": "fence", "State": state, "Owner": owner, "Epoch": 41,
        "Latency": 2500, "Errors": errors, "OwnerChanges": errors - 1,
        "RegisteredKeys": f"{owner} epoch 41 x2", "AtPeer": "same",
        "RaidLevel": "raid6", "RaidState": "optimal",
    }


def resource(state, start):
    return {"Agent": "postgresql@15-erp", "State": state, "LastResult": "", "Restarts": 1,
            "Failures": 2, "StartDuration": start, "StopDuration": -1}


def part(kind, value, unit, reading, verdict="ok"):
    return {"Kind": kind, "Verdict": verdict, "Reading": reading, "Value": value, "Unit": unit,
            "Limits": "", "Advice": "", "LastChange": None, "Changes": 4}


def index(table, names):
    if table == "Agent":
        return ".0"
    kinds = {word: code for code, word in MIB.entries["hotpairPathKind"].words.items()}
    parts = []
    for place, name in enumerate(names):
        if table == "Path" and place == 1:
            parts.append(kinds[name])
        else:
            parts += [len(name), *name.encode()]
    return "".join(f".{part}" for part in parts)


def variables(rows):
    """OID, type and value of each object, as snmpd's pass_persist wants them, by the MIB."""
    for table, found in rows.items():
        for names, row in found.items():
            for column, value in row.items():
                entry = MIB.entries[f"hotpair{table}{column}"]
                yield (f".{entry.oid}{index(table, names)}", *typed(entry, value))


def typed(entry, value):
    if entry.syntax == "DateAndTime":
        return "octet", date_and_time(value).hex(" ")
    if entry.syntax == "TruthValue":
        return "integer", "1" if value else "2"
    if entry.words:
        codes = {word: code for code, word in entry.words.items()}
        return "integer", str(codes.get(value, value))
    if entry.base in INTEGERS:
        kind = {"Counter64": "counter64", "Gauge32": "gauge", "Unsigned32": "gauge"}
        return kind.get(entry.base, "integer"), str(value)
    return "octet", value.encode().hex(" ")
