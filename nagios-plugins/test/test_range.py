"""Thresholds as the Monitoring Plugins define them."""

import unittest

import plugin

CHECK = plugin.load()


def alerting(text, values):
    limit = CHECK.Range("-w", text)
    return [value for value in values if limit.alerts(value)]


class RangeTest(unittest.TestCase):
    def test_the_table_of_the_guidelines(self):
        values = [-1, 0, 5, 10, 15, 20, 21]
        for text, expected in (
            ("10", [-1, 15, 20, 21]),
            ("10:", [-1, 0, 5]),
            ("~:10", [15, 20, 21]),
            ("10:20", [-1, 0, 5, 21]),
            ("@10:20", [10, 15, 20]),
            ("0", [-1, 5, 10, 15, 20, 21]),
            ("@0", [0]),
            ("~:", []),
            ("-1:0", [5, 10, 15, 20, 21]),
            ("0.5:10.5", [-1, 0, 15, 20, 21]),
            (":10", [-1, 15, 20, 21]),
            (":", [-1]),
        ):
            with self.subTest(range=text):
                self.assertEqual(alerting(text, values), expected)

    def test_what_is_no_range_is_refused_by_name(self):
        for text in ("", "@", "20:10", "a", "1:2:3", "10:~", "nan", "1_0", "@@1", "٣", "~"):
            with self.subTest(range=text):
                with self.assertRaises(CHECK.Unknown) as refused:
                    CHECK.Range("--warning", text)
                self.assertIn(f'--warning "{text}": a range is', str(refused.exception))
