"""Over Jolokia: one question, on whose answer every item depends."""

import content
from maker import scripts
from maker.answer import Answer
from maker.names import rows_of, tags, uuid
from maker.ways import script


class Jolokia(Answer):
    """6.0: one question over HTTPS, on which every item depends."""

    name, stem = "Hotpair node by Jolokia", "hotpair_jolokia"
    description = (" Link it to a host for each node, with an interface at the node's own address,"
                   " where the agent's Jolokia listens with TLS. The server must trust its"
                   " certificate (SSLCALocation).")
    master = "hotpair.jolokia"
    macros = content.JOLOKIA_MACROS
    secrets = content.JOLOKIA_SECRETS
    traps = False

    def masters(self):
        tables = ", ".join(f'"{rows_of(table)}"' for table in content.COLUMNS if table != "Agent")
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

    def no_answer(self):
        return [], "nodata(<SnapshotTime>,{$HOTPAIR.SILENCE})=1"
