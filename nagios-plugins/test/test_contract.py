"""The numbers and words in the plugin are those of the MIB."""

import unittest

import plugin
from site_fixture import MIB

CHECK = plugin.load()
SWITCHOVER = plugin.load("hotpair_switchover")
SYNTAXES = {
    CHECK.TEXT: {"HotpairText", "HotpairName", "OCTET STRING"},
    CHECK.NUMBER: {"Counter64", "Integer32", "Unsigned32", "Gauge32"},
    CHECK.TRUTH: {"TruthValue"},
    CHECK.TIME: {"DateAndTime"},
}


class ContractTest(unittest.TestCase):
    def test_every_column_has_the_number_and_the_type_of_the_mib(self):
        for table, (place, columns) in CHECK.TABLES.items():
            for name, (number, kind) in columns.items():
                with self.subTest(table=table, column=name):
                    entry = MIB.entries[f"hotpair{table}{name}"]
                    self.assertEqual(f"{CHECK.ROOT}{place}.{number}", "." + entry.oid)
                    if isinstance(kind, dict):
                        self.assertEqual(kind, entry.words)
                    else:
                        self.assertIn(entry.syntax, SYNTAXES[kind])

    def test_every_word_of_a_path_is_the_mibs(self):
        self.assertEqual(CHECK.PATH_KIND, MIB.entries["hotpairPathKind"].words)

    def test_indexes_are_read_in_the_mibs_order(self):
        self.assertEqual(MIB.index("hotpairPathTable"), ("hotpairPairName", "hotpairPathKind"))
        self.assertEqual(MIB.index("hotpairLunTable"), ("hotpairPairName", "hotpairLunName"))
        self.assertEqual(MIB.index("hotpairResourceTable"),
                         ("hotpairPairName", "hotpairResourceName"))
        self.assertEqual(CHECK.names_of("Resource", "3.101.114.112.1.97"), ("erp", "a"))
        self.assertEqual(CHECK.names_of("Path", "3.101.114.112.2"), ("erp", "public"))
        self.assertEqual(CHECK.names_of("Lun", "3.101.114.112.1.97"), ("erp", "a"))
        self.assertEqual(CHECK.index_of("erp"), ".3.101.114.112")

    def test_getnext_after_the_index_before_finds_a_name_and_nothing_between(self):
        self.assertEqual(CHECK.before(".3.101.114.112"), ".3.101.114.111")

    def test_an_order_goes_to_the_mibs_control_objects(self):
        for table, columns in (("Control", SWITCHOVER.CONTROL),
                               ("Operation", SWITCHOVER.OPERATION)):
            for name, place in columns.items():
                self.assertEqual("." + MIB.entries[f"hotpair{table}{name}"].oid, CHECK.ROOT + place)
        self.assertEqual(MIB.entries["hotpairControlAction"].words[SWITCHOVER.SWITCHOVER],
                         "switchover")
        self.assertEqual(dict(enumerate(SWITCHOVER.OPERATION_STATE, 1)),
                         MIB.entries["hotpairOperationState"].words)
