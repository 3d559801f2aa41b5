"""snmptrapd in the client's namespace, and what it received."""

from . import database, snmp

PORT = 162
_CONFIGURATION = """createUser {user} SHA-256 "{auth}" AES "{priv}"
authUser log {user} priv
format1 RECEIVED\\t%V\\n
format2 RECEIVED\\t%.4y-%.2m-%.2l %.2h:%.2j:%.2k\\t%b\\t%v\\n
"""
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
        found = []
        text = self._log.read_text(encoding="utf-8", errors="replace")
        for line in text.splitlines(keepends=True):
            if line.startswith("RECEIVED\t") and line.endswith("\n"):
                found.append(self._parsed(line.rstrip("\n").split("\t")))
        return found

    def _parsed(self, fields):
        record = {"at": fields[1], "from": fields[2]}
        for binding in fields[3:]:
            oid, _, value = binding.partition(" = ")
            value = snmp.unquoted(value.strip())
            if oid == TRAP_OID:
                record["notification"] = self._mib.name(value)[0] or value
            else:
                name, _ = self._mib.name(oid)
                record[name or oid] = self._mib.labelled(name, value) if name else value
        return record
