"""The array's own word: who holds each LUN, and which writes it took, in its order.

Lines to the laboratory: `C ...`, the kernel's trace of each completed WRITE and PERSISTENT RESERVE
OUT with initiator and status; `R {...}`, the reservation whenever it changed.
"""

import json
import os
import pathlib
import select
import sys
import time

from .port import open_port

CORE = pathlib.Path("/sys/kernel/config/target/core/fileio_0")
TRACING = pathlib.Path("/sys/kernel/tracing")
COMMAND_LINE = pathlib.Path("/proc/cmdline")
# WRITE (6, 10, 12, 16), UNMAP, WRITE SAME (10, 16), COMPARE AND WRITE, PERSISTENT RESERVE OUT.
OPCODES = (0x0A, 0x2A, 0xAA, 0x8A, 0x42, 0x41, 0x93, 0x89, 0x5F)
SAMPLE_SECONDS = 0.1


def reservation(lun):
    """What configfs says of a LUN: holder, type, registrations, generation."""
    folder = CORE / lun / "pr"
    return {name: (folder / f"res_{name}").read_text().strip() for name in
            ("holder", "pr_type", "pr_registered_i_pts", "pr_generation", "aptpl_active")}


def luns():
    """The LUNs, as the kernel's command line names them."""
    word, = (word for word in COMMAND_LINE.read_text().split() if word.startswith("lab.luns="))
    return word.partition("=")[2].split(",")


def start_trace():
    event = TRACING / "events/target/target_cmd_complete"
    (event / "filter").write_text(" || ".join(f"opcode == {opcode}" for opcode in OPCODES))
    (TRACING / "trace_clock").write_text("boot")
    (event / "enable").write_text("1")
    return os.open(TRACING / "trace_pipe", os.O_RDONLY | os.O_NONBLOCK)


def main():
    port = open_port("lab.witness")
    trace = start_trace()
    pathlib.Path("/run/lab/witness").touch()
    served, before, pending = luns(), {}, b""
    due = 0.0
    while True:
        ready, _, _ = select.select([trace], [], [], max(0.0, due - time.monotonic()))
        if ready:
            *lines, pending = (pending + os.read(trace, 65536)).split(b"\n")
            for line in lines:
                os.write(port, b"C " + line.strip() + b"\n")
        if time.monotonic() >= due:
            due = time.monotonic() + SAMPLE_SECONDS
            for lun in served:
                now = reservation(lun)
                if now != before.get(lun):
                    before[lun] = now
                    os.write(port, b"R " + json.dumps({"lun": lun} | now).encode() + b"\n")


if __name__ == "__main__":
    sys.stdout = sys.stderr
    main()
