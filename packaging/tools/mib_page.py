"""The MIB as a page in Markdown, made to be read on a terminal as well."""

import re
import textwrap

WIDTH = 100
HEADER = """# HOTPAIR-MIB

Generated from [HOTPAIR-MIB.txt](HOTPAIR-MIB.txt) by `packaging/mib-page`: change that file, and run
the command. What to do with each object, and what each word means, stands there;
[README.md](README.md) tells how to read them and how to give an order.
"""
TYPES = {"HotpairName": "name", "HotpairText": "text", "OCTET STRING": "octets",
         "DateAndTime": "time", "TruthValue": "truth", "TestAndIncr": "lock"}
SHORT_UNITS = {"microseconds": "µs", "milliseconds": "ms", "percent": "%"}


def page(mib):
    """Everything but the walk, which ends it."""
    parts = [HEADER, tree(mib)]
    parts += ["## The agent\n", scalars(mib), "## Tables\n"]
    parts += [table(mib, entry) for entry in tables(mib)]
    parts += [enumerations(mib), notifications(mib), conformance(mib)]
    return "\n".join(parts)


def tables(mib):
    return [entry for entry in mib.entries.values() if entry.name.endswith("Table")]


def below(mib, name):
    """The entries right below a node."""
    start = mib.oids[name] + "."
    return [entry for entry in mib.entries.values()
            if entry.oid.startswith(start) and "." not in entry.oid[len(start):]]


def tree(mib):
    root = mib.oids["hotpair"]
    lines = [(f"hotpair  {root}", "")]
    lines.append(("├─ 0   hotpairNotifications", f"{len(mib.notifications())} notifications"))
    lines.append(("├─ 1   hotpairObjects", ""))
    shown = [("hotpairAgent", f"{len(below(mib, 'hotpairAgent'))} scalars")]
    shown += [(entry.name, f"{len(mib.columns(entry.name))} columns, by {index(mib, entry)}")
              for entry in tables(mib)]
    for name, what in shown:
        number = mib.oids[name][len(mib.oids["hotpairObjects"]) + 1:]
        branch = "└─" if name == shown[-1][0] else "├─"
        lines.append((f"│  {branch} {number:<5}{name}", what))
    lines.append(("└─ 2   hotpairConformance", f"{len(mib.groups)} groups"))
    drawn = "\n".join(f"{left:<36}{right}".rstrip() for left, right in lines)
    return f"## The tree\n\n```text\n{drawn}\n```\n"


def index(mib, entry):
    return ", ".join(words_apart(name) for name in mib.index(entry.name))


def words_apart(name):
    """hotpairPairName becomes pair name."""
    return re.sub(r"(?<=[a-z])([A-Z])", r" \1", name.removeprefix("hotpair")).lower()


def scalars(mib):
    return rows(below(mib, "hotpairAgent"))


def table(mib, entry):
    paragraph = textwrap.fill(entry.description, WIDTH, break_on_hyphens=False)
    number = entry.oid[len(mib.oids["hotpair"]):]
    title = f"### {entry.name} `{number}`\n\n{paragraph}\n\nA row for each: {index(mib, entry)}.\n"
    return title + "\n" + rows(mib.columns(entry.name))


def rows(entries):
    """One line for each object: number, name, type, units, access, and what it is."""
    cells = [("#", "object", "type", "units", "access", "what it is")]
    for entry in entries:
        access = "set" if entry.access == "read-write" else "read"
        number = entry.oid.rpartition(".")[2]
        cells.append((number, entry.name, shown_type(entry), SHORT_UNITS.get(entry.units, ""),
                      access, first_sentence(entry.description)))
    return grid(cells)


def first_sentence(description):
    return description.partition(". ")[0].rstrip(".")


def shown_type(entry):
    if entry.words and entry.syntax != "TruthValue":
        own = entry.syntax.startswith("INTEGER")
        return words(entry.words) if own else enumeration(entry.syntax)
    return TYPES.get(entry.syntax, TYPES.get(entry.base, entry.syntax))


def enumeration(convention):
    """HotpairPairStateCode is shown as PairState."""
    return convention.removeprefix("Hotpair").removesuffix("Code")


def words(codes):
    return ", ".join(f"{word}({code})" for code, word in codes.items())


def grid(cells):
    """A table whose columns stand below each other in the source, too; the last is as it comes."""
    *widths, _ = (max(len(row[i]) for row in cells) for i in range(len(cells[0])))
    lines = []
    for row in cells:
        padded = [f"{cell:<{width}}" for cell, width in zip(row, widths)]
        lines.append("| " + " | ".join([*padded, row[-1]]) + " |")
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|---|")
    return "\n".join(lines) + "\n"


def enumerations(mib):
    cells = [("type", "words")]
    cells += [(enumeration(name), words(convention.words))
              for name, convention in mib.conventions.items()
              if convention.words and name != "TruthValue"]
    return ("## Enumerations\n\nThey only ever grow. In the MIB, `Role` is `HotpairRoleCode`, and so"
            " on.\n\n" + grid(cells))


def notifications(mib):
    sent = mib.notifications()
    carried = " ".join(f"`{name}`" for name in sent[0].objects)
    cells = [("#", "notification", "what happened, and what to do")]
    cells += [(n.oid.rpartition(".")[2], n.name, n.description) for n in sent]
    if any(n.objects != sent[0].objects for n in sent):
        raise ValueError("the notifications do not carry the same objects any more")
    text = "Each carries the event's row of hotpairEventTable, so that its instance is the event's" \
           f" number: {carried}."
    paragraph = textwrap.fill(text, WIDTH, break_on_hyphens=False)
    return f"## Notifications\n\n{paragraph}\n\n{grid(cells)}"


def conformance(mib):
    cells = [("group", "of", "members")]
    cells += [(group.name, group.description.rstrip("."), str(len(group.members)))
              for group in mib.groups]
    return ("## Conformance\n\n`hotpairCompliance` asks for every group: an agent has all of it.\n\n"
            + grid(cells))
