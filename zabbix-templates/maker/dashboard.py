"""Dashboards of the templates. Version 7.0 has a finer grid and names the fields otherwise."""

import content
import problems
from maker import notifications
from maker.names import title, uuid

HALF = 12
# What version 6.0 calls the kinds of version 7.0.
OLD_KINDS = {"graph": "GRAPH_CLASSIC", "graphprototype": "GRAPH_PROTOTYPE", "item": "ITEM",
             "itemhistory": "PLAIN_TEXT"}
HEIGHT = 5


class Grid:
    """Widgets two beside each other, from the top down."""

    def __init__(self, version, template):
        self.new, self.template, self.widgets = version != "6.0", template, []

    def add(self, kind, name, fields, whole=False, height=HEIGHT):
        scale = 3 if self.new else 1
        width = 2 * HALF if whole else HALF
        last = self.widgets[-1] if self.widgets else None
        below = int(last["y"]) + int(last["height"]) if last else 0
        beside = last and not whole and last["x"] == "0" and last["width"] == str(HALF * scale)
        place = {"x": str(HALF * scale), "y": last["y"]} if beside else {"x": "0", "y": str(below)}
        self.widgets.append({
            "type": kind if self.new else OLD_KINDS[kind], "name": name, **place,
            "width": str(width * scale), "height": str(height),
            "fields": fields + self.reference()})

    def page(self, name):
        """Zabbix writes the widgets in the order of their names."""
        return {"name": name, "widgets": sorted(self.widgets, key=lambda widget: widget["name"])}

    def reference(self):
        """Version 7.0 tells widgets apart by five letters."""
        if not self.new:
            return []
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        place = len(self.widgets)
        return [{"type": "STRING", "name": "reference",
                 "value": "HP" + "A" + letters[place // 26] + letters[place % 26]}]

    def graph(self, name, prototype, alone=False):
        """The graphs of each row, where there is a prototype; two beside each other if a page has
        nothing else."""
        number = ".0" if self.new else ""
        fields = [{"type": "INTEGER", "name": "columns",
                   "value": "2" if alone else "1"},
                  {"type": "INTEGER", "name": "rows", "value": "4"}] if prototype else []
        fields.append({"type": "GRAPH_PROTOTYPE" if prototype else "GRAPH",
                       "name": f"graphid{number}",
                       "value": {"host": self.template, "name": name}})
        # Four rows of one graph each need room.
        shown = name.split(": ")[-1]
        self.add("graphprototype" if prototype else "graph", shown[0].upper() + shown[1:], fields,
                 whole=alone, height=12 if prototype else HEIGHT)

    def value(self, name, key):
        number = ".0" if self.new else ""
        self.add("item", name, [{"type": "ITEM", "name": f"itemid{number}",
                                 "value": {"host": self.template, "key": key}}], height=3)

    def log(self, name, key):
        item = {"host": self.template, "key": key}
        fields = [{"type": "ITEM", "name": "itemids", "value": item}]
        if self.new:
            fields = [{"type": "STRING", "name": "columns.0.name", "value": name},
                      {"type": "ITEM", "name": "columns.0.itemid", "value": item}]
        self.add("itemhistory", name, fields, whole=True)


def dashboard(way):
    pages = []
    for name, tables in content.PAGES:
        grid = Grid(way.version, way.name)
        if name == "Pairs" and way.traps:
            grid.log("Notifications: moves and protection", notifications.key(problems.MOVES))
        graphs = [(table, graph) for table in tables for graph, _ in content.GRAPHS[table]]
        for table, graph in graphs:
            grid.graph(title(table, graph), table != "Agent", len(graphs) == 1)
        pages.append(grid.page(name))
    return {"uuid": uuid(way.name, "dashboard"), "name": "Hotpair node",
            "auto_start": "NO", "pages": pages}
