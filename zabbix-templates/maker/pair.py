"""The template of a pair: what both nodes say, put together on one host."""

import re

import content
import problems
from maker.dashboard import Grid
from maker.names import graph_items, MIB, PAIR_TEMPLATE, uuid

SERVICE = '[tag="service:{$HOTPAIR.SERVICE}"]'
FRESH = "{$HOTPAIR.FRESH}"
ROLES = MIB.conventions["HotpairRoleCode"].words
TRUTH = MIB.conventions["TruthValue"].words
# Key: name, expression, value map, description. Counters count on when a node is silent.
ITEMS = {
    "active_nodes": (
        "Active nodes", f"sum(last_foreach(/*/hotpair.pair.active_here[*]?{SERVICE},{FRESH}))",
        None, "How many nodes say that they run the group: 1 in good order."),
    "nodes": (
        "Nodes that answer", f"count(last_foreach(/*/hotpair.pair.role[*]?{SERVICE},{FRESH}))",
        None, "How many nodes Zabbix gets answers from: 2 in good order."),
    "protected": (
        "Protected", f"max(last_foreach(/*/hotpair.pair.ready[*]?{SERVICE},{FRESH}))",
        "TruthValue", "Whether each node that answers says that the other one could take over."),
    "takeovers": (
        "Takeovers", f"sum(last_foreach(/*/hotpair.pair.takeovers[*]?{SERVICE}))", None,
        "Moves after a loss, of both nodes."),
    "switchovers": (
        "Switchovers", f"sum(last_foreach(/*/hotpair.pair.switchovers[*]?{SERVICE}))", None,
        "Planned exchanges, of both nodes."),
}
# What stands for no value at all.
WITHOUT = {"active_nodes": "0", "nodes": "0", "protected": "2", "takeovers": None,
           "switchovers": None}
NODES = """return JSON.stringify(['NODE', 'PEER'].map(function (name) {
    return {'{#NODE}': JSON.parse(value)[name]};
}));"""


def _key(name):
    return f"hotpair.service.{name}"


def _calculated(name, key, params, value_map, without, description):
    result = {
        "uuid": uuid(PAIR_TEMPLATE, "item", key),
        "name": name,
        "type": "CALCULATED",
        "key": key,
        "delay": "{$HOTPAIR.DELAY}",
        "history": "31d",
        "params": params,
        "description": description,
        "tags": [{"tag": "component", "value": "pair"}],
    }
    if value_map:
        result.update(trends="0", valuemap={"name": value_map})
    if without is not None:
        result["preprocessing"] = [{
            "type": "CHECK_NOT_SUPPORTED", "parameters": [""], "error_handler": "CUSTOM_VALUE",
            "error_handler_params": without}]
    return result


def _items():
    items = {key: _calculated(name, _key(key), params, value_map, WITHOUT[key], description)
             for key, (name, params, value_map, description) in ITEMS.items()}
    for problem in problems.PAIR_TRIGGERS:
        asked = _asked(problem)
        if len(asked) == 1:
            items[asked.pop()].setdefault("triggers", []).append(_trigger(problem))
    return list(items.values())


def _asked(problem):
    return set(re.findall(r"<(\w+)>", problem.expression))


def triggers():
    """Those that ask several items have a place of their own in an export."""
    return [_trigger(problem) for problem in problems.PAIR_TRIGGERS if len(_asked(problem)) > 1]


def _expression(text):
    for key in ITEMS:
        text = text.replace(f"<{key}>", f"/{PAIR_TEMPLATE}/{_key(key)}")
    return text


def _trigger(problem):
    result = {
        "uuid": uuid(PAIR_TEMPLATE, "trigger", problem.name),
        "expression": _expression(problem.expression),
        "name": f"Pair {{$HOTPAIR.PAIR}}: {problem.name}",
        "priority": problem.severity,
        "description": problem.description,
    }
    if problem.shown:
        result["opdata"] = problem.shown
    above = [other for other in problems.PAIR_TRIGGERS if other.name in problem.after]
    if above:
        result["dependencies"] = [{"name": f"Pair {{$HOTPAIR.PAIR}}: {other.name}",
                                   "expression": _expression(other.expression)}
                                  for other in above]
    result["tags"] = [{"tag": "scope", "value": problem.scope}]
    return result


def _nodes():
    """Finds the two nodes in the host's macros, for an item each."""
    params = (f'max(last_foreach(/*/hotpair.pair.role[*]?{SERVICE[:-1]} and tag="node:{{#NODE}}"],'
              f"{FRESH}))")
    role = _calculated("Role of {#NODE}", "hotpair.service.role[{#NODE}]", params,
                       "Role of a node", "0", "What the node says that it is.")
    return {
        "uuid": uuid(PAIR_TEMPLATE, "discovery", "nodes"),
        "name": "Nodes",
        "type": "SCRIPT",
        "key": "hotpair.service.discovery",
        "delay": "{$HOTPAIR.DISCOVERY}",
        "params": NODES,
        "description": "The two nodes.",
        "item_prototypes": [role],
        "timeout": "3s",
        "parameters": [{"name": "NODE", "value": "{$HOTPAIR.NODE}"},
                       {"name": "PEER", "value": "{$HOTPAIR.PEER}"}],
    }


def graphs():
    return [{
        "uuid": uuid(PAIR_TEMPLATE, "graph", name),
        "name": name,
        "graph_items": graph_items(PAIR_TEMPLATE, [_key(key) for key in keys]),
    } for name, keys in (("Pair: active nodes and nodes that answer", ("active_nodes", "nodes")),
                         ("Pair: moves", ("takeovers", "switchovers")))]


def _dashboard(version):
    grid = Grid(version, PAIR_TEMPLATE)
    for key, (name, *_) in ITEMS.items():
        if key != "nodes":
            grid.value(name, _key(key))
    for graph in graphs():
        grid.graph(graph["name"], False)
    return {"uuid": uuid(PAIR_TEMPLATE, "dashboard"), "name": "Hotpair pair",
            "pages": [grid.page("Pair")]}


def template(group, version):
    maps = {"TruthValue": TRUTH, "Role of a node": {0: "not heard", **ROLES}}
    return {
        "uuid": uuid(PAIR_TEMPLATE, "template"),
        "template": PAIR_TEMPLATE,
        "name": PAIR_TEMPLATE,
        "description": "A pair as both nodes tell it. Discovery makes a host for each pair and"
                       " links this; it needs no agent.",
        "groups": [{"name": group}],
        "items": _items(),
        "discovery_rules": [_nodes()],
        "tags": [{"tag": "class", "value": "software"}, {"tag": "target", "value": "hotpair"}],
        "macros": [{"macro": name, "value": value, "description": text}
                   for name, (value, text) in sorted(content.PAIR_MACROS.items())],
        "dashboards": [_dashboard(version)],
        "valuemaps": [{"uuid": uuid(PAIR_TEMPLATE, "value map", name), "name": name,
                       "mappings": [{"value": str(code), "newvalue": word}
                                    for code, word in words.items()]}
                      for name, words in sorted(maps.items())],
    }
