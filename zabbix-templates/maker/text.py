"""YAML as Zabbix reads and writes it, of dictionaries, lists and texts."""

import re


def document(value):
    return "\n".join(_lines(value, 0)) + "\n"


def _lines(value, indent):
    space = "  " * indent
    for name, inner in value.items():
        # YAML 1.1 takes y for a truth.
        shown = "'y'" if name == "y" else name
        if isinstance(inner, dict):
            yield f"{space}{shown}:"
            yield from _lines(inner, indent + 1)
        elif isinstance(inner, list):
            yield f"{space}{shown}:"
            for element in inner:
                yield from _listed(element, indent + 1)
        else:
            yield from _text(f"{space}{shown}: ", inner, indent + 1)


def _listed(element, indent):
    space = "  " * indent
    if isinstance(element, dict):
        yield f"{space}-"
        yield from _lines(element, indent + 1)
    else:
        yield from _text(f"{space}- ", element, indent + 1)


def _text(start, text, indent):
    if "\n" in text:
        yield start + "|-"
        yield from ("  " * indent + line for line in text.split("\n"))
    elif re.fullmatch(r"[A-Z][A-Z_]+", text) and text not in ("YES", "NO"):
        yield start + text
    else:
        yield start + "'" + text.replace("'", "''") + "'"
