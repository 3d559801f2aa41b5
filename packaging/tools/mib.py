"""Reads HOTPAIR-MIB, for what is generated from it and for the tests that compare with it.

It understands what that module uses of SMIv2, and nothing more: smilint judges the module.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "mib" / "HOTPAIR-MIB.txt"


@dataclass(frozen=True)
class Convention:
    """A textual convention: the type below it, and its words if it is an enumeration."""

    base: str
    words: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """An object or a notification; objects are what a notification carries."""

    name: str
    oid: str
    syntax: str
    base: str
    access: str
    units: str
    description: str
    words: dict
    index: tuple
    notification: bool
    objects: tuple


@dataclass(frozen=True)
class Group:
    """A conformance group and its members."""

    name: str
    description: str
    members: tuple


class Mib:
    """The module: entries by name, and the columns of each table in order."""

    def __init__(self, text=None):
        text = text if text is not None else FILE.read_text(encoding="utf-8")
        # A description may contain anything, the words of the language too.
        self.descriptions = re.findall(r'"([^"]*)"', text)
        places = iter(range(len(self.descriptions)))
        text = re.sub(r'"[^"]*"', lambda _: f'"{next(places)}"', text)
        text = re.sub(r"--[^\n]*", "", text)
        self.conventions = self._conventions(text)
        self.oids = self._oids(text)
        self.entries = {entry.name: entry for entry in self._entries(text)}
        self.groups = tuple(self._groups(text))

    def columns(self, table):
        """The accessible columns of a table such as hotpairPairTable."""
        row = self.oids[table] + ".1."
        return [
            entry
            for entry in self.entries.values()
            if entry.oid.startswith(row) and entry.access != "not-accessible"
        ]

    def index(self, table):
        """The names of the columns that index a table."""
        row = self.oids[table] + ".1"
        return next(e.index for e in self.entries.values() if e.oid == row)

    def notifications(self):
        return [entry for entry in self.entries.values() if entry.notification]

    @staticmethod
    def _words(body):
        return {int(code): word for word, code in re.findall(r"([A-Za-z]+)\((-?\d+)\)", body)}

    def _conventions(self, text):
        found = {
            "DateAndTime": Convention("OCTET STRING"),
            "TestAndIncr": Convention("INTEGER"),
            "TruthValue": Convention("INTEGER", {1: "true", 2: "false"}),
        }
        syntaxes = r"INTEGER \{[^}]*\}|OCTET STRING[^\n]*|\w+"
        pattern = rf"(\w+) ::= TEXTUAL-CONVENTION.*?SYNTAX\s+({syntaxes})"
        for name, syntax in re.findall(pattern, text, re.DOTALL):
            base = re.match(r"[A-Za-z0-9 ]+", syntax).group().strip()
            found[name] = Convention(base, self._words(syntax))
        return found

    @staticmethod
    def _oids(text):
        pattern = r"\n(\w+)\s+(?:OBJECT IDENTIFIER|[A-Z-]+\n.*?)\s*::= \{ (\w+) (\d+) \}"
        parents = {name: above for name, *above in re.findall(pattern, text, re.DOTALL)}

        def oid(name):
            if name == "enterprises":
                return "1.3.6.1.4.1"
            parent, number = parents[name]
            return f"{oid(parent)}.{number}"

        return {name: oid(name) for name in parents}

    def _entries(self, text):
        pattern = r"\n(\w+) (OBJECT|NOTIFICATION)-TYPE\n(.*?)::= \{ \w+ \d+ \}"
        for name, kind, body in re.findall(pattern, text, re.DOTALL):
            syntax = re.search(r"SYNTAX\s+((?:SEQUENCE OF )?[\w]+(?: STRING)?(?: \{[^}]*\})?)", body)
            syntax = syntax.group(1) if syntax else ""
            convention = self.conventions.get(syntax)
            base = convention.base if convention else syntax.split("{")[0].strip()
            words = convention.words if convention else self._words(syntax)
            yield Entry(
                name, self.oids[name], syntax, base,
                self._clause(body, r"MAX-ACCESS\s+([\w-]+)"),
                self._quoted(body, "UNITS"), self._quoted(body, "DESCRIPTION"), words,
                self._names(body, "INDEX"), kind == "NOTIFICATION", self._names(body, "OBJECTS"),
            )

    def _groups(self, text):
        pattern = r"\n(\w+) (OBJECT|NOTIFICATION)-GROUP\n(.*?)::= \{ \w+ \d+ \}"
        for name, kind, body in re.findall(pattern, text, re.DOTALL):
            members = self._names(body, kind + "S")
            yield Group(name, self._quoted(body, "DESCRIPTION"), members)

    def _names(self, body, clause):
        return tuple(re.findall(r"\w+", self._clause(body, clause + r"\s+\{([^}]*)\}")))

    @staticmethod
    def _clause(body, pattern):
        found = re.search(pattern, body)
        return found.group(1) if found else ""

    def _quoted(self, body, clause):
        place = self._clause(body, clause + r'\s+"(\d+)"')
        return " ".join(self.descriptions[int(place)].split()) if place else ""
