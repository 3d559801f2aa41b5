"""Ids, names and keys: the same for the same thing in every version of the templates."""

import hashlib
import re
import sys
from pathlib import Path

import content

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging" / "tools"))

from mib import Mib  # noqa: E402

MIB = Mib()
# Zabbix knows its own groups by these ids.
TEMPLATE_GROUP = ("a571c0d144b14fd4a87a9d9b2aa9fcd6", "Templates/Applications")
PAIR_TEMPLATE = "Hotpair pair"
TRAP_TEMPLATE = "Hotpair notifications"


def uuid(template, *path):
    """The same id for the same thing in every version, in the shape of a random one (RFC 4122)."""
    digits = list(hashlib.sha256("/".join(("hotpair", template, *path)).encode())
                  .hexdigest()[:32])
    digits[12] = "4"
    digits[16] = "89ab"[int(digits[16], 16) % 4]
    return "".join(digits)


def host_group():
    """The group of the hosts that stand for pairs."""
    return {"uuid": uuid("host group", content.PAIR_GROUP), "name": content.PAIR_GROUP}


def words_apart(column):
    """LastMoveReason becomes Last move reason."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: " " + found[1].lower(), column)


def index(table):
    """The macros that name a row, as a key's parameters."""
    macros = ",".join(f"{{#{macro}}}" for macro in content.ROWS[table].macros)
    return f"[{macros}]" if macros else ""


def key(table, column):
    if column == "available":
        return "zabbix[host,snmp,available]"
    name = words_apart(column).lower().replace(" ", "_")
    return f"hotpair.{table.lower()}.{name}{index(table)}"


def rows_of(table):
    """The attribute of the Site MBean that has a table's rows."""
    return table if table == "Health" else f"{table}s"


def entry(table, column):
    return MIB.entries[f"hotpair{table}{column}"]


def title(table, text):
    """What stands in names of items, triggers and graphs."""
    return f"{content.ROWS[table].title}: {text}"


def value_map(syntax_entry):
    """An enumeration's name: the convention's, or the object's own."""
    return syntax_entry.syntax if syntax_entry.syntax in MIB.conventions else syntax_entry.name


def tags(table):
    """An item's: what it belongs to. Both nodes' items of one pair have the same service."""
    found = [("component", table.lower())]
    found += [(macro.lower(), f"{{#{macro}}}") for macro in content.ROWS[table].macros]
    if "PAIR" in content.ROWS[table].macros:
        found += [("service", "{#SERVICE}"), ("node", "{#NODE}")]
    return [{"tag": tag, "value": value} for tag, value in sorted(found)]


def graph_items(template, keys):
    return [
        {**({"sortorder": str(place)} if place else {}), "drawtype": "BOLD_LINE",
         "color": content.COLORS[place], "item": {"host": template, "key": key_}}
        for place, key_ in enumerate(keys)]
