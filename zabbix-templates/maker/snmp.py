"""Over SNMP: one walk, on which every item depends; 7.0 has that, 6.0 does it by discovery."""

import content
from maker import scripts
from maker.answer import Answer
from maker.names import MIB, entry, key, tags, uuid
from maker.ways import column_macro, index_macros, name_macros, script, Way, words

NAME, STEM = "Hotpair node by SNMP", "hotpair_snmp"
DESCRIPTION = (" Link it to a host for each node, with an SNMP interface at the node's own address"
               " and port.")
MASTER = "hotpair.walk"
# As long as Zabbix stores what an item asks for.
LONGEST = 512


def walk(asked):
    """The item that asks."""
    return {
        "uuid": uuid(NAME, "item", "walk"),
        "name": "Walk",
        "type": "SNMP_AGENT",
        "snmp_oid": asked,
        "key": MASTER,
        "delay": "{$HOTPAIR.DELAY}",
        "history": "0",
        "value_type": "TEXT",
        "trends": "0",
        "description": "Everything that the agent shows, read with GETBULK.",
        "tags": tags("Agent"),
    }


def kind_of(what):
    """What the script has to do with a column's value: a suffix for its name."""
    if what.syntax == "DateAndTime":
        return ":time"
    return ":text" if what.base == "OCTET STRING" else ""


def availability():
    """An item of Zabbix's own, and the expression over it: no answer."""
    return [{
        "uuid": uuid(NAME, "item", "Agent", "available"),
        "name": "SNMP availability",
        "type": "INTERNAL",
        "key": key("Agent", "available"),
        "delay": "{$HOTPAIR.DELAY}",
        "history": "31d",
        "description": "Whether Zabbix gets answers from the agent.",
        "valuemap": {"name": "Availability"},
        "tags": tags("Agent"),
    }], "max(<available>,{$HOTPAIR.SILENCE})=0"


class Snmp(Answer):
    """6.0: what is made for discovery reads several tables in one poll."""

    name, stem, description, master = NAME, STEM, DESCRIPTION, MASTER

    def masters(self):
        pairs = zip(content.COLUMNS, self.roots())
        asked = f"discovery[{','.join(f'{{#{table.upper()}}},{root}' for table, root in pairs)}]"
        if len(asked) > LONGEST:
            raise ValueError(f"Zabbix cuts what an item asks for after {LONGEST}: {asked}")
        made = walk(asked)
        made["preprocessing"] = [script(scripts.walk(
            {table: (self.index(table), self.columns(table)) for table in content.COLUMNS}))]
        return [made, self.part("Agent", "$.Agent")]

    @staticmethod
    def roots():
        """Of each table. Below it, each object is a column's number and an index."""
        return ["." + MIB.oids["hotpairAgent" if table == "Agent" else f"hotpair{table}Entry"]
                for table in content.COLUMNS]

    @staticmethod
    def index(table):
        if table == "Agent":
            return "['number']"
        kinds = []
        for _, what in index_macros(table):
            if what.words:
                kinds.append(f"{{column: '{what.name[11:]}', words: {words(what)}}}")
            else:
                kinds.append("'name'" if what.base == "OCTET STRING" else "'number'")
        return f"[{', '.join(kinds)}]"

    @staticmethod
    def columns(table):
        wanted = {name.rstrip("*") for name in (*content.COLUMNS[table],
                                                *content.ROWS[table].columns)}
        found = {name: entry(table, name) for name in wanted}
        numbers = sorted((int(what.oid.rpartition(".")[2]), name + kind_of(what))
                         for name, what in found.items())
        return "{" + ", ".join(f"{number}: '{shown}'" for number, shown in numbers) + "}"

    def no_answer(self):
        return availability()


class Walk(Way):
    """7.0: what its walk[] is for."""

    version = "7.0"
    name, stem, description, master = NAME, STEM, DESCRIPTION, MASTER
    polls = False

    def masters(self):
        tables = [f".{MIB.oids[f'hotpair{table}Table']}" for table in content.COLUMNS
                  if table != "Agent"]
        return [walk(f"walk[{','.join(['.' + MIB.oids['hotpairAgent'], *tables])}]")]

    def source(self, table, column, what):
        end = "0" if table == "Agent" else "{#SNMPINDEX}"
        # 1: a text that came in hexadecimal becomes UTF-8 again; 0: as it came.
        shown = "1" if what.base == "OCTET STRING" and what.syntax != "DateAndTime" else "0"
        steps = [{"type": "SNMP_WALK_VALUE", "parameters": [f".{what.oid}.{end}", shown]}]
        if what.syntax == "DateAndTime":
            steps.append(script(scripts.DATE))
        return {"type": "DEPENDENT", "master_item": {"key": MASTER}}, steps

    def walked(self, table):
        """Macros and objects that a discovery reads: the row's, then node and cluster."""
        for column in content.ROWS[table].columns:
            yield column_macro(column), entry(table, column).oid
        if "PAIR" in content.ROWS[table].macros:
            yield "NODE", entry("Agent", "Node").oid
            yield "CLUSTER", entry("Agent", "Cluster").oid

    def rows(self, table):
        parameters = []
        for macro, oid in self.walked(table):
            parameters += [f"{{#{macro}}}", f".{oid}", "1"]
        return ({"type": "DEPENDENT", "master_item": {"key": MASTER}, "delay": "0"},
                [{"type": "SNMP_WALK_TO_JSON", "parameters": parameters},
                 script(self.names(table)), {"type": "DISCARD_UNCHANGED_HEARTBEAT",
                                             "parameters": ["{$HOTPAIR.DISCOVERY}"]}])

    @staticmethod
    def names(table):
        """Reads a row's names from its index, where each stands with its length before it."""
        lines = [scripts.TEXT_FUNCTION, scripts.NAMED.replace("NAMES", name_macros(table)),
                 "var rows = JSON.parse(value), node = '', cluster = '';",
                 "rows.forEach(function (row) {",
                 "    if (row['{#SNMPINDEX}'] === '0') {",
                 "        node = row['{#NODE}'];",
                 "        cluster = text(row['{#CLUSTER}']);",
                 "    }",
                 "});",
                 "return JSON.stringify(rows.filter(function (row) {",
                 "    return row['{#SNMPINDEX}'] !== '0';",
                 "}).map(function (row) {",
                 "    var rest = row['{#SNMPINDEX}'].split('.').map(Number);",
                 "    function name() {",
                 "        return String.fromCharCode.apply(null, rest.splice(0, rest.shift()));",
                 "    }"]
        for macro, what in index_macros(table):
            if what.words:
                lines += [f"    row['{{#{macro}CODE}}'] = rest.shift();",
                          f"    row['{{#{macro}}}'] = {words(what)}[row['{{#{macro}CODE}}']]",
                          f"        || row['{{#{macro}CODE}}'];"]
            elif what.base == "OCTET STRING":
                lines.append(f"    row['{{#{macro}}}'] = name();")
            else:
                lines.append(f"    row['{{#{macro}}}'] = rest.shift();")
        done = "placed(row, node, cluster)" if "PAIR" in content.ROWS[table].macros else "row"
        return "\n".join([*lines, f"    return {done};", "}).filter(named));"])

    def no_answer(self):
        return availability()
