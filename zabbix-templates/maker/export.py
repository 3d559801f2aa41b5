"""A whole export file: groups, templates and graphs, as Zabbix itself would write them. So a second
import finds nothing to change, and what an administrator exports can be compared with the file."""

import re

from maker import notifications, pair
from maker.names import host_group, TEMPLATE_GROUP, TRAP_TEMPLATE, uuid
from maker.node import NodeTemplate
from maker.text import document


def text(way):
    group = {"uuid": TEMPLATE_GROUP[0], "name": TEMPLATE_GROUP[1]}
    node = NodeTemplate(way)
    templates = [node.template(group["name"]), pair.template(group["name"], way.version)]
    if not way.traps:
        templates.append(_traps(group["name"]))
    if way.version == "6.0":
        head = {"version": "6.0", "date": "2026-11-22T00:00:00Z", "groups": [group, host_group()]}
    else:
        head = {"version": way.version, "template_groups": [group], "host_groups": [host_group()]}
    made = {
        **head,
        "templates": sorted(templates, key=lambda template: template["template"]),
        "triggers": pair.triggers(),
        "graphs": sorted([*node.graphs("Agent"), *pair.graphs()], key=lambda graph: graph["name"]),
    }
    _in_order(made)
    _without_defaults(made, "90d" if way.version == "6.0" else "31d")
    if way.version != "6.0":
        _without_what_follows(made)
    return document({"zabbix_export": made})


# By what Zabbix sorts each kind of list.
ORDER = {"items": "key", "item_prototypes": "key", "discovery_rules": "key", "triggers": "name",
         "trigger_prototypes": "name", "graphs": "name", "graph_prototypes": "name",
         "valuemaps": "name"}


def _natural(text):
    """As Zabbix compares: numbers by their value, letters as if all were capitals."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part)
            for part in re.findall(r"[0-9]+|[^0-9]", text.upper())]


def _in_order(value):
    if isinstance(value, list):
        for element in value:
            _in_order(element)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in ORDER:
                inner.sort(key=lambda element: _natural(element[ORDER[name]]))
            _in_order(inner)


def _without_defaults(value, history):
    """Zabbix writes nothing that is so anyhow."""
    if isinstance(value, list):
        for element in value:
            _without_defaults(element, history)
    elif isinstance(value, dict):
        for name, usual in (("history", history), ("timeout", "3s"), ("value", ""), ("x", "0"),
                            ("y", "0")):
            if value.get(name) == usual:
                del value[name]
        for inner in value.values():
            _without_defaults(inner, history)


def _without_what_follows(value):
    """Version 7.0 writes no interval of what comes by itself, and no trends of texts."""
    if isinstance(value, list):
        for element in value:
            _without_what_follows(element)
    elif isinstance(value, dict):
        if value.get("type") in ("DEPENDENT", "SNMP_TRAP"):
            value.pop("delay", None)
        if value.get("value_type") in ("CHAR", "LOG", "TEXT"):
            value.pop("trends", None)
        for inner in value.values():
            _without_what_follows(inner)


def _traps(group):
    """For a host that is polled over Jolokia: its notifications come over SNMP all the same."""
    return {
        "uuid": uuid(TRAP_TEMPLATE, "template"),
        "template": TRAP_TEMPLATE,
        "name": TRAP_TEMPLATE,
        "description": "The notifications of a node that is polled over Jolokia. The host needs an"
                       " SNMP interface at the node's own address, by which they are matched.",
        "groups": [{"name": group}],
        "items": notifications.items(TRAP_TEMPLATE),
        "tags": [{"tag": "class", "value": "software"}, {"tag": "target", "value": "hotpair"}],
    }
