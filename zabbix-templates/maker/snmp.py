"""Over SNMP: each object by itself for Zabbix 6.0, one walk for 7.0."""

import content
from maker import scripts
from maker.names import MIB, entry, key, tags, uuid
from maker.ways import column_macro, index_macros, name_macros, script, Way, words


class Snmp(Way):
    """6.0: an object each; Zabbix asks for many of them in one request."""

    name, stem = "Hotpair node by SNMP", "hotpair_snmp"
    description = (" Link it to a host for each node, with an SNMP interface at the node's own"
                   " address and port.")

    def masters(self):
        return []

    def source(self, table, column, what):
        end = "0" if table == "Agent" else "{#SNMPINDEX}"
        return {"type": "SNMP_AGENT", "snmp_oid": f".{what.oid}.{end}"}, self.decode(what)

    @staticmethod
    def decode(what):
        if what.syntax == "DateAndTime":
            return [script(scripts.DATE)]
        if what.base == "OCTET STRING":
            return [script(scripts.UTF8)]
        return []

    def walked(self, table):
        """Macros and objects that a discovery reads: the row's, then node and cluster."""
        for column in content.ROWS[table].columns:
            yield column_macro(column), entry(table, column).oid
        if "PAIR" in content.ROWS[table].macros:
            yield "NODE", entry("Agent", "Node").oid
            yield "CLUSTER", entry("Agent", "Cluster").oid

    def rows(self, table):
        pairs = ",".join(f"{{#{macro}}},.{oid}" for macro, oid in self.walked(table))
        return ({"type": "SNMP_AGENT", "snmp_oid": f"discovery[{pairs}]",
                 "delay": "{$HOTPAIR.DISCOVERY}"}, [script(self.names(table))])

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
        """An item of Zabbix's own, and the expression over it."""
        return [{
            "uuid": uuid(self.name, "item", "Agent", "available"),
            "name": "SNMP availability",
            "type": "INTERNAL",
            "key": key("Agent", "available"),
            "delay": "{$HOTPAIR.DELAY}",
            "history": "31d",
            "description": "Whether Zabbix gets answers from the agent.",
            "valuemap": {"name": "Availability"},
            "tags": tags("Agent"),
        }], "max(<available>,{$HOTPAIR.SILENCE})=0"


class Walk(Snmp):
    """7.0: one walk, on which every item depends."""

    version = "7.0"
    polls = False
    master = "hotpair.walk"

    def masters(self):
        tables = [".1.3.6.1.4.1.32473.1.1." + MIB.oids[f"hotpair{table}Table"].rpartition(".")[2]
                  for table in content.COLUMNS if table != "Agent"]
        tables.insert(0, "." + MIB.oids["hotpairAgent"])
        return [{
            "uuid": uuid(self.name, "item", "walk"),
            "name": "Walk",
            "type": "SNMP_AGENT",
            "snmp_oid": f"walk[{','.join(tables)}]",
            "key": self.master,
            "delay": "{$HOTPAIR.DELAY}",
            "history": "0",
            "value_type": "TEXT",
            "trends": "0",
            "description": "Everything that the agent shows, read with GETBULK.",
            "tags": tags("Agent"),
        }]

    def source(self, table, column, what):
        end = "0" if table == "Agent" else "{#SNMPINDEX}"
        # 1: a text that came in hexadecimal becomes UTF-8 again; 0: as it came.
        shown = "1" if what.base == "OCTET STRING" and what.syntax != "DateAndTime" else "0"
        steps = [{"type": "SNMP_WALK_VALUE", "parameters": [f".{what.oid}.{end}", shown]}]
        if what.syntax == "DateAndTime":
            steps.append(script(scripts.DATE))
        return {"type": "DEPENDENT", "master_item": {"key": self.master}}, steps

    def rows(self, table):
        parameters = []
        for macro, oid in self.walked(table):
            parameters += [f"{{#{macro}}}", f".{oid}", "1"]
        return ({"type": "DEPENDENT", "master_item": {"key": self.master}, "delay": "0"},
                [{"type": "SNMP_WALK_TO_JSON", "parameters": parameters},
                 script(self.names(table)), {"type": "DISCARD_UNCHANGED_HEARTBEAT",
                                             "parameters": ["{$HOTPAIR.DISCOVERY}"]}])
