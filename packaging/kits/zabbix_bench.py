"""A Zabbix that watches a real pair, twice: over SNMP and over Jolokia; and a fixture."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

from zabbix_pair import DemoPair, FAST, NODES
from zabbix_fixture import FixtureHost
from zabbix_server import await_true, free_port, ZabbixServer

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "zabbix-templates"
SNMP, JOLOKIA, TRAPS = "Hotpair node by SNMP", "Hotpair node by Jolokia", "Hotpair notifications"
# The pair that the hosts polled over Jolokia find has another name: two hosts stand for each node.
SITES = {SNMP: "demo", JOLOKIA: "by Jolokia"}
# A test cannot wait for minutes.
QUICK = {"DELAY": "2s", "DISCOVERY": "10s", "SILENCE": "8s", "PASSING": "6s", "NOT.READY": "6s",
         "MOVED": "15s", "FRESH": "6s", "VACANT": "10s"}


class Bench:
    quick = QUICK
    pairs, timings = 1, FAST

    def __init__(self):
        traps = free_port(socket.SOCK_DGRAM)
        self.pair = DemoPair(traps, self.pairs - 1, self.timings)
        self.fixture = self.zabbix = None
        try:
            self.zabbix = ZabbixServer(self.pair)
            self.fixture = FixtureHost()
            # Not before the receiver listens: what the agents tell at their start is looked at, too.
            self.start_nodes()
        except BaseException:
            self.close()
            raise

    def start_nodes(self):
        for node in NODES:
            self.pair.start(node)

    def close(self):
        for part in (self.zabbix, self.fixture, self.pair):
            if part:
                part.close()

    def install(self, *options):
        """Runs zabbix-templates/install; what it printed."""
        token = self.zabbix.directory / "token"
        token.write_text(self.zabbix.token)
        token.chmod(0o600)
        credentials = self.zabbix.directory / "credentials"
        credentials.mkdir(exist_ok=True)
        (credentials / "snmp.conf").write_text(
            "defVersion 3\ndefSecurityLevel authPriv\ndefSecurityName ops\ndefAuthType SHA-256\n"
            f"defAuthPassphrase {self.pair.auth}\ndefPrivType AES\n"
            f"defPrivPassphrase {self.pair.priv}\n")
        (credentials / "snmp.conf").chmod(0o600)
        script = (f"{sys.executable} {TEMPLATES}/switch_over --credentials {credentials} --by USER"
                  " ADDRESS PAIR")
        done = subprocess.run(
            [str(TEMPLATES / "install"), "--url", f"http://127.0.0.1:{self.zabbix.web}",
             "--token-file", str(token), "--over", "both", "--script", script, *options],
            capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"install: {done.stdout}{done.stderr}")
        return done.stdout

    def add_hosts(self):
        for node in NODES:
            self.add_node(SNMP, node=node)
            self.add_node(JOLOKIA, TRAPS, node=node)
        self.add_host("fixture", ("127.0.0.1", self.fixture.port), [SNMP], {}, self.fixture)

    def add_node(self, *templates, node="blade1"):
        """A host for a node of the pair; the first template says how it is polled."""
        over_jolokia = templates[0] == JOLOKIA
        macros = {"{$HOTPAIR.SITE}": SITES[JOLOKIA],
                  "{$HOTPAIR.JOLOKIA.USER}": "ops"} if over_jolokia else {}
        self.add_host(f"{node} by Jolokia" if over_jolokia else node, (NODES[node], 1161),
                      templates, macros, self.pair,
                      password=self.pair.password if over_jolokia else "")

    def add_host(self, name, address, templates, macros, keys, password=""):
        known = {row["host"]: row["templateid"] for row in self.zabbix.call(
            "template.get", {"search": {"host": "Hotpair"}, "output": ["host"]})}
        (group,) = self.zabbix.call("hostgroup.get", {"filter": {"name": "Linux servers"}})
        secrets = {"{$SNMP.AUTH}": keys.auth, "{$SNMP.PRIV}": keys.priv}
        if password:
            secrets["{$HOTPAIR.JOLOKIA.PASSWORD}"] = password
        quick = {f"{{$HOTPAIR.{key}}}": value for key, value in self.quick.items()}
        self.zabbix.call("host.create", {
            "host": name, "groups": [{"groupid": group["groupid"]}],
            "templates": [{"templateid": known[template]} for template in templates],
            "interfaces": [{
                "type": 2, "main": 1, "useip": 1, "ip": address[0], "dns": "",
                "port": str(address[1]), "details": {
                    "version": 3, "bulk": 1, "securityname": "ops", "securitylevel": 2,
                    "authprotocol": 3, "authpassphrase": "{$SNMP.AUTH}", "privprotocol": 1,
                    "privpassphrase": "{$SNMP.PRIV}"}}],
            "macros": [*({"macro": key, "value": value, "type": 1}
                         for key, value in secrets.items()),
                       *({"macro": key, "value": value}
                         for key, value in {**quick, **macros}.items())]})

    def host(self, name):
        (found,) = self.zabbix.call("host.get", {
            "filter": {"name": name}, "output": ["hostid", "host"]})
        return found["hostid"]

    def items(self, name):
        self.fixture.show()
        found = self.zabbix.call("item.get", {
            "filter": {}, "hostids": self.host(name),
            "output": ["key_", "lastvalue", "state", "error", "lastclock", "type", "history"]})
        return {item["key_"]: item for item in found}

    def values(self, name):
        return {key: item["lastvalue"] for key, item in self.items(name).items()}

    def problems(self):
        """Host and name of each problem that is open."""
        self.fixture.show()
        found = self.zabbix.call("problem.get", {"output": ["name", "objectid", "opdata"]})
        hosts = {row["triggerid"]: row["hosts"][0]["name"] for row in self.zabbix.call(
            "trigger.get", {"triggerids": [row["objectid"] for row in found],
                            "selectHosts": ["name"], "output": ["triggerid"]})}
        return {(hosts.get(row["objectid"]), row["name"]): row["opdata"] for row in found}

    def await_problems(self, wanted, seconds=60):
        """Waits for (host, name) pairs; how long each took."""
        began, seen = time.monotonic(), {}

        def all_there():
            for problem in self.problems():
                if problem in wanted:
                    seen.setdefault(problem, time.monotonic() - began)
            return len(seen) == len(wanted)

        try:
            await_true("problems", all_there, seconds)
        except AssertionError:
            raise AssertionError(f"not within {seconds} s: {set(wanted) - set(seen)};"
                                 f" open: {set(self.problems())}") from None
        return seen

    def await_ends(self, gone, seconds=60):
        try:
            await_true("ends", lambda: not set(gone) & set(self.problems()), seconds)
        except AssertionError:
            raise AssertionError(f"still open: {set(gone) & set(self.problems())}") from None

    def switch_over(self, host):
        """What the script's dialog shows, as the web pages ask for it."""
        (script,) = self.zabbix.call("script.get", {"filter": {"name": "Switch over"}})
        return self.zabbix.call("script.execute", {
            "scriptid": script["scriptid"], "hostid": self.host(host)})["value"]

    def compared(self, way):
        """What an import of a file would change now, as Zabbix itself tells."""
        text = (TEMPLATES / "6.0" / f"hotpair_{way}.yaml").read_text(encoding="utf-8")
        rules = {"createMissing": True, "updateExisting": True, "deleteMissing": True}
        kept = {"createMissing": True, "updateExisting": True}
        found = self.zabbix.call("configuration.importcompare", {
            "format": "yaml", "source": text, "rules": {
                "templates": kept, "groups": kept, "items": rules, "discoveryRules": rules,
                "triggers": rules, "graphs": rules, "templateDashboards": rules,
                "valueMaps": rules}})
        # An order that Zabbix does not keep is a change to it, too, and has no line.
        return list(differences(found))[:20] or found

    def counts(self, template):
        """How much of each kind a template has after its import."""
        (found,) = self.zabbix.call("template.get", {
            "filter": {"host": template}, "selectItems": "count", "selectTriggers": "count",
            "selectGraphs": "count", "selectDiscoveries": ["itemid"], "selectDashboards": "count",
            "output": ["templateid"]})
        rules = self.zabbix.call("discoveryrule.get", {
            "itemids": [rule["itemid"] for rule in found["discoveries"]],
            "selectItems": "count", "selectTriggers": "count", "selectGraphs": "count",
            "selectHostPrototypes": "count", "output": ["itemid"]})
        prototypes = {kind: sum(int(rule[kind]) for rule in rules)
                      for kind in ("items", "triggers", "graphs", "hostPrototypes")}
        return {**{kind: int(found[kind]) for kind in
                   ("items", "triggers", "graphs", "dashboards")},
                "rules": len(rules), "prototypes": prototypes}


def differences(found, path=""):
    """What importcompare found, a line for each value that would be another."""
    if not isinstance(found, dict):
        return
    for kind, inner in found.items():
        if kind not in ("added", "removed", "updated"):
            yield from differences(inner, f"{path}/{kind}")
            continue
        for change in inner:
            before, after = change.get("before", {}), change.get("after", {})
            place = f"{path}/{before.get('name') or after.get('name')}"
            for name in sorted(before.keys() | after.keys()):
                if before.get(name) != after.get(name):
                    yield f"{kind} {place}/{name}: {before.get(name)} | {after.get(name)}"[:300]
            yield from differences(
                {name: more for name, more in change.items() if name not in ("before", "after")},
                place)


def shown(value):
    return json.dumps(value, ensure_ascii=False).replace('"', "")
