"""The observer outside both nodes: who runs the database, who has the LUN mounted, who the address.

Reads /proc and the namespaces' addresses every SAMPLE_SECONDS, asks no agent. Writes each change
as one JSON line, a line with `violation` when both nodes have one of the three at once, and on
SIGTERM a summary with the number of samples and the longest pause between two.
"""

import json
import os
import signal
import sys
import time

from . import linux, site

SAMPLE_SECONDS = 0.01


class Observer:
    def __init__(self, run):
        self._run = run
        self._views = {node: linux.NetworkView(run.namespace_path(node)) for node in site.NODES}
        self._inodes = {os.stat(run.namespace_path(node)).st_ino: node for node in site.NODES}
        self._homes = {}
        self._state = {}
        self._log = open(run.folder / "observer.log", "a", buffering=1, encoding="utf-8")
        self.samples = 0
        self.longest = 0.0

    def sample(self):
        running = self._databases()
        for node in site.NODES:
            self._note(node, "database", running.get(node, []))
            self._note(node, "mount", self._mounts(node))
            self._note(node, "address", self._addresses(node))
        self.samples += 1

    def _databases(self):
        """Host process ids of living postgres processes, by node."""
        found = {}
        names = [name for name in os.listdir("/proc") if name.isdigit()]
        self._homes = {pid: home for pid, home in self._homes.items() if pid in set(names)}
        for pid in names:
            if pid not in self._homes:
                self._homes[pid] = self._home(pid)
            home = self._homes[pid]
            if home is not None and self._is_database(pid):
                found.setdefault(home, []).append(int(pid))
        return found

    def _home(self, pid):
        try:
            link = os.readlink(f"/proc/{pid}/ns/net")
        except OSError:
            return None
        return self._inodes.get(int(link[5:-1]))

    @staticmethod
    def _is_database(pid):
        try:
            with open(f"/proc/{pid}/stat", "rb") as file:
                text = file.read()
        except OSError:
            return False
        name, state = text[text.index(b"(") + 1:text.rindex(b")")], text[text.rindex(b")") + 2:][:1]
        return name == b"postgres" and state not in (b"Z", b"X")

    def _mounts(self, node):
        try:
            init = (self._run.node_folder(node) / "init.pid").read_text()
            with open(f"/proc/{init}/mountinfo", encoding="utf-8") as lines:
                return [line.split()[4] for line in lines
                        if f" {site.LUN_FOLDER}/" in line.partition(" - ")[2]]
        except OSError:
            return []

    def _addresses(self, node):
        view = self._views[node]
        if not view.flags(site.PUBLIC_LINK) & linux.IFF_UP:
            return []
        return [text for _, _, text in view.addresses() if text == site.FLOATING]

    def _note(self, node, what, found):
        now_has = bool(found)
        if self._state.get((node, what), False) == now_has:
            return
        self._state[(node, what)] = now_has
        record = {"at": time.time(), "node": node, "what": what, "has": now_has}
        if what == "database" and now_has:
            record["pids"] = found
        if now_has and self._state.get((site.other(node), what), False):
            record["violation"] = f"both nodes have the {what}"
        self._log.write(json.dumps(record) + "\n")

    def run(self):
        stop = []
        signal.signal(signal.SIGTERM, lambda *_: stop.append(True))
        self.sample()
        print("observer ready", flush=True)
        last = time.monotonic()
        while not stop:
            time.sleep(SAMPLE_SECONDS)
            self.sample()
            now = time.monotonic()
            self.longest = max(self.longest, now - last)
            last = now
        self._log.write(json.dumps({"at": time.time(), "samples": self.samples,
                                    "longest pause": round(self.longest, 4)}) + "\n")


if __name__ == "__main__":
    linux.end_with_parent()
    Observer(site.Run(sys.argv[1])).run()
