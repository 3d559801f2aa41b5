"""What the ways to get values have in common.

A way answers four questions: which items ask the agent (`masters`), where an item's value comes
from (`source`), where the rows of a table come from (`rows`), and how it is seen that there is no
answer (`no_answer`).
"""

import content
from maker.names import MIB


def script(text):
    return {"type": "JAVASCRIPT", "parameters": [text]}


def index_macros(table):
    """The columns that index a table, with their macros."""
    for column in MIB.index(f"hotpair{table}Table"):
        what = MIB.entries[column]
        yield content.INDEX_MACROS.get((table, column)) or content.INDEX_MACROS[column], what


def column_macro(column):
    return content.COLUMN_MACROS.get(column, column.upper())


def name_macros(table):
    """The macros that must be names, for they come into keys, tags and commands."""
    found = [macro for macro, what in index_macros(table) if what.base == "OCTET STRING"]
    if "PreferredNode" in content.ROWS[table].columns:
        found += ["PEER", "PREFERRED"]
    return "[" + ", ".join(f"'{{#{macro}}}'" for macro in found) + "]"


def words(what):
    return "{" + ", ".join(f"{code}: '{word}'" for code, word in what.words.items()) + "}"


class Way:
    """What the ways share."""

    version = "6.0"
    # Whether each item is asked for by itself, and so has an interval.
    polls = True
    macros = {}
    secrets = {}
    traps = True

    def __init__(self):
        self.file = f"{self.version}/{self.stem}.yaml"

    def parts(self, table):
        """Items of a row from which its others come, beside the masters."""
        return []
