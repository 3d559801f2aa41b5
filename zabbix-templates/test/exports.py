"""The template files, as the tests look at them."""

import sys
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "packaging" / "tools"), str(HERE.parent)]

import content  # noqa: E402, F401
from mib import Mib  # noqa: E402

MIB = Mib()
BY_OID = {entry.oid: entry for entry in MIB.entries.values()}


class Template:
    """One template of a file, with what stands in it."""

    def __init__(self, export, body):
        self.export, self.body, self.name = export, body, body["name"]
        self.rules = body.get("discovery_rules", [])
        self.items = [(None, item) for item in body["items"]] + [
            (rule, item) for rule in self.rules for item in rule["item_prototypes"]]
        self.triggers = [(None, trigger) for item in body["items"]
                         for trigger in item.get("triggers", [])]
        self.triggers += [(None, trigger) for trigger in export.get("triggers", [])
                          if f"/{self.name}/" in trigger["expression"]]
        for rule in self.rules:
            self.triggers += [(rule, trigger) for trigger in rule.get("trigger_prototypes", [])]
            self.triggers += [(rule, trigger) for item in rule["item_prototypes"]
                              for trigger in item.get("trigger_prototypes", [])]
        self.graphs = [(None, graph) for graph in export.get("graphs", [])
                       if graph["graph_items"][0]["item"]["host"] == self.name]
        self.graphs += [(rule, graph) for rule in self.rules
                        for graph in rule.get("graph_prototypes", [])]
        self.maps = {entry["name"]: {int(m["value"]): m["newvalue"] for m in entry["mappings"]}
                     for entry in body.get("valuemaps", [])}


class File:
    """A template file: `node` is the template of a node, which is another in each file."""

    def __init__(self, path, node):
        self.path = path
        self.text = (HERE.parent / path).read_text(encoding="utf-8")
        self.export = yaml.safe_load(self.text)["zabbix_export"]
        self.templates = {body["name"]: Template(self.export, body)
                          for body in self.export["templates"]}
        self.node = self.templates[node]
        self.pair = self.templates["Hotpair pair"]


SNMP = File("6.0/hotpair_snmp.yaml", "Hotpair node by SNMP")
JOLOKIA = File("6.0/hotpair_jolokia.yaml", "Hotpair node by Jolokia")
WALK = File("7.0/hotpair_snmp.yaml", "Hotpair node by SNMP")
FILES = (SNMP, JOLOKIA, WALK)


def column(item):
    """The MIB's entry of an item of a node, by its key; None if it has none."""
    words = item["key"].partition("[")[0].split(".")
    if words[0] != "hotpair" or len(words) != 3:
        return None
    name = "".join(word.capitalize() for word in words[2].split("_"))
    return MIB.entries.get(f"hotpair{words[1].capitalize()}{name}")


def columns(template):
    return [(rule, item, column(item)) for rule, item in template.items if column(item)]
