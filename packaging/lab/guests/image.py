"""The disk, kernel and initramfs that every guest boots, made once from a recipe and kept.

The recipe is this file and the folder `image`; what it made lies in a folder named by the recipe's
digest, so that a changed recipe makes a new one.
"""

import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess
import time

RECIPE = pathlib.Path(__file__).resolve().parent.parent / "image"
SUITE = "bookworm"
KERNEL = "linux-image-cloud-amd64"
BOOT_MODULES = ("virtio_pci", "virtio_blk")
NOT_NEEDED = ("usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/i18n",
              "var/cache/apt", "var/lib/apt/lists")
MASKED = ("iscsid.service", "iscsid.socket", "multipathd.service", "multipathd.socket",
          "open-iscsi.service", "postgresql.service", "tgt.service", "getty.target",
          "apt-daily.timer", "apt-daily-upgrade.timer", "dpkg-db-backup.timer")
DISK_BYTES = 1500 << 20
STEP_SECONDS = 600


class Image:
    """Paths of a finished image."""

    def __init__(self, folder):
        self.disk = folder / "disk.img"
        self.kernel = folder / "vmlinuz"
        self.initramfs = folder / "initramfs"


def cache():
    """Where images are kept: HOTPAIR_LAB_CACHE, else below XDG_CACHE_HOME, else /var/cache."""
    named = os.environ.get("HOTPAIR_LAB_CACHE")
    if named:
        return pathlib.Path(named)
    return pathlib.Path(os.environ.get("XDG_CACHE_HOME") or "/var/cache") / "hotpair-lab"


def provide(say):
    """The image of this recipe; builds it, with `say` told each step, if it is not there yet."""
    folder = cache() / _digest()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(cache() / "lock", "w", encoding="ascii") as lock:
        # Another run may be building it: then wait for that one.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _build(folder, say)
    return Image(folder)


def _digest():
    digest = hashlib.sha256()
    for path in (pathlib.Path(__file__), *sorted(RECIPE.iterdir())):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _build(folder, say):
    began = time.monotonic()
    work = folder.with_suffix(".making")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        for sentence, step in (
                ("the base system, by debootstrap", _base),
                ("the guests' packages", _packages),
                ("the kernel and its modules", _kernel),
                ("the initramfs", _initramfs),
                ("the disk", _disk)):
            say(f"image: {sentence} ({time.monotonic() - began:.0f} s so far)")
            step(work)
        shutil.rmtree(work / "root")
        work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    say(f"image: done in {time.monotonic() - began:.0f} s, kept in {folder}")


def _run(*words, cwd=None, environment=None):
    done = subprocess.run(
        list(map(str, words)), stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=cwd,
        timeout=STEP_SECONDS, env=dict(os.environ) | (environment or {}))
    if done.returncode != 0:
        end = (done.stdout + done.stderr)[-3000:]
        raise RuntimeError(f"{' '.join(map(str, words[:4]))} gave {done.returncode}:\n{end}")
    return done.stdout


def _inside(work, *words):
    return _run("chroot", work / "root", *words, environment={
        "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C",
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})


def _base(work):
    _run("debootstrap", "--variant=minbase", SUITE, work / "root")


def _packages(work):
    root = work / "root"
    policy = root / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\n# No service starts while packages are installed.\nexit 101\n")
    policy.chmod(0o755)
    wanted = [line for line in (RECIPE / "packages.txt").read_text().split("\n")
              if line and not line.startswith("#")]
    _inside(work, "apt-get", "update", "-q")
    _inside(work, "apt-get", "install", "-y", "-q", "--no-install-recommends", *wanted)
    shutil.copy(RECIPE / "inittab", root / "etc/inittab")
    (root / "opt/lab").mkdir(parents=True)
    units = sorted(RECIPE.glob("*.service"))
    for unit in units:
        shutil.copy(unit, root / "etc/systemd/system")
    _inside(work, "systemctl", "enable", *(unit.name for unit in units))
    # For nodes with systemd: the laboratory attaches the LUNs itself, and the group's database is
    # nobody's but the group's.
    _inside(work, "systemctl", "mask", *MASKED)


def _kernel(work):
    root, unpacked = work / "root", work / "kernel"
    depends = _inside(work, "apt-cache", "depends", "--important", KERNEL)
    name = next(line.split()[1] for line in depends.splitlines()
                if line.strip().startswith("Depends: linux-image-"))
    place = root / "tmp/kernel"
    place.mkdir()
    _inside(work, "sh", "-c", f"cd /tmp/kernel && apt-get download -q {name}")
    package, = place.glob("*.deb")
    # Unpacked, not installed: its scripts would want an initramfs of Debian's kind. Not straight
    # into the root either: its /lib would take the place of the link to /usr/lib.
    _run("dpkg-deb", "-x", package, unpacked)
    shutil.rmtree(place)
    version, = (path.name for path in (unpacked / "lib/modules").iterdir())
    shutil.move(unpacked / "lib/modules", root / "usr/lib/modules")
    shutil.move(unpacked / f"boot/vmlinuz-{version}", work / "vmlinuz")
    shutil.rmtree(unpacked)
    _inside(work, "depmod", version)


def _initramfs(work):
    tree = work / "initramfs.tree"
    for name in ("bin", "modules", "proc", "sys", "dev", "root"):
        (tree / name).mkdir(parents=True)
    shutil.copy(work / "root/usr/bin/busybox", tree / "bin/busybox")
    shutil.copy(RECIPE / "first-init", tree / "init")
    (tree / "init").chmod(0o755)
    version, = (path.name for path in (work / "root/usr/lib/modules").iterdir())
    needed = _inside(work, "modprobe", "-S", version, "--show-depends", "-a", *BOOT_MODULES)
    order = list(dict.fromkeys(line.split()[1].lstrip("/") for line in needed.splitlines()
                               if line.startswith("insmod ")))
    for path in order:
        shutil.copy(work / "root" / path, tree / "modules")
    (tree / "modules/order").write_text("".join(f"{pathlib.Path(path).name}\n" for path in order))
    _run("sh", "-c", f"find . | {tree}/bin/busybox cpio -o -H newc | gzip > {work}/initramfs",
         cwd=tree)
    shutil.rmtree(tree)


def _disk(work):
    for name in NOT_NEEDED:
        shutil.rmtree(work / "root" / name, ignore_errors=True)
    disk = work / "disk.img"
    with open(disk, "wb") as file:
        file.truncate(DISK_BYTES)
    _run("mkfs.ext4", "-q", "-F", "-O", "^has_journal", "-d", work / "root", disk)
