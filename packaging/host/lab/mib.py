"""Reads HOTPAIR-MIB.txt as far as a manager needs it: names to numbers, enumerations, indexes.

Debian ships none of the SMIv2 base modules, so net-snmp's own tools are given numbers.
"""

import re

from . import site

PATH = site.PACKAGING.parent / "mib" / "HOTPAIR-MIB.txt"

_ROOTS = {
    "iso": (1,), "enterprises": (1, 3, 6, 1, 4, 1), "mib-2": (1, 3, 6, 1, 2, 1),
    "zeroDotZero": (0, 0),
}
_TOKEN = re.compile(r'--[^\n]*|"[^"]*"|::=|[{}(),;|]|[^\s{}(),;|"]+')
_MACROS = ("OBJECT-TYPE", "OBJECT-IDENTITY", "MODULE-IDENTITY", "NOTIFICATION-TYPE",
           "OBJECT-GROUP", "NOTIFICATION-GROUP", "MODULE-COMPLIANCE")
_NUMBERS = ("INTEGER", "Integer32", "Unsigned32", "Gauge32", "Counter32", "Counter64", "TimeTicks",
            "TestAndIncr", "TruthValue", "RowStatus", "StorageType", "TimeStamp")


class Mib:
    def __init__(self, text):
        tokens = [token for token in _TOKEN.findall(text) if not token.startswith("--")]
        self._oids = dict(_ROOTS)
        self._syntax = {}
        self._index = {}
        self.notifications = set()
        self._types = {"TruthValue": ["INTEGER", "{", *"true ( 1 ) , false ( 2 )".split(), "}"]}
        self._read(tokens)
        self._names = {oid: name for name, oid in self._oids.items()}

    def oid(self, name, *index):
        """The number of an object, as dotted text; `index` values are appended as the MIB says."""
        number = self._oids[name]
        if index:
            number += self._encode(name, index)
        elif self._is_scalar(name):
            number += (0,)
        return "." + ".".join(map(str, number))

    def name(self, oid):
        """The name and the decoded index of a dotted number; (None, ()) if it is another MIB's."""
        numbers = tuple(int(part) for part in oid.strip(".").split("."))
        for length in range(len(numbers), 0, -1):
            name = self._names.get(numbers[:length])
            if name is not None and name not in _ROOTS:
                rest = numbers[length:]
                if numbers[:length - 1] in self._entries():
                    return name, self._decode(name, rest)
                return name, rest
        return None, ()

    def labels(self, name):
        """The enumeration of an object: number → label; empty if it has none."""
        return _enumeration(self._resolve(self._syntax.get(name, [])))

    def labelled(self, name, value):
        """The value in the MIB's words where it is an enumeration, else as it came."""
        labels = self.labels(name)
        if labels and value.lstrip("-").isdigit():
            return labels.get(int(value), value)
        return value

    def columns(self, table):
        """The columns of a table, by name."""
        entry = self._oids[table] + (1,)
        return [name for name, oid in self._oids.items() if oid[:-1] == entry]

    def _is_scalar(self, name):
        syntax = self._syntax.get(name, ["SEQUENCE"])
        return (syntax[0] != "SEQUENCE" and name not in self._index
                and self._oids[name][:-1] not in self._entries())

    def _entries(self):
        return {self._oids[name] for name in self._index}

    def _read(self, tokens):
        pending = {}
        for place, token in enumerate(tokens):
            if token == "::=" and tokens[place + 1] == "{":
                self._assignment(tokens, place, pending)
            elif token == "::=" and tokens[place + 1] == "TEXTUAL-CONVENTION":
                start = tokens.index("SYNTAX", place)
                self._types[tokens[place - 1]] = _syntax_at(tokens, start + 1)
        while pending:
            ready = [name for name, (parent, _) in pending.items() if parent in self._oids]
            if not ready:
                raise ValueError(f"MIB: no parent for {sorted(pending)}")
            for name in ready:
                parent, rest = pending.pop(name)
                self._oids[name] = self._oids[parent] + rest

    def _assignment(self, tokens, place, pending):
        end = tokens.index("}", place)
        words = tokens[place + 2:end]
        start = place - 1
        while start > 0 and not (tokens[start] in _MACROS and tokens[start - 1][0].islower()
                                 or tokens[start:start + 2] == ["OBJECT", "IDENTIFIER"]):
            start -= 1
        name, macro, body = tokens[start - 1], tokens[start], tokens[start + 1:place]
        pending[name] = (words[0], tuple(int(re.sub(r"\D", "", word)) for word in words[1:]
                                         if re.search(r"\d", word)))
        if macro == "OBJECT-TYPE":
            self._syntax[name] = _syntax_at(body, body.index("SYNTAX") + 1)
            if "INDEX" in body:
                inner = body[body.index("INDEX") + 2:]
                inner = [word for word in inner[:inner.index("}")] if word != ","]
                self._index[name] = inner
        elif macro == "NOTIFICATION-TYPE":
            self.notifications.add(name)

    def _resolve(self, syntax):
        seen = 0
        while syntax and syntax[0] in self._types and seen < 10:
            syntax = self._types[syntax[0]]
            seen += 1
        return syntax

    def _index_of(self, column):
        entry = self._oids[column][:-1]
        objects = next(words for name, words in self._index.items() if self._oids[name] == entry)
        implied = "IMPLIED" in objects
        objects = [word for word in objects if word != "IMPLIED"]
        for place, word in enumerate(objects):
            number = self._resolve(self._syntax[word])[0] in _NUMBERS
            yield number, implied and place == len(objects) - 1

    def _encode(self, column, values):
        encoded = ()
        for value, (number, implied) in zip(values, self._index_of(column), strict=True):
            if number:
                encoded += (int(value),)
            else:
                text = value.encode()
                encoded += (() if implied else (len(text),)) + tuple(text)
        return encoded

    def _decode(self, column, numbers):
        values = ()
        for number, implied in self._index_of(column):
            if number:
                values, numbers = values + (numbers[0],), numbers[1:]
            elif implied:
                values, numbers = values + (bytes(numbers).decode(),), ()
            else:
                length = numbers[0]
                values += (bytes(numbers[1:1 + length]).decode(),)
                numbers = numbers[1 + length:]
        return values


def _syntax_at(tokens, start):
    end = start + 1
    if end < len(tokens) and tokens[end] in ("{", "("):
        end = tokens.index("}" if tokens[end] == "{" else ")", end) + 1
    elif tokens[start] in ("OCTET", "OBJECT", "SEQUENCE"):
        end += 1
    return tokens[start:end]


def _enumeration(syntax):
    if len(syntax) < 2 or syntax[1] != "{":
        return {}
    words = [word for word in syntax[2:-1] if word not in ("(", ")", ",")]
    return {int(number): label for label, number in zip(words[::2], words[1::2])}


def load():
    """The MIB of this source tree."""
    return Mib(PATH.read_text(encoding="utf-8"))
