"""A management controller for each node: OpenIPMI's ipmi_sim, whose power switch is the rack.

It stands in the network behind the public bridge, so that fence_ipmilan reaches it over a real
RMCP+ session (`lanplus`). The simulator knows cipher suite 3 only, and does not list what it knows:
without `cipher=3`, ipmitool would ask for the list for 14 seconds first.
"""

import secrets
import shlex

from . import database, site

AGENT = "fence_ipmilan"
USER = "hotpair"
CIPHER = 3
DEADLINE = "8s"
_FIRST_PORT = 9001

_LAN = """name "{node}"
set_working_mc 0x20
  startlan 1
    addr {address} {port}
    priv_limit admin
    allowed_auths_callback md5
    allowed_auths_user md5
    allowed_auths_operator md5
    allowed_auths_admin md5
    guid {guid}
  endlan
  chassis_control "{switch} 0x20"
  user 2 true "{user}" "{password}" admin 10 md5
"""

_COMMANDS = """mc_setbmc 0x20
mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
mc_enable 0x20
"""

# What ipmi_sim calls: ADDRESS get power, ADDRESS set power 0|1. The rack's answer is `ok on|off`.
_SWITCH = """#!/bin/sh
case "$2 $3 $4" in
  "get power ") action=status ;;
  "set power 0") action=off ;;
  "set power 1") action=on ;;
  *) exit 1 ;;
esac
reply=$(printf '%s %s\\n' $action {node} | nc -N -U -w 20 {rack}) || exit 1
case $reply in
  "ok on") power=1 ;;
  "ok off") power=0 ;;
  *) exit 1 ;;
esac
[ $action != status ] || echo "power:$power"
"""


class Controllers:
    """Both nodes' controllers."""

    def __init__(self, lab):
        self._lab = lab
        self._running = {}
        self._secrets = lab.run.folder / "etc" / "secrets"

    def start(self):
        for node in site.NODES:
            if node not in self._running:
                self._running[node] = self._start(node)

    def stop(self):
        """Takes them away: nothing answers where they were."""
        for process in self._running.values():
            self._lab.stop(process)
        self._running = {}

    def _start(self, node):
        folder = self._lab.run.folder / "bmc" / node
        if not folder.exists():
            self._prepare(node, folder)
        return self._lab.start_program(
            f"bmc-{node}", ["ipmi_sim", "-n", "-c", str(folder / "lan.conf"), "-f",
                            str(folder / "commands"), "-s", str(folder / "state")], host="net")

    def _prepare(self, node, folder):
        (folder / "state").mkdir(parents=True, mode=0o700)
        password = secrets.token_hex(8)  # IPMI takes 20 bytes at most
        database.write_secret(self._secrets / f"bmc-{node}", password + "\n")
        switch = folder / "switch"
        switch.write_text(_SWITCH.format(
            node=node, rack=shlex.quote(str(self._lab.run.power_socket))))
        switch.chmod(0o700)
        database.write_secret(folder / "lan.conf", _LAN.format(
            node=node, address=site.REFERENCE, port=port(node), guid=secrets.token_hex(16),
            switch=switch, user=USER, password=password))
        (folder / "commands").write_text(_COMMANDS)


def port(node):
    return _FIRST_PORT + site.NODES.index(node)


def parameters(node):
    """What fence_ipmilan needs besides the password."""
    return {"ip": site.REFERENCE, "ipport": port(node), "username": USER, "lanplus": 1,
            "cipher": CIPHER}


def level(node):
    """The node's level in the site file."""
    words = ", ".join(f"{name}: {value}" for name, value in parameters(node).items())
    return (f"  {node}: [{{agent: {AGENT}, parameters: {{{words}}},"
            f" secrets: {{password: secrets/bmc-{node}}}, deadline: {DEADLINE}}}]")
