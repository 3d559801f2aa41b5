"""Runs the Python tests of a directory: unittests.py DIRECTORY.

The last line reads "N passed, N failed"; a test that was skipped counts as failed. Exit status 0
only if there were tests and all passed.
"""

import sys
import unittest


def main(directory):
    sys.dont_write_bytecode = True
    suite = unittest.defaultTestLoader.discover(directory)
    result = unittest.TextTestRunner(stream=sys.stdout).run(suite)
    bad = len(result.failures) + len(result.errors) + len(result.skipped)
    bad += len(result.unexpectedSuccesses)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    return 0 if result.testsRun and not bad else 1


sys.exit(main(sys.argv[1]))
