"""The Zabbix templates agree with the MIB, with each other and with themselves."""

import re
import subprocess
import unittest

from exports import columns, FILES, HERE, JOLOKIA, MIB, SNMP, WALK


class FileTest(unittest.TestCase):
    def test_the_files_are_what_is_generated_now(self):
        done = subprocess.run([str(HERE.parent / "generate"), "--check"], capture_output=True,
                              text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_each_is_an_export_of_its_version(self):
        self.assertEqual([file.export["version"] for file in FILES], ["6.0", "6.0", "7.0"])

    def test_ids_are_unique_and_shaped_like_random_ones(self):
        for file in FILES:
            ids = re.findall(r"uuid: '([^']*)'", file.text)
            self.assertEqual(len(ids), len(set(ids)), file.path)
            for one in set(ids) - {"a571c0d144b14fd4a87a9d9b2aa9fcd6"}:
                self.assertRegex(one, r"^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$")

    def test_ids_stay_what_they_were(self):
        """Zabbix would delete the history of an item whose id changed."""
        for file in (SNMP, WALK):
            self.assertEqual(file.node.body["uuid"], "29937da32c544c02a490183ceb670eca")
            states = {item["key"]: item["uuid"] for _, item in file.node.items}
            self.assertEqual(states["hotpair.pair.state[{#PAIR}]"],
                             "9d699f4b5d3342ac9a8af19d6364f629")

    def test_the_pair_is_the_same_in_all_files(self):
        bodies = [{key: value for key, value in file.pair.body.items() if key != "dashboards"}
                  for file in (SNMP, JOLOKIA)]
        self.assertEqual(bodies[0], bodies[1])
        self.assertEqual({item["uuid"] for _, item in SNMP.pair.items},
                         {item["uuid"] for _, item in WALK.pair.items})

    def test_no_secret_has_a_value(self):
        for file in FILES:
            for template in file.templates.values():
                for macro in template.body.get("macros", []):
                    if "PASSWORD" in macro["macro"]:
                        self.assertEqual(macro["type"], "SECRET_TEXT")
                    if macro.get("type") == "SECRET_TEXT":
                        self.assertNotIn("value", macro)


class ItemTest(unittest.TestCase):
    def test_all_ways_watch_the_same(self):
        keys = [{item["key"] for _, item, _ in columns(file.node)} for file in FILES]
        self.assertEqual(keys[0], keys[1])
        self.assertEqual(keys[0], keys[2])
        self.assertGreater(len(keys[0]), 80)

    def test_every_item_has_the_type_of_its_object(self):
        for file in FILES:
            for _, item, entry in columns(file.node):
                with self.subTest(file=file.path, item=item["key"]):
                    self.assertIn(entry.access, ("read-only", "read-write"))
                    kind = item.get("value_type", "UNSIGNED")
                    steps = [step["type"] for step in item.get("preprocessing", [])]
                    if entry.syntax == "DateAndTime":
                        self.assertEqual((kind, item["units"]), ("UNSIGNED", "unixtime"))
                    elif entry.base == "OCTET STRING":
                        self.assertEqual(kind, "CHAR")
                    elif entry.units:
                        units = {"percent": ("UNSIGNED", "%")}.get(entry.units, ("FLOAT", "s"))
                        self.assertEqual((kind, item["units"]), units)
                    elif "CHANGE_PER_SECOND" in steps:
                        self.assertEqual((kind, entry.base), ("FLOAT", "Counter64"))
                    else:
                        self.assertEqual(kind, "UNSIGNED")
                    # An unsigned item would become unsupported on a value below zero.
                    self.assertEqual("IN_RANGE" in steps, entry.base == "Integer32")

    def test_scales_are_those_of_the_units(self):
        scales = {"milliseconds": ["0.001"], "microseconds": ["0.000001"]}
        for file in FILES:
            for _, item, entry in columns(file.node):
                steps = {s["type"]: s["parameters"] for s in item.get("preprocessing", [])}
                self.assertEqual(steps.get("MULTIPLIER"), scales.get(entry.units), item["key"])

    def test_every_enumeration_is_shown_in_the_words_of_the_mib(self):
        for file in FILES:
            for _, item, entry in columns(file.node):
                if entry.words:
                    self.assertEqual(file.node.maps[item["valuemap"]["name"]], entry.words)
                else:
                    self.assertNotIn("valuemap", item, item["key"])
            for template in file.templates.values():
                used = {item["valuemap"]["name"] for _, item in template.items
                        if "valuemap" in item}
                self.assertEqual(set(template.maps), used)

    def test_keys_are_unique_and_name_their_row(self):
        for file in FILES:
            for template in file.templates.values():
                keys = [item["key"] for _, item in template.items]
                keys += [rule["key"] for rule in template.rules]
                self.assertEqual(len(keys), len(set(keys)))
                for rule, item in template.items:
                    if rule:
                        macros = re.findall(r"\{#\w+\}", item["key"])
                        self.assertTrue(macros, item["key"])
                        for macro in macros:
                            self.assertTrue(macro in item["name"] or macro == "{#PLACE}")

    def test_masters_are_items_of_the_same_template(self):
        for file in (JOLOKIA, WALK, SNMP):
            for template in file.templates.values():
                keys = {item["key"] for _, item in template.items}
                for thing in [item for _, item in template.items] + template.rules:
                    self.assertEqual("master_item" in thing, thing["type"] == "DEPENDENT")
                    if "master_item" in thing:
                        self.assertIn(thing["master_item"]["key"], keys)

    def test_the_rows_of_a_pair_have_its_service_and_node(self):
        for file in FILES:
            for rule, item in file.node.items:
                tags = {tag["tag"]: tag["value"] for tag in item["tags"]}
                if "{#PAIR}" in item["key"]:
                    self.assertEqual((tags["service"], tags["node"], tags["pair"]),
                                     ("{#SERVICE}", "{#NODE}", "{#PAIR}"), rule["name"])


class TriggerTest(unittest.TestCase):
    def each(self):
        for file in FILES:
            for template in file.templates.values():
                for rule, trigger in template.triggers:
                    yield template, rule, trigger

    def test_every_item_in_an_expression_exists_in_its_place(self):
        for template, rule, trigger in self.each():
            keys = {item["key"] for place, item in template.items
                    if place is None or place is rule}
            for expression in (trigger["expression"], trigger.get("recovery_expression", "")):
                asked = expression
                for key in sorted(keys, key=len, reverse=True):
                    asked = asked.replace(f"/{template.name}/{key}", "")
                self.assertNotIn(f"/{template.name}/", asked, trigger["name"])
            self.assertIn(f"/{template.name}/", trigger["expression"])

    def test_dependencies_are_triggers_of_the_same_place(self):
        for template, rule, trigger in self.each():
            there = {(other["name"], other["expression"]) for place, other in template.triggers
                     if place is rule}
            for above in trigger.get("dependencies", []):
                self.assertIn((above["name"], above["expression"]), there, trigger["name"])
                self.assertNotEqual(above["name"], trigger["name"])

    def test_names_are_unique_and_each_has_severity_and_advice(self):
        for file in FILES:
            for template in file.templates.values():
                names = [trigger["name"] for _, trigger in template.triggers]
                self.assertEqual(len(names), len(set(names)))
        for _, _, trigger in self.each():
            self.assertIn(trigger["priority"], ("INFO", "WARNING", "AVERAGE", "HIGH", "DISASTER"))
            self.assertTrue(trigger["description"].endswith("."), trigger["name"])

    def test_what_is_told_by_a_change_is_closed_by_time_or_by_hand(self):
        for _, _, trigger in self.each():
            if "change(" in trigger["expression"] or "find(" in trigger["expression"]:
                self.assertIn("recovery_expression", trigger)
                self.assertEqual(trigger["manual_close"], "YES")

    def test_macros_are_defined_and_used(self):
        for file in FILES:
            for template in file.templates.values():
                defined = {macro["macro"] for macro in template.body.get("macros", [])}
                body = {key: value for key, value in template.body.items() if key != "macros"}
                body["more"] = [trigger for _, trigger in template.triggers]
                # A pair's host gets its macros from discovery.
                given = [rule.get("host_prototypes") for rule in template.rules]
                used = set(re.findall(r"\{\$[A-Z.]+\}", str(body))) - set(
                    re.findall(r"\{\$[A-Z.]+\}", str(given)))
                if template is file.pair:
                    # The script that orders a switchover asks for this one.
                    used.add("{$HOTPAIR.SNMP.PORT}")
                    used.add("{$HOTPAIR.PAIR}")
                self.assertEqual(defined, used, template.name)


class LookTest(unittest.TestCase):
    def test_graphs_show_numbers_of_their_own_place(self):
        for file in FILES:
            for template in file.templates.values():
                for rule, graph in template.graphs:
                    items = {item["key"]: item for place, item in template.items if place is rule}
                    units = set()
                    for line in graph["graph_items"]:
                        self.assertEqual(line["item"]["host"], template.name)
                        item = items[line["item"]["key"]]
                        self.assertIn(item.get("value_type", "UNSIGNED"), ("UNSIGNED", "FLOAT"))
                        units.add(item.get("units"))
                    self.assertEqual(len(units), 1, graph["name"])

    def test_dashboards_show_what_exists_and_no_two_widgets_share_a_place(self):
        for file in FILES:
            width = 24 if file.export["version"] == "6.0" else 72
            for template in file.templates.values():
                keys = {item["key"] for _, item in template.items}
                graphs = {graph["name"] for _, graph in template.graphs}
                for dashboard in template.body.get("dashboards", []):
                    for page in dashboard["pages"]:
                        self.look(page["widgets"], keys, graphs, width)

    def look(self, widgets, keys, graphs, width):
        taken = set()
        for widget in widgets:
            left, top = int(widget.get("x", 0)), int(widget.get("y", 0))
            wide, high = int(widget["width"]), int(widget["height"])
            self.assertLessEqual(left + wide, width)
            self.assertLessEqual(top + high, 64)
            cells = {(x, y) for x in range(left, left + wide) for y in range(top, top + high)}
            self.assertFalse(cells & taken, widget["name"])
            taken |= cells
            for field in widget["fields"]:
                if isinstance(field["value"], dict):
                    self.assertIn(field["value"].get("key") or field["value"]["name"],
                                  keys | graphs)


class TrapTest(unittest.TestCase):
    @staticmethod
    def pattern(item):
        return re.compile(re.fullmatch(r'snmptrap\["(.*)"\]', item["key"])[1])

    def traps(self):
        for template in (SNMP.node, JOLOKIA.templates["Hotpair notifications"], WALK.node):
            yield [item for _, item in template.items if item["type"] == "SNMP_TRAP"]

    def test_every_notification_is_caught_by_exactly_one_item(self):
        for traps in self.traps():
            caught = {item["key"]: 0 for item in traps}
            for what in MIB.notifications():
                for shown in (f"OID: .{what.oid}\n", f"OID: HOTPAIR-MIB::{what.name}\n",
                              f"OID: SNMPv2-SMI::enterprises.{what.oid.split('.', 6)[6]}"):
                    trap = f"PDU INFO:\n  .1.3.6.1.6.3.1.1.4.1.0 type=6 value={shown}"
                    found = [item["key"] for item in traps if self.pattern(item).search(trap)]
                    self.assertEqual(len(found), 1, shown)
                    caught[found[0]] += 1
            self.assertNotIn(0, caught.values())

    def test_nothing_else_is_caught(self):
        for traps in self.traps():
            for shown in ("OID: .1.3.6.1.4.1.32473.1.0.99", "OID: .1.3.6.1.6.3.1.1.5.3",
                          "OID: HOTPAIR-MIB::hotpairTakeoverStartedNever",
                          "OID: .1.3.6.1.4.1.32473.1.0.2.7"):
                for item in traps:
                    self.assertIsNone(self.pattern(item).search(shown), shown)

    def test_a_problem_is_told_for_each_pair_however_the_receiver_writes_it(self):
        lines = ('.1.3.6.1.4.1.32473.1.1.9.1.7.8 "erp-1"',
                 "HOTPAIR-MIB::hotpairEventPair.8 erp-1",
                 '  .1.3.6.1.4.1.32473.1.1.9.1.7.8   type=4  value=STRING: "erp-1"',
                 "  HOTPAIR-MIB::hotpairEventPair.8   type=4  value=STRING: erp-1")
        for traps in self.traps():
            for trigger in [trigger for item in traps for trigger in item.get("triggers", [])]:
                self.assertEqual(trigger["correlation_tag"], "pair")
                (value,) = [tag["value"] for tag in trigger["tags"] if tag["tag"] == "pair"]
                pattern = re.search(r'regsub\("(.*)","\\3"\)', value)[1]
                # Python knows no classes by name.
                pattern = pattern.replace("[:alnum:]", "A-Za-z0-9")
                for line in lines:
                    found = re.search(pattern, f"before {line.strip()}\nafter")
                    self.assertEqual(found and found[3], "erp-1", line)
