"""A manager: net-snmp's own tools, SNMPv3 with authentication and privacy."""

import subprocess

from . import database

TIMEOUT_SECONDS = 3
_CONFIGURATION = """defVersion 3
defSecurityName {user}
defSecurityLevel authPriv
defAuthType SHA-256
defPrivType AES
defAuthPassphrase {auth}
defPrivPassphrase {priv}
"""


class Refused(Exception):
    """The agent answered with an error, or did not answer."""


class Manager:
    """One user of the agent, as an administrator's net-snmp configuration describes it."""

    def __init__(self, run, mib, user, auth, priv, host="client", seconds=TIMEOUT_SECONDS):
        """`seconds`: how long an answer may take before the request is repeated."""
        self._run = run
        self._mib = mib
        self._host = host
        self._seconds = seconds
        self.folder = run.folder / f"manager-{user}"
        self.folder.mkdir(mode=0o700, exist_ok=True)
        database.write_secret(self.folder / "snmp.conf",
                              _CONFIGURATION.format(user=user, auth=auth, priv=priv))

    def _tool(self, name, address, *words, timeout=None, retries=2, options=()):
        timeout = timeout or self._seconds
        command = ["ip", "netns", "exec", self._run.namespace(self._host), "env",
                   f"SNMPCONFPATH={self.folder}", f"SNMP_PERSISTENT_DIR={self.folder}", "MIBS=",
                   name, *options, "-On", "-OQ", "-Oe", "-Oa", "-Ot", "-t", str(timeout),
                   "-r", str(retries), f"udp:{address}:1161", *words]
        done = subprocess.run(command, capture_output=True, text=True,
                              timeout=10 + timeout * (retries + 2))
        if done.returncode != 0:
            raise Refused(f"{name} {address}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def get(self, address, name, *index):
        """One object, in the MIB's words."""
        return self.get_all(address, [(name, *index)])[0]

    def get_all(self, address, objects):
        """Several objects in one request, in the MIB's words."""
        output = self._tool("snmpget", address, *[self._mib.oid(*named) for named in objects])
        values = [value for _, value in _lines(output)]
        return [self._mib.labelled(named[0], value) for named, value in zip(objects, values)]

    def table(self, address, table):
        """A table: index → column → value in the MIB's words."""
        rows = {}
        output = self._tool("snmpbulkwalk", address, self._mib.oid(table), options=["-Cr40"])
        for oid, value in _lines(output):
            name, index = self._mib.name(oid)
            if name is not None and index:
                rows.setdefault(index, {})[name] = self._mib.labelled(name, value)
        return rows

    def set(self, address, *assignments, timeout=None, retries=2):
        """SET of (object, index..., type, value) in one request; Refused with the agent's words."""
        words = []
        for *named, kind, value in assignments:
            words += [self._mib.oid(*named), kind, str(value)]
        return self._tool("snmpset", address, *words, timeout=timeout, retries=retries)


def _lines(output):
    """(number, value) of each line; a value that goes on over lines is joined."""
    found = []
    # Only "\n" ends a line: a DateAndTime comes as raw octets.
    for line in output.rstrip("\n").split("\n"):
        oid, separator, value = line.partition(" = ")
        if separator and oid.startswith("."):
            found.append([oid, value])
        elif found:
            found[-1][1] += "\n" + line
    return [(oid, unquoted(value)) for oid, value in found]


def unquoted(value):
    """The text inside the quotes that net-snmp put round it."""
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return value
