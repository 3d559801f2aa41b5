"""The Zabbix template agrees with the MIB and with itself."""

import re
import subprocess
import sys
import unittest
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "packaging" / "tools"))

from mib import Mib  # noqa: E402

MIB = Mib()
TEXT = (HERE.parent / "6.0" / "hotpair_snmp.yaml").read_text(encoding="utf-8")
EXPORT = yaml.safe_load(TEXT)["zabbix_export"]
TEMPLATE = EXPORT["templates"][0]
RULES = TEMPLATE["discovery_rules"]
ITEMS = [(None, item) for item in TEMPLATE["items"]] + [
    (rule, item) for rule in RULES for item in rule["item_prototypes"]]
TRIGGERS = [(None, trigger) for item in TEMPLATE["items"] for trigger in item.get("triggers", [])]
TRIGGERS += [(rule, trigger) for rule in RULES for trigger in rule["trigger_prototypes"]]
BY_OID = {entry.oid: entry for entry in MIB.entries.values()}
MAPS = {entry["name"]: {int(m["value"]): m["newvalue"] for m in entry["mappings"]}
        for entry in TEMPLATE["valuemaps"]}


def objects(rule, item):
    """The MIB's entry of an item."""
    end = ".{#SNMPINDEX}" if rule else ".0"
    return BY_OID[item["snmp_oid"].lstrip(".").removesuffix(end)]


def polled():
    return [(rule, item) for rule, item in ITEMS if item["type"] == "SNMP_AGENT"]


