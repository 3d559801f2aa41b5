"""Answers snmpd's pass_persist from a file of lines "OID<tab>type<tab>value", read again when it
changes: responder.py FILE."""

import bisect
import os
import sys


def numbers(oid):
    return [int(part) for part in oid.strip(".").split(".")]


def load(path):
    with open(path, encoding="ascii") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    return sorted((numbers(oid), oid, kind, value) for oid, kind, value in lines)


def main(path):
    rows, read = [], None
    for command in sys.stdin:
        command = command.strip()
        if command == "PING":
            print("PONG", flush=True)
            continue
        if not command:
            return
        asked = numbers(sys.stdin.readline().strip())
        changed = os.stat(path)
        if (changed.st_mtime_ns, changed.st_ino) != read:
            rows, read = load(path), (changed.st_mtime_ns, changed.st_ino)
        place = bisect.bisect_left(rows, (asked,))
        if command == "getnext":
            while place < len(rows) and rows[place][0] == asked:
                place += 1
        found = rows[place] if place < len(rows) else None
        if found is None or (command == "get" and found[0] != asked):
            print("NONE", flush=True)
        else:
            print("\n".join(found[1:]), flush=True)


main(sys.argv[1])
