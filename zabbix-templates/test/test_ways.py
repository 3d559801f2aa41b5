"""How each template asks: objects of the MIB, Jolokia's answer, a walk."""

import json
import re
import unittest
from pathlib import Path

from exports import BY_OID, columns, JOLOKIA, MIB, SNMP, WALK

MBEANS = Path(__file__).resolve().parents[2] / "mbeans/src/main/java/io/hotpair/mbeans"


def steps(thing, kind):
    return [step["parameters"] for step in thing.get("preprocessing", []) if step["type"] == kind]


class SnmpTest(unittest.TestCase):
    def test_every_item_asks_for_the_object_of_its_key(self):
        for rule, item, entry in columns(SNMP.node):
            if item["type"] == "SNMP_AGENT":
                end = ".{#SNMPINDEX}" if rule else ".0"
                self.assertEqual(item["snmp_oid"], f".{entry.oid}{end}", item["key"])

    def test_rows_are_found_by_columns_of_their_own_table(self):
        for rule in SNMP.node.rules:
            asked = re.fullmatch(r"discovery\[(.*)\]", rule["snmp_oid"])[1].split(",")
            self.found_by(rule, list(zip(asked[::2], asked[1::2])))

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


class WalkTest(SnmpTest):
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

    def test_rows_are_found_by_columns_of_their_own_table(self):
        for rule in WALK.node.rules:
            self.assertEqual(rule["master_item"]["key"], "hotpair.walk")
            ((*asked,),) = steps(rule, "SNMP_WALK_TO_JSON")
            self.assertEqual(len(asked) % 3, 0)
            self.found_by(rule, list(zip(asked[::3], asked[1::3])))

    def test_one_walk_covers_everything(self):
        (walk,) = [item for _, item in WALK.node.items if item["key"] == "hotpair.walk"]
        roots = re.fullmatch(r"walk\[(.*)\]", walk["snmp_oid"])[1].split(",")
        for _, item, entry in columns(WALK.node):
            self.assertTrue(any(f".{entry.oid}".startswith(root + ".") for root in roots),
                            item["key"])
        polled = [item["key"] for _, item in WALK.node.items
                  if item["type"] not in ("DEPENDENT", "SNMP_TRAP", "INTERNAL")]
        self.assertEqual(polled, ["hotpair.walk"])

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
        self.assertEqual({f"{table}s" for table in tables}, set(site["attribute"]))

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
