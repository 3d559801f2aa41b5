"""Runs cases, prints one line each, and the closing line `N passed, N failed`."""

import time
import traceback


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def case(self, name, work):
        """Runs one case; a failure is printed with its place, and counted. Whether it passed."""
        began = time.monotonic()
        try:
            work()
        except Exception:  # a case that breaks is a case that failed
            self.failed += 1
            print(f"FAIL  {time.monotonic() - began:6.1f} s  {name}", flush=True)
            print(_indented(traceback.format_exc()), flush=True)
            return False
        self.passed += 1
        print(f"pass  {time.monotonic() - began:6.1f} s  {name}", flush=True)
        return True

    def close(self):
        """Prints the closing line; gives the exit status."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 0 if self.failed == 0 and self.passed > 0 else 1


def _indented(text):
    return "\n".join("      " + line for line in text.rstrip().splitlines())


def check(condition, message):
    """AssertionError with `message` unless `condition` holds."""
    if not condition:
        raise AssertionError(message)


def check_equal(found, expected, what):
    """AssertionError that shows both values unless they are equal."""
    if found != expected:
        raise AssertionError(f"{what}: found {found!r}, expected {expected!r}")
