"""snmptrapd in the client's namespace, and what it received."""

import re

from . import database, snmp

PORT = 162
_CONFIGURATION = """createUser {user} SHA-256 "{auth}" AES "{priv}"
authUser log {user} priv
format1 RECEIVED\\t%V\\n
format2 RECEIVED\\t%.4y-%.2m-%.2l %.2h:%.2j:%.2k\\t%b\\t%v\\tEND\\n
"""
_RECORD = re.compile(r"^RECEIVED\t(.*?)\tEND$", re.MULTILINE | re.DOTALL)
_BINDING = re.compile(r"\t(?=\.1\.3\.6\.1\.)")
TRAP_OID = ".1.3.6.1.6.3.1.1.4.1.0"


class Receiver:
    """net-snmp's trap daemon with one SNMPv3 user."""

    def __init__(self, lab, mib, user, auth, priv):
        self._mib = mib
        folder = lab.run.folder / "snmptrapd"
        folder.mkdir(mode=0o700, exist_ok=True)
        self._log = folder / "received.log"
        self._log.touch()
        database.write_secret(folder / "snmptrapd.conf",
                              _CONFIGURATION.format(user=user, auth=auth, priv=priv))
        lab.start_program(
            "snmptrapd",
            ["env", f"SNMP_PERSISTENT_DIR={folder}", f"SNMPCONFPATH={folder}", "MIBS=",
             "snmptrapd", "-f", "-C", "-c", str(folder / "snmptrapd.conf"), "-Lf", str(self._log),
             "-On", "-OQ", "-Oe", "-Oa", "-Ot", "-n", f"udp:0.0.0.0:{PORT}"], host="client")

    def received(self):
        """Each notification: its `notification` name, its `from`, and its objects by name."""
        text = self._log.read_text(encoding="utf-8", errors="replace")
        # A DateAndTime comes as raw octets, a tab and a line's end among them; so neither ends a
        # record or a binding by itself.
        return [self._parsed(_BINDING.split(record)) for record in _RECORD.findall(text)]

    def _parsed(self, fields):
        at, sender = fields[0].split("\t")
        record = {"at": at, "from": sender}
        for binding in fields[1:]:
            oid, _, value = binding.partition(" = ")
            value = snmp.unquoted(value.strip())
            if oid == TRAP_OID:
                record["notification"] = self._mib.name(value)[0] or value
            else:
                name, _ = self._mib.name(oid)
                record[name or oid] = self._mib.labelled(name, value) if name else value
        return record
