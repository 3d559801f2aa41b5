"""How each template asks: objects of the MIB, Jolokia's answer, a walk."""

import json
import re
import subprocess
import unittest
from pathlib import Path

from exports import BY_OID, columns, content, JOLOKIA, MIB, SNMP, WALK

MBEANS = Path(__file__).resolve().parents[2] / "mbeans/src/main/java/io/hotpair/mbeans"


def steps(thing, kind):
    return [step["parameters"] for step in thing.get("preprocessing", []) if step["type"] == kind]


def polled(template):
    """The items that ask the agent."""
    return [item for _, item in template.items
            if item["type"] not in ("DEPENDENT", "SNMP_TRAP", "INTERNAL")]


class SnmpTest(unittest.TestCase):
    """Version 6.0 of it. What the script makes of a walk is tried with Node.js."""

    def setUp(self):
        (self.walk,) = polled(SNMP.node)
        asked = re.fullmatch(r"discovery\[(.*)\]", self.walk["snmp_oid"])[1].split(",")
        self.roots = dict(zip(asked[1::2], asked[::2]))

    def read(self, objects):
        """What the script gives for objects: OID and value as Zabbix has them."""
        rows = {}
        for oid, value in objects:
            (root,) = [root for root in self.roots if oid.startswith(root + ".")]
            index = oid.removeprefix(root + ".")
            rows.setdefault(index, {"{#SNMPINDEX}": index})[self.roots[root]] = value
        return json.loads(self.run_script(self.walk, json.dumps(list(rows.values()))))

    @staticmethod
    def run_script(thing, value):
        ((script,),) = steps(thing, "JAVASCRIPT")
        return subprocess.run(
            ["node", "-e", "console.log(new Function('value', process.argv[1])("
             "require('fs').readFileSync(0, 'utf8')))", script],
            input=value, capture_output=True, text=True, check=True, timeout=60).stdout

    def test_one_walk_covers_everything(self):
        self.assertEqual(self.walk["key"], "hotpair.walk")
        # Zabbix cuts it otherwise.
        self.assertLess(len(self.walk["snmp_oid"]), 512)

    @staticmethod
    def objects():
        """A walk of a row of each table: OIDs and values, and what the script makes of a value."""
        ends = {"Agent": ".0", "Path": ".3.101.114.112.2", "Lun": ".3.101.114.112.1.97",
                "Resource": ".3.101.114.112.1.97", "Fence": ".4.118.112.101.49.1"}
        for number, entry in enumerate(MIB.entries.values()):
            table = re.match("hotpair([A-Z][a-z]+)", entry.name)
            if table and table[1] in content.COLUMNS and entry.access == "read-only":
                oid = f".{entry.oid}{ends.get(table[1], '.3.101.114.112')}"
                if entry.syntax == "DateAndTime":
                    yield oid, f"07 EA 0B 16 0D 24 {number % 60:02X} 00 2B 01 00", (
                        1795350960 + number % 60)
                else:
                    yield oid, str(number), None

    def test_every_item_reads_the_object_of_its_key(self):
        objects = {oid: (value, made) for oid, value, made in self.objects()}
        found = self.read([(oid, value) for oid, (value, _) in objects.items()])
        names = {"Path": "erp.public", "Lun": "erp.a", "Resource": "erp.a", "Fence": "vpe1.1"}
        for _, item, entry in columns(SNMP.node):
            with self.subTest(item["key"]):
                table = item["key"].split(".")[1].capitalize()
                row = found[table] if table == "Agent" else found[table][names.get(table, "erp")]
                ((path,),) = steps(item, "JSONPATH")
                ((value, made),) = [shown for oid, shown in objects.items()
                                    if oid.startswith(f".{entry.oid}.")]
                self.assertEqual(row[path.removeprefix("$.")], made or value)

    def test_rows_have_every_macro_that_their_rule_uses(self):
        found = self.read([(oid, value) for oid, value, _ in self.objects()])
        for rule in SNMP.node.rules:
            used = {key: value for key, value in rule.items() if key != "preprocessing"}
            (row,) = json.loads(self.run_script(rule, json.dumps(found)))
            self.assertLessEqual(set(re.findall(r"\{#\w+\}", str(used))), set(row), rule["name"])

    def test_texts_that_came_in_hexadecimal_are_read(self):
        reading = [entry for entry in MIB.entries.values()
                   if entry.name == "hotpairResourceLastResult"][0]
        for octets, text in (("6C C3 A4 75 66 74 ", "läuft"),
                             ("6C C3 A4 75 66 74 20 73 65 69 74 20 76 69 65 6C \n"
                              "65 6E 20 54 61 67 65 6E ", "läuft seit vielen Tagen"),
                             ("41 42", "41 42"), ("99", "99"), ("", ""), ("up", "up")):
            found = self.read([(f".{reading.oid}.1.97.1.98", octets)])
            self.assertEqual(found["Resource"]["a.b"]["LastResult"], text)

    def test_what_is_no_time_spoils_no_other_value(self):
        pair = {name: MIB.entries[f"hotpairPair{name}"].oid for name in ("LastMoveTime", "Role")}
        found = self.read([(f".{pair['LastMoveTime']}.1.97", "07 EA"), (f".{pair['Role']}.1.97", "2")])
        self.assertEqual(found["Pair"]["a"], {"LastMoveTime": "07 EA", "Role": "2"})

    def test_rows_of_tables_with_the_same_index_stay_apart(self):
        found = self.read([(".1.3.6.1.4.1.32473.1.1.3.1.5.1.97", "blade1"),
                           (".1.3.6.1.4.1.32473.1.1.2.1.5.1.97", "2"),
                           (".1.3.6.1.4.1.32473.1.1.3.1.99.1.97", "of a later revision")])
        self.assertEqual((found["Pair"], found["Node"]),
                         ({"a": {"ActiveNode": "blade1"}}, {"a": {"Health": "2"}}))


