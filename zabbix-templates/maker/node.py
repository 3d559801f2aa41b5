"""The template of a node: its items, discoveries, problems, graphs and dashboard."""

import content
import problems
from maker import notifications
from maker.dashboard import dashboard
from maker.names import entry, graph_items, host_group, key, PAIR_TEMPLATE, tags, title, uuid
from maker.names import value_map, words_apart
from maker.scripts import ACTIVE
from maker.triggers import Triggers
from maker.ways import script

SECONDS = {"milliseconds": "0.001", "microseconds": "0.000001"}


class NodeTemplate:
    def __init__(self, way):
        self.way = way
        self.own, self.answer = way.no_answer()
        self.triggers = Triggers(way.name, self.answer)

    def item(self, table, marked):
        column = marked.rstrip("*")
        what = entry(table, column)
        source, steps = self.way.source(table, column, what)
        units = content.UNITS.get((table, column))
        result = {
            "uuid": uuid(self.way.name, "item", table, column),
            "name": title(table, words_apart(column).lower()),
            **source,
            "key": key(table, column),
            "delay": "{$HOTPAIR.DELAY}" if self.way.polls else "0",
            "history": "31d",
        }
        steps = [*steps, *self.shape(result, what, column)]
        if units:
            # The mark: Zabbix makes no kilo of it.
            result["units"] = f"!{{#{units}}}"
        if marked.endswith("*"):
            steps.append({"type": "DISCARD_UNCHANGED_HEARTBEAT", "parameters": ["1h"]})
        result["description"] = what.description
        if steps:
            result["preprocessing"] = steps
        result["tags"] = tags(table)
        return result

    @staticmethod
    def shape(result, what, column):
        """Adds value type, units and value map by the MIB; returns the steps before storing."""
        if what.syntax == "DateAndTime":
            result.update(units="unixtime", trends="0")
            return []
        if what.base == "OCTET STRING":
            result.update(value_type="CHAR", trends="0")
            return []
        if what.words:
            result.update(trends="0", valuemap={"name": value_map(what)})
            return []
        if column in content.RATES:
            result.update(value_type="FLOAT", units="/s")
            return [{"type": "CHANGE_PER_SECOND", "parameters": [""]}]
        steps = []
        if what.base == "Integer32":
            # -1 means that there was none yet.
            steps.append({"type": "IN_RANGE", "parameters": ["0", ""],
                          "error_handler": "DISCARD_VALUE"})
        if what.units == "percent":
            result.update(units="%")
        if what.units in SECONDS:
            result.update(value_type="FLOAT", units="s")
            steps.append({"type": "MULTIPLIER", "parameters": [SECONDS[what.units]]})
        return steps

    def active_here(self):
        """The role as a number that can be added over the nodes."""
        return {
            "uuid": uuid(self.way.name, "item", "Pair", "ActiveHere"),
            "name": title("Pair", "active here"),
            "type": "DEPENDENT",
            "key": key("Pair", "ActiveHere"),
            "delay": "0",
            "history": "31d",
            "description": "1 while this node runs the group, and 0 while it does not. The two"
                           " nodes' sum must be 1.",
            "preprocessing": [script(ACTIVE)],
            "master_item": {"key": key("Pair", "Role")},
            "tags": tags("Pair"),
        }

    def prototypes(self, table):
        found = self.way.parts(table) + [self.item(table, name) for name in content.COLUMNS[table]]
        return [*found, self.active_here()] if table == "Pair" else found

    def graphs(self, table):
        return [{
            "uuid": uuid(self.way.name, "graph", table, name),
            "name": title(table, name),
            "graph_items": graph_items(self.way.name, [key(table, column) for column in columns]),
        } for name, columns in content.GRAPHS[table]]

    def discovery(self, table):
        source, steps = self.way.rows(table)
        result = {
            "uuid": uuid(self.way.name, "discovery", table),
            "name": f"{table}s",
            **source,
            "key": f"hotpair.{table.lower()}.discovery",
            "lifetime": "7d",
            "description": f"Rows of hotpair{table}Table.",
            "item_prototypes": self.prototypes(table),
        }
        several = self.add_triggers(table, result["item_prototypes"], "trigger_prototypes")
        if several:
            result["trigger_prototypes"] = several
        if self.graphs(table):
            result["graph_prototypes"] = self.graphs(table)
        if table == "Pair":
            result["host_prototypes"] = [self.pair_host()]
        result["preprocessing"] = steps
        if table == "Pair":
            result["overrides"] = [self.one_host_for_both()]
        unmeasured = [self.without_unit(*where, macro) for where, macro in content.UNITS.items()
                      if where[0] == table]
        if unmeasured:
            result["overrides"] = unmeasured
        return result

    def add_triggers(self, table, items, place):
        """Puts each trigger to its item, as Zabbix writes it; returns those about several."""
        by_key = {item["key"]: item for item in items}
        several = []
        for problem in problems.TRIGGERS.get(table, ()):
            asked = self.triggers.asks(table, problem)
            made = self.triggers.trigger(table, problem)
            if len(asked) == 1:
                by_key[asked.pop()].setdefault(place, []).append(made)
            else:
                several.append(made)
        return several

    def pair_host(self):
        """The host that stands for a pair, and so for both nodes."""
        macros = {"SERVICE": "{#SERVICE}", "PAIR": "{#PAIR}", "NODE": "{#NODE}", "PEER": "{#PEER}"}
        return {
            "uuid": uuid(self.way.name, "host", "Pair"),
            "host": "{#HOST}",
            "name": "Pair {#SERVICE}",
            "group_links": [{"group": {"name": host_group()["name"]}}],
            "templates": [{"name": PAIR_TEMPLATE}],
            "macros": [{"macro": f"{{$HOTPAIR.{name}}}", "value": value}
                       for name, value in sorted(macros.items())],
            "tags": [{"tag": "service", "value": "{#SERVICE}"}],
        }

    @staticmethod
    def one_host_for_both():
        """Both nodes find the pair; the one that the site file lists first makes its host."""
        return {
            "name": "The other node makes the pair's host",
            "step": "1",
            "filter": {"conditions": [
                {"macro": "{#FIRST}", "value": "^no$", "formulaid": "A"}]},
            "operations": [{"operationobject": "HOST_PROTOTYPE", "operator": "REGEXP",
                            "value": ".*", "discover": "NO_DISCOVER"}],
        }

    @staticmethod
    def without_unit(table, column, macro):
        """A row without a unit has no value."""
        name = words_apart(column).lower()
        return {
            "name": f"Without a unit there is no {name}",
            "step": "1",
            "filter": {"conditions": [
                {"macro": f"{{#{macro}}}", "value": "^$", "formulaid": "A"}]},
            "operations": [{"operationobject": "ITEM_PROTOTYPE", "operator": "REGEXP",
                            "value": f": {name}$", "discover": "NO_DISCOVER"}],
        }

    def value_maps(self):
        used = {}
        for table, columns in content.COLUMNS.items():
            for column in columns:
                what = entry(table, column.rstrip("*"))
                if what.words:
                    used[value_map(what)] = what.words
        if self.own:
            used["Availability"] = {0: "not available", 1: "available", 2: "unknown"}
        return [{"uuid": uuid(self.way.name, "value map", name), "name": name,
                 "mappings": [{"value": str(code), "newvalue": word}
                              for code, word in words.items()]}
                for name, words in sorted(used.items())]

    def macros(self):
        found = [{"macro": name, "value": value, "description": text}
                 for name, (value, text) in {**content.MACROS, **self.way.macros}.items()]
        found += [{"macro": name, "type": "SECRET_TEXT", "description": text}
                  for name, text in self.way.secrets.items()]
        return sorted(found, key=lambda macro: macro["macro"])

    def items(self):
        items = [*self.own, *self.way.masters(),
                 *(self.item("Agent", name) for name in content.COLUMNS["Agent"])]
        if self.way.traps:
            items += notifications.items(self.way.name)
        if self.add_triggers("Agent", items, "triggers"):
            raise ValueError("a trigger of the agent asks several items: its place is elsewhere")
        return items

    def template(self, group):
        return {
            "uuid": uuid(self.way.name, "template"),
            "template": self.way.name,
            "name": self.way.name,
            "description": "One node of Hotpair pairs." + self.way.description
                           + " Made from HOTPAIR-MIB by zabbix-templates/generate.",
            "groups": [{"name": group}],
            "items": self.items(),
            "discovery_rules": [self.discovery(table) for table in content.COLUMNS
                                if table != "Agent"],
            "tags": [{"tag": "class", "value": "software"}, {"tag": "target", "value": "hotpair"}],
            "macros": self.macros(),
            "dashboards": [dashboard(self.way)],
            "valuemaps": self.value_maps(),
        }
