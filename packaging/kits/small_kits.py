"""The smaller kits of packaging/examples/monitoring, each started as its file says: Prometheus with
prometheus-snmp-exporter, and a snmpd that asks the agent. Addresses, secrets and times differ."""

import json
import re
import urllib.error
import urllib.request

from demo_pair import ADDRESSES, ROOT
from processes import await_true
from watchers import SITE

EXAMPLES = ROOT / "packaging/examples/monitoring"
USER = "prometheus"
# Loopback of the kit's own network: nobody else is there.
EXPORTER, SERVER = "127.0.0.1:9116", "127.0.0.1:9090"


def fetch(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode()


def with_secrets(text, pair, user):
    return (text.replace("AUTHENTICATION", pair.passwords[f"{user}.auth"])
            .replace("PRIVACY", pair.passwords[f"{user}.priv"]))


class Prometheus:
    """Exporter and server, with the module and the rules that are kept."""

    def __init__(self, workshop, pair):
        self.workshop = workshop
        self.folder = workshop.folder("prometheus", USER)
        module = with_secrets((EXAMPLES / "prometheus/snmp.yml").read_text(), pair, "nagios")
        workshop.write(self.folder / "snmp.yml", module.replace(
            "username: prometheus", "username: nagios"), USER, 0o600)
        rules = (EXAMPLES / "prometheus/hotpair-alerts.yml").read_text()
        workshop.write(self.folder / "hotpair-alerts.yml",
                       re.sub(r"for: \d+[mh]", "for: 2s", rules))
        config = (EXAMPLES / "prometheus/prometheus.yml").read_text()
        for theirs, ours in SITE.items():
            config = config.replace(f"{theirs}:", f"{ours}:")
        workshop.write(self.folder / "prometheus.yml", "global: {evaluation_interval: 1s}\n"
                       + config.replace("scrape_interval: 15s", "scrape_interval: 2s"))

    def start(self):
        self.workshop.start("exporter", [
            "prometheus-snmp-exporter", f"--config.file={self.folder}/snmp.yml",
            f"--web.listen-address={EXPORTER}"], USER)
        self.workshop.start("prometheus", [
            "prometheus", f"--config.file={self.folder}/prometheus.yml",
            f"--storage.tsdb.path={self.folder}/data", f"--web.listen-address={SERVER}"], USER)
        await_true("Prometheus has scraped both nodes", lambda: len(self.series("up == 1")) == 2)

    def scraped(self, node):
        """What the exporter makes of a node's answer: names of metrics with labels, and values."""
        text = fetch(f"http://{EXPORTER}/snmp?module=hotpair&target={ADDRESSES[node]}:1161")
        return dict(line.rpartition(" ")[::2] for line in text.splitlines()
                    if not line.startswith("#"))

    def series(self, query):
        found = self.asked(f"query?query={urllib.request.quote(query)}")
        return found["result"] if found else []

    def firing(self):
        """Names of the alerts that fire."""
        found = self.asked("alerts")
        return {alert["labels"]["alertname"] for alert in (found or {"alerts": []})["alerts"]
                if alert["state"] == "firing"}

    @staticmethod
    def asked(what):
        try:
            return json.loads(fetch(f"http://{SERVER}/api/v1/{what}"))["data"]
        except (urllib.error.URLError, ConnectionError):
            return None


class Proxy:
    """snmpd at port 161 of the first node's address, with the lines of snmpd-proxy.conf."""

    ADDRESS = ADDRESSES["blade1"]

    def __init__(self, workshop, pair):
        folder = workshop.folder("snmpd", mode=0o700)
        text = with_secrets((EXAMPLES / "snmpd-proxy.conf").read_text(), pair, "nagios")
        file = workshop.write(folder / "snmpd.conf", text.replace(
            "127.0.0.1:1161", f"{self.ADDRESS}:1161"), mode=0o600)
        workshop.start("snmpd", ["snmpd", "-f", "-Lo", "-r", "-C", "-c", file,
                                 f"udp:{self.ADDRESS}:161"],
                       environment={"SNMP_PERSISTENT_DIR": str(folder)})
