"""One run's laboratory: built, used, removed without a trace, even after a run that was killed."""

import fcntl
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

from . import database, network, site
from .node import Node


class Laboratory:
    """Use as a context: everything it made is gone at its end."""

    def __init__(self, prefix=None, with_database=True, shape=None):
        """`shape`: which machines it has; without it, one pair."""
        self.run = site.Run(prefix or f"hp{os.getpid()}", shape)
        self.nodes = {name: Node(self.run, name) for name in self.run.shape.public}
        self._with_database = with_database
        self._processes = []
        self._lock = None

    def __enter__(self):
        site.BASE.mkdir(mode=0o755, parents=True, exist_ok=True)
        for stale in site.BASE.iterdir():
            _remove_if_stale(stale)
        folder = self.run.folder
        folder.mkdir(mode=0o755)
        self._lock = _lock(folder)
        self.run.shape.write(self.run.shape_file)
        try:
            self._build()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def _build(self):
        network.build(self.run)
        database.make_luns(self.run, self._with_database)
        self.start("rack", "lab.rack", self.run.prefix, ready=b"rack ready\n")

    def start(self, name, module, *arguments, host=None, ready=None):
        """Starts one of the laboratory's own processes, in the root or in a host's namespace."""
        words = [sys.executable, "-m", module, *map(str, arguments)]
        return self.start_program(name, words, host=host, ready=ready)

    def start_program(self, name, words, host=None, ready=None):
        """Starts a program; with `ready`, waits until it says so. Its output goes to NAME.out."""
        if host is not None:
            words = ["ip", "netns", "exec", self.run.namespace(host), *words]
        path = self.run.folder / f"{name}.out"
        with open(path, "ab") as output:
            process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=output, cwd=site.HOST_FOLDER)
        self._processes.append(process)
        if ready is not None:
            wait_for(lambda: process.poll() is not None or ready in path.read_bytes(), 10,
                     f"{name} to say {ready!r}")
            if process.poll() is not None:
                raise RuntimeError(f"{name} ended: {path.read_text(errors='replace')}")
        return process

    def stop(self, process):
        """Ends a process that `start` made, and waits for it."""
        self._processes.remove(process)
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)

    def close(self):
        for process in reversed(list(self._processes)):
            self.stop(process)
        _remove(self.run)
        if self._lock is not None:
            os.close(self._lock)

    def fencings(self):
        """The power log's entries where somebody else than the test switched a node off."""
        entries = [json.loads(line) for line in self.run.power_log.read_text().splitlines()]
        return [entry for entry in entries if entry["request"].startswith("off ")]

    # the observer's word

    def observed(self):
        """What the observer has written so far."""
        path = self.run.folder / "observer.log"
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text().splitlines(keepends=True)
                if line.endswith("\n")]

    def violations(self):
        return [record for record in self.observed() if "violation" in record]


def wait_for(condition, seconds, what):
    """Waits until `condition` is true and gives its value; AssertionError after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s for {what}")
        time.sleep(0.01)


def _lock(folder):
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return descriptor


def _remove_if_stale(folder):
    """Removes what a run that no longer lives left; a living run holds its lock."""
    try:
        descriptor = _lock(folder)
    except (BlockingIOError, NotADirectoryError):
        return
    _remove(site.Run(folder.name))
    os.close(descriptor)


def _remove(run):
    network.remove(run)
    loops = subprocess.run(["losetup", "-n", "-l", "-O", "NAME,BACK-FILE"], capture_output=True,
                           text=True, timeout=20)
    for line in loops.stdout.splitlines():
        device, _, file = line.partition(" ")
        if file.strip().startswith(f"{run.folder}/"):
            subprocess.run(["umount", "-q", "-A", device], timeout=20, stderr=subprocess.DEVNULL)
            subprocess.run(["losetup", "-d", device], timeout=20, stderr=subprocess.DEVNULL)
    for node in run.shape.public:
        subprocess.run(["umount", "-q", "-l", str(run.way(node, "any").parent)], timeout=20,
                       stderr=subprocess.DEVNULL)
    subprocess.run(["umount", "-q", "-l", str(run.luns)], timeout=20,
                   stderr=subprocess.DEVNULL)
    kept = os.environ.get("HOTPAIR_LAB_KEEP")
    if kept and run.folder.exists():
        shutil.copytree(run.folder, pathlib.Path(kept) / run.prefix, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("luns", "*.sock", "secrets", "pgpass"))
    shutil.rmtree(run.folder, ignore_errors=True)
