"""A node as the cases see it: power, commands inside it, its agent's unit, OCF resource agents."""

import json
import os
import signal
import socket
import subprocess
import tempfile

from . import linux, site

LEFT_OF_A_LOST_LUN = 512
OCF_ROOT = "/usr/lib/ocf"


class Node:
    def __init__(self, run, name):
        self.run = run
        self.name = name
        self.folder = run.node_folder(name)

    # power

    def power(self, action):
        """Asks the rack; `on`, `off` or `status`. The answer is `on` or `off`."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as rack:
            rack.settimeout(20)
            rack.connect(str(self.run.power_socket))
            rack.sendall(f"{action} {self.name}\n".encode())
            reply = rack.makefile().readline().strip()
        if not reply.startswith("ok "):
            raise RuntimeError(f"rack: {action} {self.name}: {reply}")
        return reply[3:]

    def is_on(self):
        return self.power("status") == "on"

    # its side of the storage

    def lose_lun(self, lun):
        """From now on this node's I/O on a LUN fails; the other node's does not."""
        self._limit(lun, LEFT_OF_A_LOST_LUN)

    def find_lun(self, lun):
        """Undoes `lose_lun`."""
        self._limit(lun, 0)

    def _limit(self, lun, size):
        loops = json.loads((self.folder / "loops.json").read_text())
        linux.limit_loop(loops[lun], size)

    # commands

    def prefix(self):
        """The words before a command that make it run inside the node."""
        init = (self.folder / "init.pid").read_text()
        return ["nsenter", "-t", init, "-m", "-n", "-p", "-i", "-u", "--"]

    def command(self, *words, timeout=20, check=False, environment=None, text=None):
        """Runs a command inside the node and gives the completed process."""
        return subprocess.run(
            [*self.prefix(), *words], capture_output=True, text=True, timeout=timeout, check=check,
            input=text, env=dict(os.environ) | (environment or {}))

    # the agent's unit

    def _ask_init(self, **request):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as init:
            init.settimeout(5)
            init.connect(str(self.folder / "init.sock"))
            init.sendall((json.dumps(request) + "\n").encode())
            return json.loads(init.makefile().readline())

    def start_unit(self, *command, environment=None):
        return self._ask_init(verb="start", command=list(command), environment=environment or {})

    def stop_unit(self):
        return self._ask_init(verb="stop")

    def signal_unit(self, number):
        return self._ask_init(verb="signal", number=int(number))

    def unit(self):
        """The unit's process id inside the node (None: not running), and how often it started."""
        return self._ask_init(verb="show")

    def kill_unit(self):
        self.signal_unit(signal.SIGKILL)

    # OCF by hand

    def ocf(self, agent, action, parameters, timeout=60):
        """Runs an OCF resource agent as the standard says; gives the completed process."""
        provider, kind = agent.split(":")
        environment = {
            "OCF_ROOT": OCF_ROOT, "OCF_RA_VERSION_MAJOR": "1", "OCF_RA_VERSION_MINOR": "1",
            "OCF_RESOURCE_INSTANCE": kind.lower(), "OCF_RESOURCE_TYPE": kind,
            "OCF_RESOURCE_PROVIDER": provider,
        } | {f"OCF_RESKEY_{name}": value for name, value in parameters.items()}
        # Output goes to a file: an agent's children in the background (IPaddr2's ARP sender) hold a
        # pipe open long after the agent has answered.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [*self.prefix(), f"{OCF_ROOT}/resource.d/{provider}/{kind}", action],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, timeout=timeout,
                env=dict(os.environ) | environment)
            output.seek(0)
            done.stdout = output.read()
        return done

    def postmaster(self):
        """The first and third line of postmaster.pid (process id, start time), or None."""
        path = f"{site.MOUNT_POINT}/pgdata/postmaster.pid"
        read = self.command("cat", path)
        if read.returncode != 0:
            return None
        lines = read.stdout.splitlines()
        return lines[0], lines[2]
