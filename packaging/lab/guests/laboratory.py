"""One run's guests: the array and two nodes, their networks, their client; removed at the end."""

import concurrent.futures
import shutil
import subprocess
import time

from lab import database, site
from lab.laboratory import Laboratory

from . import plan, wiring
from .fence_switch import PowerSwitch
from .machine import NODE_MEMORY, STORAGE_MEMORY, Machine
from .node import GuestNode, InstalledNode
from .target_log import TargetLog

LAB_FOLDER = site.PACKAGING / "lab"
STATE_BYTES = 64 << 20
ATTACH_SECONDS = 180
PACKAGES = site.PACKAGING / "target" / "packages"
INITS = {"busybox": GuestNode, "systemd": InstalledNode}


class GuestLaboratory(Laboratory):
    """The guests behind the same doors as the host test's namespaces have."""

    def __init__(self, prefix, image, target="lio", ways=1, init="busybox", say=print,
                 shape=None):
        """`init`: the nodes' first program; with `systemd` the agent comes from Debian's package.

        `shape`: which nodes and LUNs it has; without it, those of one pair with a database.
        """
        super().__init__(prefix, with_database=shape is None, shape=shape)
        self._say = say
        self._target = target
        self._ways = ways
        self.init = init
        kind = INITS[init]
        self.nodes = {node: kind(self.run, node, image, "node", NODE_MEMORY)
                      for node in self.run.shape.public}
        self.storage = Machine(self.run, plan.STORAGE, image, "storage", STORAGE_MEMORY)
        self.machines = {plan.STORAGE: self.storage, **self.nodes}
        self.target_log = None
        self._switch = None

    def _build(self):
        wiring.build(self.run)
        database.make_luns(self.run, self._with_database)
        luns = self.run.shape.sizes
        self.target_log = TargetLog(self.run.folder / "target.log", luns)
        for machine in self.machines.values():
            machine.folder.mkdir(parents=True)
            _make_disk(machine.state, STATE_BYTES)
        self.storage.disks = [self.run.lun(lun) for lun in luns]
        if self._target == "lio":
            self.storage.ports = {"witness": self.target_log.listen}
        self.storage.parameters = {"target": self._target, "luns": ",".join(luns),
                                   "nodes": ",".join(self.nodes)}
        for node in self.nodes.values():
            node.parameters = {"target": ",".join(plan.PORTALS[:self._ways]),
                               "luns": ",".join(luns), "init": self.init}
        self._switch = PowerSwitch(self.run, self.nodes)

    def boot(self):
        """Packs the payload, switches every guest on, and waits until the nodes have the LUNs."""
        began = time.monotonic()
        self._pack()
        for machine in self.machines.values():
            machine.on()
        with concurrent.futures.ThreadPoolExecutor() as pool:
            for machine in pool.map(_come_up, self.machines.values()):
                self._say(f"{machine.name} is up after {time.monotonic() - began:.0f} s")

    def _pack(self):
        """The payload disk: what this run's guests need beside the image."""
        tree = self.run.folder / "payload"
        tree.mkdir(mode=0o755)
        leave = shutil.ignore_patterns("__pycache__")
        shutil.copytree(LAB_FOLDER / "guest", tree / "guest", ignore=leave)
        shutil.copytree(site.HOST_FOLDER / "lab", tree / "lab", ignore=leave)
        kept = {"etc": self.run.folder / "etc"}
        if self.init == "systemd":
            kept["packages"] = PACKAGES
        else:
            kept["hotpair"] = site.PACKAGING / "target" / "hotpair"
        for name, source in kept.items():
            if source.exists():
                shutil.copytree(source, tree / name, symlinks=True,
                                ignore=shutil.ignore_patterns("work", "*.rpm", "*.zip", "*.tar.gz"))
        # What the guests are to trust belongs to root, whoever checked it out.
        subprocess.run(["chown", "-R", "0:0", str(tree)], check=True, timeout=60)
        size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file())
        _make_disk(self.run.folder / "payload.img", size * 5 // 4 + (16 << 20), tree)
        shutil.rmtree(tree)

    def violations(self):
        """What the array saw that must not be; Trial asks."""
        return self.target_log.intrusions()

    def close(self):
        if self._switch is not None:
            self._switch.close()
            self._switch = None
        for machine in self.machines.values():
            machine.off()
        if self.target_log is not None:
            self.target_log.close()
        super().close()


def _come_up(machine):
    machine.wait_ready()
    machine.wait_for_file(
        "/run/lab/serving" if machine.name == plan.STORAGE else "/run/lab/attached",
        ATTACH_SECONDS)
    return machine


def _make_disk(path, size, tree=None):
    with open(path, "wb") as file:
        file.truncate(size)
    path.chmod(0o600)
    words = ["mkfs.ext4", "-q", "-F", "-m", "0"]
    if tree is not None:
        words += ["-O", "^has_journal", "-d", str(tree)]
    subprocess.run([*words, str(path)], check=True, timeout=120)
