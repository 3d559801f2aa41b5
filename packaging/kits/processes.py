"""What a kit starts: programs in a temporary directory, as fitting users, ended with the kit."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "MIBS": "",
               **{name: os.environ[name] for name in ("HOTPAIR_JAVA_HOME",) if name in os.environ}}


def await_true(what, condition, seconds=60):
    """Waits until condition gives something true, and returns that."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.1)
    return found


class Workshop:
    """A temporary directory and the programs that run from it."""

    def __init__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="hotpair-kit-"))
        self.directory.chmod(0o755)
        self.children = {}

    def folder(self, name, user=None, mode=0o755):
        """A directory of its own for a user."""
        made = self.directory / name
        made.mkdir(parents=True)
        made.chmod(mode)
        if user:
            shutil.chown(made, user, user)
        return made

    def write(self, path, text, user=None, mode=0o644):
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        if user:
            shutil.chown(path, user, user)
        return path

    def start(self, name, command, user=None, groups=(), environment=None):
        """Starts a program in a session of its own; what it prints is in its log."""
        with open(self.directory / f"{name}.log", "ab") as log:
            child = subprocess.Popen(
                as_user(user, groups, command), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True, cwd="/", env={**ENVIRONMENT, **(environment or {})})
        self.children[name] = child
        return child

    def run(self, command, user=None, seconds=60, environment=None):
        """Runs a program to its end: status and what it printed."""
        done = subprocess.run(
            as_user(user, (), command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, text=True, errors="replace", timeout=seconds, check=False,
            cwd="/", env={**ENVIRONMENT, **(environment or {})})
        return done.returncode, done.stdout

    def log(self, name):
        return (self.directory / f"{name}.log").read_text(errors="replace")

    def kill(self, name, with_signal=signal.SIGKILL):
        """Ends a program and its group."""
        child = self.children.pop(name)
        try:
            os.killpg(child.pid, with_signal)
        except ProcessLookupError:
            pass
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait(10)

    def close(self):
        # All are told before the first is waited for.
        for child in self.children.values():
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)
        for name in reversed(list(self.children)):
            self.kill(name, signal.SIGTERM)
        shutil.rmtree(self.directory, ignore_errors=True)


def as_user(user, groups, command):
    command = [str(word) for word in command]
    if user is None:
        return command
    belongs = [f"--groups={','.join(groups)}"] if groups else ["--clear-groups"]
    return ["setpriv", f"--reuid={user}", f"--regid={user}", *belongs, *command]


def states(path):
    """Services of a status.dat as Nagios and Icinga 2 write it: (host, service) -> its fields."""
    found, block = {}, None
    try:
        lines = path.read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    for line in lines:
        line = line.strip()
        if line.endswith("{"):
            block = {} if line.startswith("servicestatus") else None
        elif line == "}" and block:
            found[block["host_name"], block["service_description"]] = block
            block = None
        elif block is not None and "=" in line:
            name, _, value = line.partition("=")
            block[name] = value
    return found
