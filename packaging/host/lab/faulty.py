"""Parts of a node that break when a case says so: its system disk, and its way to the LUNs."""

import subprocess

from . import linux, site

STATE_BYTES = 24 << 20
_BROKEN_BYTES = 4096
# The data LUN stands for a big one; nothing but a block of it is read.
SHAPE = site.Shape(site.PUBLIC, site.PRIVATE, {"data": 64 << 20, "beat": 4 << 20},
                   {node: ["data", "beat"] for node in site.NODES})


def _run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise RuntimeError(f"{words}: {done.stderr.strip()}")
    return done.stdout.strip()


class SystemDisk:
    """The disk with a node's state directory: ext4 on a loop device of its own, in memory."""

    def __init__(self, run, node):
        self._folder = run.luns
        self._node = node
        self._count = 0
        self.mounted = run.node_folder(node) / "state"
        self._loop = None

    def make(self):
        """A new, empty file system; the node must be off."""
        if self._loop is not None:
            _run("umount", self.mounted)
        # Another file each time: of the old one the kernel may still hold a broken file system.
        self._count += 1
        image = self._folder / f"{self._node}-state{self._count}.img"
        with open(image, "wb") as file:
            file.truncate(STATE_BYTES)
        _run("mkfs.ext4", "-q", "-F", image)
        self.mounted.mkdir(parents=True, exist_ok=True)
        _run("mount", "-o", "loop,errors=remount-ro", image, self.mounted)
        self.mounted.chmod(0o700)
        self._loop = _run("findmnt", "-n", "-o", "SOURCE", self.mounted)

    def freeze(self):
        """From now on every write hangs; fsfreeze(8)."""
        _run("fsfreeze", "-f", self.mounted)

    def thaw(self):
        _run("fsfreeze", "-u", self.mounted)

    def fill(self):
        """Leaves no room."""
        subprocess.run(["dd", "if=/dev/zero", f"of={self.mounted}/filler", "bs=1M"],
                       capture_output=True, timeout=60)

    def empty(self):
        (self.mounted / "filler").unlink()

    def err(self):
        """The kernel finds an error in the file system, and makes it read-only."""
        name = self._loop.rpartition("/")[2]
        with open(f"/sys/fs/ext4/{name}/trigger_fs_error", "w", encoding="ascii") as trigger:
            trigger.write("by a case")

    def break_down(self):
        """From now on the device takes nothing and gives nothing."""
        linux.limit_loop(self._loop, _BROKEN_BYTES)


class Ways:
    """Each node's own way to the LUNs, through a file system that a case can make slow or broken."""

    def __init__(self, lab):
        self._lab = lab
        self._program = lab.run.folder / "slow_files"

    def lay(self):
        """Before a node is switched on."""
        _run("gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-D_FILE_OFFSET_BITS=64",
             "-I/usr/include/fuse3", "-o", self._program, site.HOST_FOLDER / "lab" / "slow_files.c",
             "-lfuse3")
        for node in site.NODES:
            folder = self._lab.run.way(node, "any").parent
            folder.mkdir(parents=True)
            self._lab.start_program(f"ways-{node}", [
                str(self._program), str(self._lab.run.luns), str(self._lab.run.trouble(node)), str(folder)])

    def laid(self):
        """Whether all are there."""
        return all(self._lab.run.way(node, "beat").exists() for node in site.NODES)

    def trouble(self, node, lun, what):
        """`what`: `hang`, `fail`, `delay MILLISECONDS`, or nothing any more."""
        path = self._lab.run.trouble(node)
        written = path.with_suffix(".new")
        written.write_text(f"{lun}.img {what}\n" if what else "")
        written.rename(path)