class WalkTest(unittest.TestCase):
    """Version 7.0. There is no server of it here to import the file: its shape is compared with
    what 7.0 writes."""

    def test_every_item_asks_for_the_object_of_its_key(self):
        for rule, item, entry in columns(WALK.node):
            self.assertEqual((item["type"], item["master_item"]["key"]),
                             ("DEPENDENT", "hotpair.walk"))
            ((oid, shown),) = steps(item, "SNMP_WALK_VALUE")
            self.assertEqual(oid, f".{entry.oid}" + (".{#SNMPINDEX}" if rule else ".0"))
            text = entry.base == "OCTET STRING" and entry.syntax != "DateAndTime"
            self.assertEqual(shown, "1" if text else "0", item["key"])

    def found_by(self, rule, asked):
        tables = {BY_OID[oid.lstrip(".")].name for _, oid in asked}
        table = rule["key"].split(".")[1].capitalize()
        self.assertLessEqual({name for name in tables if not name.startswith("hotpairAgent")},
                             {entry.name for entry in MIB.columns(f"hotpair{table}Table")})
        made = {macro for macro, _ in asked} | {"{#SNMPINDEX}"}
        for text in steps(rule, "JAVASCRIPT"):
            made |= set(re.findall(r"row\['(\{#\w+\})'\] =", text[0]))
        used = {key: value for key, value in rule.items() if key not in ("snmp_oid",
                                                                         "preprocessing")}
        self.assertLessEqual(set(re.findall(r"\{#\w+\}", str(used))), made, rule["name"])

    def test_rows_are_found_by_columns_of_their_own_table(self):
        for rule in WALK.node.rules:
            self.assertEqual(rule["master_item"]["key"], "hotpair.walk")
            ((*asked,),) = steps(rule, "SNMP_WALK_TO_JSON")
            self.assertEqual(len(asked) % 3, 0)
            self.found_by(rule, list(zip(asked[::3], asked[1::3])))

    def test_one_walk_covers_everything(self):
        (walk,) = polled(WALK.node)
        self.assertEqual(walk["key"], "hotpair.walk")
        roots = re.fullmatch(r"walk\[(.*)\]", walk["snmp_oid"])[1].split(",")
        for _, item, entry in columns(WALK.node):
            self.assertTrue(any(f".{entry.oid}".startswith(root + ".") for root in roots),
                            item["key"])

    def test_groups_of_templates_and_of_hosts_stand_apart(self):
        self.assertEqual([group["name"] for group in WALK.export["template_groups"]],
                         ["Templates/Applications"])
        self.assertEqual([group["name"] for group in WALK.export["host_groups"]],
                         ["Hotpair pairs"])
        self.assertNotIn("groups", WALK.export)
        self.assertNotIn("date", WALK.export)

    def test_what_follows_has_no_interval_and_texts_no_trends(self):
        for template in WALK.templates.values():
            for thing in [item for _, item in template.items] + template.rules:
                if thing["type"] in ("DEPENDENT", "SNMP_TRAP"):
                    self.assertNotIn("delay", thing, thing["key"])
                if thing.get("value_type") in ("CHAR", "LOG", "TEXT"):
                    self.assertNotIn("trends", thing, thing["key"])

    def test_widgets_are_those_of_the_version(self):
        for template in WALK.templates.values():
            for dashboard in template.body["dashboards"]:
                for page in dashboard["pages"]:
                    references = []
                    for widget in page["widgets"]:
                        self.assertIn(widget["type"],
                                      ("graph", "graphprototype", "item", "itemhistory"))
                        fields = {field["name"]: field for field in widget["fields"]}
                        self.assertRegex(fields["reference"]["value"], "^[A-Z]{5}$")
                        references.append(fields["reference"]["value"])
                        self.assertNotIn("graphid", fields)
                        self.assertNotIn("itemid", fields)
                    self.assertEqual(len(references), len(set(references)))


