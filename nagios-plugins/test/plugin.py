"""Runs the plugin as a monitoring system does, and loads it to look inside."""

import importlib.util
import subprocess
from importlib.machinery import SourceFileLoader
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "check_hotpair"


def load(name="check_hotpair"):
    loader = SourceFileLoader(name, str(FILE.with_name(name)))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


class Result:
    """Exit status and output; the first line split into text and performance data."""

    def __init__(self, done):
        self.status = done.returncode
        self.output = done.stdout
        self.errors = done.stderr
        self.text, _, performance = done.stdout.partition("\n")[0].partition(" | ")
        self.performance = dict(value.split("=", 1) for value in performance.split())

    def __repr__(self):
        return f"status {self.status}: {self.output}{self.errors}"


def check(*arguments, environment=None):
    """Status and output of one check; its environment is as bare as a monitoring system's."""
    done = subprocess.run(
        [str(FILE), *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False,
        stdin=subprocess.DEVNULL, encoding="utf-8",
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", **(environment or {})})
    return Result(done)
