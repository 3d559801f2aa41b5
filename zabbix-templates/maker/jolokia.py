"""Over Jolokia: one question, on whose answer every item depends."""

import content
from maker import scripts
from maker.names import key, tags, uuid
from maker.ways import column_macro, index_macros, name_macros, script, Way


class Jolokia(Way):
    """6.0: one question over HTTPS, on which every item depends."""

    name, stem = "Hotpair node by Jolokia", "hotpair_jolokia"
    description = (" Link it to a host for each node, with an interface at the node's own address,"
                   " where the agent's Jolokia listens with TLS. The server must trust its"
                   " certificate (SSLCALocation).")
    master = "hotpair.jolokia"
    macros = content.JOLOKIA_MACROS
    secrets = content.JOLOKIA_SECRETS
    traps = False
    polls = False

    def masters(self):
        tables = ", ".join(f'"{table}s"' for table in content.COLUMNS if table != "Agent")
        return [{
            "uuid": uuid(self.name, "item", "master"),
            "name": "Answer",
            "type": "HTTP_AGENT",
            "key": self.master,
            "delay": "{$HOTPAIR.DELAY}",
            "history": "0",
            "trends": "0",
            "value_type": "TEXT",
            "authtype": "BASIC",
            "username": "{$HOTPAIR.JOLOKIA.USER}",
            "password": "{$HOTPAIR.JOLOKIA.PASSWORD}",
            "description": "Everything that the agent shows, in one answer.",
            "preprocessing": [script(scripts.JOLOKIA)],
            "url": "https://{HOST.CONN}:{$HOTPAIR.JOLOKIA.PORT}/jolokia/",
            "posts": '[{"type": "read", "mbean": "io.hotpair:type=Agent"},\n'
                     ' {"type": "read", "mbean": "io.hotpair:type=Site",\n'
                     f'  "attribute": [{tables}]}}]',
            "post_type": "JSON",
            "request_method": "POST",
            "follow_redirects": "NO",
            "timeout": "10s",
            "verify_host": "YES",
            "verify_peer": "YES",
            "tags": tags("Agent"),
        }, self.part("Agent", "$.Agent")]

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
                 f"var all = JSON.parse(value), rows = all.{table};",
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

    def no_answer(self):
        return [], "nodata(<SnapshotTime>,{$HOTPAIR.SILENCE})=1"
