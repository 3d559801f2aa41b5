"""The guests' power switch for fence agents: the host test's rack, over TCP."""

import socket
import threading

from lab import linux
from lab.rack import Rack

from . import plan, wiring

PORT = 7800


class PowerSwitch:
    """Serves the rack's protocol on the management network."""

    def __init__(self, run, nodes):
        self._listener = linux.in_network_namespace(run.namespace_path(wiring.HOST), self._listen)
        rack = Rack(nodes, run.power_log, self._listener)
        threading.Thread(target=rack.serve, daemon=True).start()

    @staticmethod
    def _listen():
        listener = socket.create_server((plan.MANAGER, PORT), reuse_port=False)
        listener.listen(16)
        return listener

    def close(self):
        # Shut down first: the serving thread waits in accept.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