class JolokiaTest(unittest.TestCase):
    def test_one_request_asks_for_everything_and_trusts_no_stranger(self):
        asking = [item for _, item in JOLOKIA.node.items if item["type"] == "HTTP_AGENT"]
        self.assertEqual(len(asking), 1)
        item = asking[0]
        self.assertEqual((item["verify_peer"], item["verify_host"], item["follow_redirects"]),
                         ("YES", "YES", "NO"))
        self.assertTrue(item["url"].startswith("https://{HOST.CONN}:"))
        self.assertEqual((item["authtype"], item["password"]),
                         ("BASIC", "{$HOTPAIR.JOLOKIA.PASSWORD}"))
        agent, site = json.loads(item["posts"])
        self.assertEqual((agent["mbean"], site["mbean"]),
                         ("io.hotpair:type=Agent", "io.hotpair:type=Site"))
        offered = self.attributes("SiteMXBean")
        self.assertLessEqual(set(site["attribute"]), offered)
        tables = {rule["key"].split(".")[1].capitalize() for rule in JOLOKIA.node.rules}
        self.assertEqual({f"{table}s".replace("Healths", "Health") for table in tables},
                         set(site["attribute"]))

    def test_every_item_reads_an_attribute_that_the_mbeans_have(self):
        for rule, item, _ in columns(JOLOKIA.node):
            table = item["key"].split(".")[1].capitalize()
            offered = self.attributes("AgentMXBean" if table == "Agent" else f"{table}Row")
            ((path,),) = steps(item, "JSONPATH")
            self.assertIn(path.removeprefix("$."), offered, item["key"])
            self.assertEqual(item["master_item"]["key"].split(".")[1:2], [table.lower()])

    @staticmethod
    def attributes(name):
        source = (MBEANS / f"{name}.java").read_text(encoding="utf-8")
        return set(re.findall(r"\b(?:get|is)([A-Z]\w*)\(\)", source))
