"""One guest: a QEMU process, its disks, its cards, its monitor and its command channel."""

import pathlib
import pwd
import subprocess
import time

from lab import site
from lab.laboratory import wait_for

from . import plan, wiring
from .channel import Channel, Silent
from .qmp import Monitor

NICE = -10
START_SECONDS = 60
READY_SECONDS = 120
OFF_SECONDS = 20


class Machine:
    """A guest that can be switched on, off, paused, reset and unplugged."""

    def __init__(self, run, name, image, part, memory):
        self.run = run
        self.name = name
        self.folder = run.node_folder(name)
        self.state = self.folder / "state.img"
        self.disks = []
        self.ports = {}
        self.parameters = {}
        # Whether what is written to the root stays when the guest is switched off.
        self.keeps_root = False
        self._image = image
        self._part = part
        self._memory = memory
        self._process = None
        self._channel = None
        self.monitor = Monitor(self.folder / "monitor.sock")

    # switches

    def on(self):
        """Switches the guest on; gives at once, see `wait_ready`."""
        if self.is_on():
            return
        for name in ("monitor", "commands", *self.ports):
            (self.folder / f"{name}.sock").unlink(missing_ok=True)
        with open(self.folder / "qemu.log", "ab") as log:
            self._process = subprocess.Popen(
                ["ip", "netns", "exec", self.run.namespace(wiring.HOST),
                 # Ends with the laboratory, even if that is killed.
                 "setpriv", "--pdeathsig", "KILL", "nice", "-n", str(NICE), *self._words()],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self._prefer()
        self._connect()

    def _prefer(self):
        """A guest's time is real time: what else this machine does must not stand for a hang."""
        group = pathlib.Path(f"/proc/{self._process.pid}/autogroup")
        if group.exists():  # then a process's own nice value counts inside its session only
            group.write_text(str(NICE))

    def _connect(self):
        try:
            # It answers as soon as every socket is there.
            wait_for(lambda: self._process.poll() is not None or self.monitor.answers(),
                     START_SECONDS, f"{self.name}'s QEMU to answer")
        finally:
            if self._process.poll() is not None:
                said = (self.folder / "qemu.log").read_text(errors="replace")
                raise RuntimeError(f"{self.name}: QEMU ended: {said[-2000:]}")
        self._channel = Channel(self.folder / "commands.sock")
        for name, reader in self.ports.items():
            reader(self.folder / f"{name}.sock")

    def _words(self):
        links = ",".join(f"{card.mac}/{card.link}/{card.address}" for card in plan.cards(self.name))
        owner = pwd.getpwnam("postgres")
        parameters = {"name": self.name, "part": self._part, "links": links,
                      "postgres": f"{owner.pw_uid}/{owner.pw_gid}"} | self.parameters
        line = " ".join(["console=ttyS0 mitigations=off no_timer_check quiet panic=0 random.trust_cpu=on"
                         " net.ifnames=0",
                         *(f"lab.{name}={value}" for name, value in parameters.items())])
        words = ["qemu-system-x86_64", "-name", self.name, "-nodefaults", "-no-user-config",
                 "-display", "none", "-machine", "pc", "-accel", "tcg,thread=multi",
                 "-cpu", "max", "-smp", "1", "-m", str(self._memory),
                 "-kernel", self._image.kernel, "-initrd", self._image.initramfs, "-append", line,
                 "-qmp", f"unix:{self.folder}/monitor.sock,server=on,wait=off",
                 "-device", "virtio-rng-pci", "-device", "virtio-serial-pci"]
        # A power cut takes what the guest had not written; what it had is with the host.
        for path, options in (self._root(),
                              (self.run.folder / "payload.img", "format=raw,readonly=on,"),
                              *((disk, "format=raw,") for disk in (self.state, *self.disks))):
            words += ["-drive", f"file={path},if=virtio,cache=unsafe,{options}discard=unmap"]
        for name in ("console", "agent"):
            words += ["-chardev", f"file,id={name},path={self.folder}/{name}.log,append=on",
                      "-serial", f"chardev:{name}"]
        for name in ("commands", *self.ports):
            words += ["-chardev",
                      f"socket,id={name},path={self.folder}/{name}.sock,server=on,wait=off",
                      "-device", f"virtserialport,chardev={name},name=lab.{name}"]
        for card in plan.cards(self.name):
            words += ["-netdev", f"tap,id={card.link},ifname={card.tap},script=no,downscript=no",
                      "-device", f"virtio-net-pci,id={card.link}.card,netdev={card.link},"
                                 f"mac={card.mac},romfile="]
        return list(map(str, words))

    def _root(self):
        """The root's file and how it is used: thrown away, or kept in a file of its own."""
        if not self.keeps_root:
            return self._image.disk, "format=raw,snapshot=on,"
        own = self.folder / "root.qcow2"
        if not own.exists():
            subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b",
                            self._image.disk, own], check=True, timeout=START_SECONDS)
        return own, "format=qcow2,"

    def is_on(self):
        return self._process is not None and self._process.poll() is None

    def off(self):
        """Power off, at once: whatever the guest had not written is gone."""
        if self._process is None:
            return
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        self._process.kill()
        self._process.wait(OFF_SECONDS)
        self._process = None

    def wait_ready(self, seconds=READY_SECONDS):
        """Waits until the guest answers commands."""
        try:
            self._channel.wait_ready(seconds)
        except Silent as silent:
            raise AssertionError(f"{self.name}: {silent}; its console ends\n"
                                 f"{self.console()[-1500:]}") from None

    def reset(self):
        """The reset button: the guest boots anew; its disks and cables stay."""
        self._channel.ready.clear()
        self.monitor.order("system_reset")

    def pause(self):
        self.monitor.order("stop")

    def resume(self):
        self.monitor.order("cont")

    # cables

    def cable(self, link, plugged):
        """Pulls or plugs a network cable: the guest sees its carrier go and come."""
        self.monitor.order("set_link", name=f"{link}.card", up=plugged)

    # commands

    def command(self, *words, timeout=30, check=False, environment=None, text=None):
        """Runs a command in the guest and gives the completed process."""
        if self._channel is None:
            raise Silent(f"{self.name} is off")
        done = self._channel.run(words, timeout, text, environment)
        if check and done.returncode != 0:
            raise AssertionError(f"{self.name}: {' '.join(map(str, words))} gave"
                                 f" {done.returncode}: {done.stdout}{done.stderr}")
        return done

    def ask(self, verb, **more):
        if self._channel is None:
            raise Silent(f"{self.name} is off")
        return self._channel.ask(verb, **more)

    def wait_for_file(self, path, seconds):
        """Waits until a file is there in the guest."""
        deadline = time.monotonic() + seconds
        while self.command("test", "-e", path).returncode != 0:
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.name}: waited {seconds} s for {path}; its console"
                                     f" ends\n{self.console()[-1500:]}")
            time.sleep(0.2)

    def console(self):
        """What the guest's kernel and boot said."""
        path = self.folder / "console.log"
        return path.read_text(errors="replace") if path.exists() else ""


# A node has the agent, a database, and a second virtual machine while a package is installed.
NODE_MEMORY, STORAGE_MEMORY = 1536, 384