class FileTest(unittest.TestCase):
    def test_the_file_is_what_is_generated_now(self):
        done = subprocess.run([str(HERE.parent / "generate"), "--check"], capture_output=True,
                              text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_it_is_an_export_of_6_0_with_one_template(self):
        self.assertEqual(EXPORT["version"], "6.0")
        self.assertEqual(len(EXPORT["templates"]), 1)

    def test_ids_are_unique_and_shaped_like_random_ones(self):
        ids = re.findall(r"uuid: '([^']*)'", TEXT)
        self.assertEqual(len(ids), len(set(ids)))
        for one in set(ids) - {EXPORT["groups"][0]["uuid"]}:
            self.assertRegex(one, r"^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$")

    def test_ids_stay_what_they_were(self):
        """Zabbix would delete the history of an item whose id changed."""
        self.assertEqual(TEMPLATE["uuid"], "29937da32c544c02a490183ceb670eca")
        states = {item["key"]: item["uuid"] for _, item in ITEMS if "state[" in item["key"]}
        self.assertEqual(states["hotpair.pair.state[{#PAIR}]"],
                         "9d699f4b5d3342ac9a8af19d6364f629")


class ItemTest(unittest.TestCase):
    def test_every_object_is_in_the_mib_and_can_be_read(self):
        for rule, item in polled():
            with self.subTest(item=item["key"]):
                entry = objects(rule, item)
                self.assertIn(entry.access, ("read-only", "read-write"))
                if not rule:
                    self.assertRegex(entry.name, "^hotpairAgent")

    def test_every_item_has_the_type_of_its_object(self):
        for rule, item in polled():
            with self.subTest(item=item["key"]):
                entry, kind = objects(rule, item), item.get("value_type", "UNSIGNED")
                steps = [step["type"] for step in item.get("preprocessing", [])]
                if entry.syntax == "DateAndTime":
                    self.assertEqual((kind, item["units"]), ("UNSIGNED", "unixtime"))
                elif entry.base == "OCTET STRING":
                    self.assertEqual(kind, "CHAR")
                elif entry.units:
                    self.assertEqual(kind, "FLOAT" if "seconds" in entry.units else "UNSIGNED")
                    self.assertEqual(item.get("units"), "s" if "seconds" in entry.units else None)
                elif "CHANGE_PER_SECOND" in steps:
                    self.assertEqual((kind, entry.base), ("FLOAT", "Counter64"))
                else:
                    self.assertEqual(kind, "UNSIGNED")
                    self.assertIn(entry.base, ("Counter64", "Gauge32", "Unsigned32", "INTEGER"))
                # An unsigned item would become unsupported on a value below zero.
                self.assertEqual("IN_RANGE" in steps, entry.base == "Integer32")

    def test_scales_are_those_of_the_units(self):
        scales = {"milliseconds": "0.001", "microseconds": "0.000001"}
        for rule, item in polled():
            steps = {s["type"]: s["parameters"] for s in item.get("preprocessing", [])}
            units = objects(rule, item).units
            self.assertEqual(steps.get("MULTIPLIER"), [scales[units]] if units in scales else None)

    def test_every_enumeration_is_shown_in_the_words_of_the_mib(self):
        for rule, item in polled():
            entry = objects(rule, item)
            if entry.words:
                self.assertEqual(MAPS[item["valuemap"]["name"]], entry.words, item["key"])
            else:
                self.assertNotIn("valuemap", item)
        used = {item["valuemap"]["name"] for _, item in ITEMS if "valuemap" in item}
        self.assertEqual(set(MAPS), used)

    def test_keys_are_unique_and_name_their_row(self):
        keys = [item["key"] for _, item in ITEMS] + [rule["key"] for rule in RULES]
        self.assertEqual(len(keys), len(set(keys)))
        for rule, item in ITEMS:
            if rule:
                self.assertIn("{#PAIR}", item["key"])
                self.assertIn("{#PAIR}", item["name"])

    def test_texts_and_logs_keep_no_trends(self):
        for _, item in ITEMS:
            if item.get("value_type") in ("CHAR", "LOG"):
                self.assertEqual(item["trends"], "0", item["key"])


class DiscoveryTest(unittest.TestCase):
    def test_rows_are_found_by_a_column_of_their_own_table(self):
        for rule in RULES:
            macro, oid = re.fullmatch(r"discovery\[(\{#\w+\}),\.([0-9.]+)\]",
                                      rule["snmp_oid"]).groups()
            table = oid.rpartition(".")[0]
            self.assertIn(oid, BY_OID)
            for item in rule["item_prototypes"]:
                self.assertTrue(item["snmp_oid"].startswith(f".{table}."), item["key"])
            self.assertNotIn(macro, ("{#PAIR}", "{#PATH}", "{#LUN}", "{#RESOURCE}"))

    def test_every_macro_in_a_prototype_is_made_by_its_rule(self):
        for rule in RULES:
            made = set(re.findall(r"\{#\w+\}", rule["snmp_oid"] + rule["preprocessing"][0]
                                  ["parameters"][0])) | {"{#SNMPINDEX}"}
            prototypes = str(rule["item_prototypes"]) + str(rule["trigger_prototypes"])
            self.assertLessEqual(set(re.findall(r"\{#\w+\}", prototypes)), made, rule["name"])


class TriggerTest(unittest.TestCase):
    def test_every_item_in_an_expression_exists_in_its_place(self):
        for rule, trigger in TRIGGERS:
            keys = {item["key"] for place, item in ITEMS if place is None or place is rule}
            for expression in (trigger["expression"], trigger.get("recovery_expression", "")):
                asked = expression
                for key in sorted(keys, key=len, reverse=True):
                    asked = asked.replace(f"/{TEMPLATE['name']}/{key}", "")
                self.assertNotIn(f"/{TEMPLATE['name']}/", asked, trigger["name"])
            self.assertIn(f"/{TEMPLATE['name']}/", trigger["expression"])

    def test_a_trigger_of_a_row_asks_an_item_of_the_row(self):
        for rule, trigger in TRIGGERS:
            if rule:
                self.assertIn("{#PAIR}", trigger["expression"])
                self.assertIn("{#PAIR}", trigger["name"])

    def test_dependencies_are_triggers_of_the_same_place(self):
        for rule, trigger in TRIGGERS:
            there = {(other["name"], other["expression"]) for place, other in TRIGGERS
                     if place is rule}
            for above in trigger.get("dependencies", []):
                self.assertIn((above["name"], above["expression"]), there, trigger["name"])
                self.assertNotEqual(above["name"], trigger["name"])

    def test_names_are_unique_and_each_has_severity_and_advice(self):
        names = [trigger["name"] for _, trigger in TRIGGERS]
        self.assertEqual(len(names), len(set(names)))
        for _, trigger in TRIGGERS:
            self.assertIn(trigger["priority"], ("INFO", "WARNING", "AVERAGE", "HIGH", "DISASTER"))
            self.assertTrue(trigger["description"].endswith("."), trigger["name"])

    def test_what_is_told_by_a_change_is_closed_by_time_or_by_hand(self):
        for _, trigger in TRIGGERS:
            if "change(" in trigger["expression"]:
                self.assertIn("recovery_expression", trigger)
                self.assertEqual(trigger["manual_close"], "YES")

    def test_macros_are_defined_and_used(self):
        defined = {macro["macro"] for macro in TEMPLATE["macros"]}
        body = re.sub(r"(?s)\n      macros:.*?\n      valuemaps:", "", TEXT)
        self.assertEqual(defined, set(re.findall(r"\{\$[A-Z.]+\}", body)))


class TrapTest(unittest.TestCase):
    TRAPS = [item for _, item in ITEMS if item["type"] == "SNMP_TRAP"]

    @staticmethod
    def pattern(item):
        return re.compile(re.fullmatch(r'snmptrap\["(.*)"\]', item["key"])[1])

    def test_every_notification_is_caught_by_exactly_one_item(self):
        caught = {item["key"]: 0 for item in self.TRAPS}
        for what in MIB.notifications():
            for shown in (f"OID: .{what.oid}\n", f"OID: HOTPAIR-MIB::{what.name}\n",
                          f"OID: SNMPv2-SMI::enterprises.{what.oid.split('.', 6)[6]}"):
                trap = f"PDU INFO:\n  .1.3.6.1.6.3.1.1.4.1.0 type=6 value={shown}"
                found = [item["key"] for item in self.TRAPS if self.pattern(item).search(trap)]
                self.assertEqual(len(found), 1, shown)
                caught[found[0]] += 1
        self.assertNotIn(0, caught.values())

    def test_nothing_else_is_caught(self):
        for shown in ("OID: .1.3.6.1.4.1.32473.1.0.99", "OID: .1.3.6.1.6.3.1.1.5.3",
                      "OID: HOTPAIR-MIB::hotpairTakeoverStartedNever",
                      "OID: .1.3.6.1.4.1.32473.1.0.2.7"):
            for item in self.TRAPS:
                self.assertIsNone(self.pattern(item).search(shown), shown)
