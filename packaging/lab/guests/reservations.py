"""Persistent reservations by hand, with sg_persist inside a node: what a guard does, step by step."""

import re
import subprocess

TYPE = "5"  # Write Exclusive, Registrants Only
GOOD = 0
CONFLICT = 24
SECONDS = 40


def key(node_id, epoch):
    """The 8-byte registration key: "HP", node id, epoch."""
    return 0x4850 << 48 | node_id << 40 | epoch


class Hand:
    """One node's reservation commands on one LUN."""

    def __init__(self, node, lun="data"):
        self._node = node
        self._path = node.lun(lun)

    def _out(self, action, *words):
        """Gives the exit status: GOOD, CONFLICT, or another of sg3_utils."""
        for _ in range(3):
            done = self._node.command("sg_persist", "-n", "--out", action, *words, self._path,
                                      timeout=SECONDS)
            # The target tells of each change once, instead of doing what it was asked.
            if "unit attention" not in (done.stdout + done.stderr).lower():
                break
        return done.returncode

    def register(self, new, old=0, aptpl=True):
        words = ["--param-aptpl"] if aptpl else []
        return self._out("--register", f"--param-rk={old:#x}", f"--param-sark={new:#x}", *words)

    def register_and_ignore(self, new):
        """Registers whatever key is there: for cleaning up, no guard may do this."""
        return self._out("--register-ignore", f"--param-sark={new:#x}")

    def reserve(self, own):
        return self._out("--reserve", f"--param-rk={own:#x}", f"--prout-type={TYPE}")

    def preempt_and_abort(self, own, theirs):
        return self._out("--preempt-abort", f"--param-rk={own:#x}", f"--param-sark={theirs:#x}",
                         f"--prout-type={TYPE}")

    def release(self, own):
        return self._out("--release", f"--param-rk={own:#x}", f"--prout-type={TYPE}")

    def clear(self, own):
        return self._out("--clear", f"--param-rk={own:#x}")

    def _in(self, action):
        for _ in range(3):
            done = self._node.command("sg_persist", "-n", "--in", action, self._path,
                                      timeout=SECONDS)
            if done.returncode == 0:
                return done.stdout
        raise AssertionError(f"{self._node.name}: sg_persist {action} gave {done.returncode}:"
                             f" {done.stdout}{done.stderr}")

    def keys(self):
        """The registered keys, sorted."""
        return sorted(int(found, 16) for found in
                      re.findall(r"^\s+0x([0-9a-f]+)\s*$", self._in("--read-keys"), re.MULTILINE))

    def holder(self):
        """The holder's key, or None."""
        found = re.search(r"Key=0x([0-9a-f]+)", self._in("--read-reservation"))
        return int(found[1], 16) if found else None

    def capabilities(self):
        return self._in("--report-capabilities")

    def write(self, place, seconds=SECONDS):
        """Writes a block of 4096 octets anew as it is, through no cache; whether it was taken."""
        kept = "/run/lab/block"
        block = ["bs=4096", "count=1"]
        try:
            read = self._node.command("dd", f"if={self._path}", f"of={kept}", *block,
                                      f"skip={place}", "iflag=direct", timeout=seconds)
            if read.returncode != 0:
                return False
            done = self._node.command("dd", f"if={kept}", f"of={self._path}", *block,
                                      f"seek={place}", "oflag=direct", "conv=notrunc",
                                      timeout=seconds)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0
