"""One answer with everything, on whose parts every item depends: as 6.0 asks, either way."""

import content
from maker import scripts
from maker.names import key, tags, uuid
from maker.ways import column_macro, index_macros, name_macros, script, Way


class Answer(Way):
    """The master item gives {table: {row: {column: value}}}: rows by their names with points
    between them, columns by the MIB's names, words as their codes, times in seconds."""

    polls = False

    def part(self, table, path):
        """A row of the answer: its items read that, and not the whole answer each."""
        title = content.ROWS[table].title
        return {
            "uuid": uuid(self.name, "item", table, "row"),
            "name": f"{title}: answer",
            "type": "DEPENDENT",
            "key": key(table, "Answer"),
            "delay": "0",
            "history": "0",
            "trends": "0",
            "value_type": "TEXT",
            "description": "The part of the answer that the row's items come from.",
            "preprocessing": [{"type": "JSONPATH", "parameters": [path]}],
            "master_item": {"key": self.master},
            "tags": tags(table),
        }

    def parts(self, table):
        name = ".".join(f"{{#{macro}}}" for macro in content.ROWS[table].macros)
        return [self.part(table, f'$.{table}["{name}"]')]

    def source(self, table, column, what):
        return ({"type": "DEPENDENT", "master_item": {"key": key(table, "Answer")}, "delay": "0"},
                [{"type": "JSONPATH", "parameters": [f"$.{column}"]}])

    def rows(self, table):
        return ({"type": "DEPENDENT", "master_item": {"key": self.master}, "delay": "0"},
                [script(self.names(table)), {"type": "DISCARD_UNCHANGED_HEARTBEAT",
                                             "parameters": ["{$HOTPAIR.DISCOVERY}"]}])

    @staticmethod
    def names(table):
        lines = [scripts.NAMED.replace("NAMES", name_macros(table)),
                 f"var all = JSON.parse(value), rows = all.{table} || {{}};",
                 "return JSON.stringify(Object.keys(rows).map(function (key) {",
                 "    var names = key.split('.'), row = {};"]
        for macro, what in index_macros(table):
            lines.append(f"    row['{{#{macro}}}'] = names.shift();")
            if what.words:
                lines.append(f"    row['{{#{macro}CODE}}'] = rows[key].{what.name[11:]};")
        for column in content.ROWS[table].columns:
            lines.append(f"    row['{{#{column_macro(column)}}}'] = rows[key].{column};")
        done = ("placed(row, all.Agent.Node, all.Agent.Cluster)"
                if "PAIR" in content.ROWS[table].macros else "row")
        return "\n".join([*lines, f"    return {done};", "}).filter(named));"])
