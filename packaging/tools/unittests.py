"""Runs the Python tests of a directory: unittests.py DIRECTORY [CLASSES].

So many test classes run at the same time, for tests that mostly wait; 1 unless told otherwise. The
tests of one class run one after the other.

The last line reads "N passed, N failed"; a test that was skipped counts as failed. Exit status 0
only if there were tests and all passed.
"""

import sys
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

KINDS = ("failures", "errors", "skipped", "expectedFailures", "unexpectedSuccesses")


def flat(suite):
    """The tests of a suite and of the suites in it."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flat(test)
        else:
            yield test


class Together(unittest.TestSuite):
    """Runs test classes at the same time, each with a result of its own."""

    def __init__(self, suite, classes):
        super().__init__(flat(suite))
        self.classes = classes

    def run(self, result, debug=False):
        by_class = {}
        for test in self:
            by_class.setdefault(type(test), unittest.TestSuite()).addTest(test)
        # The longest first, or nearly so.
        by_class = dict(sorted(by_class.items(), key=lambda found: -found[1].countTestCases()))
        with ThreadPoolExecutor(self.classes) as workers:
            for own in workers.map(self.run_class, by_class, by_class.values()):
                result.testsRun += own.testsRun
                for kind in KINDS:
                    getattr(result, kind).extend(getattr(own, kind))
        return result

    @staticmethod
    def run_class(kind, suite):
        began, own = time.monotonic(), unittest.TestResult()
        suite.run(own)
        print(f"{kind.__module__}.{kind.__name__}: {own.testsRun} tests,"
              f" {time.monotonic() - began:.1f} s", flush=True)
        return own


def main(directory, classes=1):
    sys.dont_write_bytecode = True
    suite = unittest.defaultTestLoader.discover(directory)
    suite = Together(suite, int(classes)) if int(classes) > 1 else suite
    result = unittest.TextTestRunner(stream=sys.stdout).run(suite)
    bad = len(result.failures) + len(result.errors) + len(result.skipped)
    bad += len(result.unexpectedSuccesses)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    return 0 if result.testsRun and not bad else 1


sys.exit(main(*sys.argv[1:]))
