"""How it starts: from code that an earlier start kept, where nobody else could have put it."""

import marshal
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import plugin

PLACE = "/var/tmp/check_hotpair-"


class StartTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.copy = Path(directory.name, "check_hotpair")
        # Other checks of this user keep their code where this file would: other tests, too.
        text = plugin.FILE.read_text("utf-8")
        self.assertEqual(text.count(f"place = '{PLACE}%d' % user"), 1)
        self.place = Path(directory.name, f"kept-{os.geteuid()}")
        self.kept = self.place / "code"
        self.copy.write_text(text.replace(PLACE, f"{directory.name}/kept-"), "utf-8")
        self.copy.chmod(0o755)

    def version(self):
        done = subprocess.run([self.copy, "-V"], capture_output=True, text=True, timeout=60,
                              check=False)
        self.assertEqual(done.stderr, "")
        return done.stdout

    def poison(self):
        """Puts other code where the start keeps its own, as if it were of this very file."""
        self.version()
        known, _ = marshal.loads(self.kept.read_bytes())
        self.kept.write_bytes(marshal.dumps([known, compile("print('kept')", "kept", "exec")]))

    def test_it_starts_from_what_it_kept(self):
        self.poison()
        self.assertEqual(self.version(), "kept\n")

    def test_not_if_others_can_write_there(self):
        self.poison()
        for mode in (0o777, 0o720, 0o702):
            self.place.chmod(mode)
            self.assertRegex(self.version(), r"^check_hotpair \d")
        self.place.chmod(0o700)
        self.assertEqual(self.version(), "kept\n")

    def test_a_changed_file_is_compiled_anew(self):
        self.poison()
        text = self.copy.read_text("utf-8").replace('VERSION = "', 'VERSION = "9.')
        self.copy.write_text(text, "utf-8")
        self.assertRegex(self.version(), r"^check_hotpair 9\.\d")
        self.assertRegex(self.version(), r"^check_hotpair 9\.\d")

    def test_what_is_damaged_is_made_anew(self):
        for rubbish in (b"", b"rubbish", marshal.dumps(7), marshal.dumps([1, 2, 3])):
            self.place.mkdir(0o700, exist_ok=True)
            self.kept.write_bytes(rubbish)
            self.assertRegex(self.version(), r"^check_hotpair \d")
            known, _ = marshal.loads(self.kept.read_bytes())
            self.assertEqual(known[0], str(self.copy))

    def test_nothing_is_left_but_the_one_file(self):
        self.version()
        before = set(os.listdir(self.place))
        for _ in range(3):
            self.version()
        self.assertEqual(set(os.listdir(self.place)), before)
        self.assertIn("code", before)

    def test_it_is_python_as_well(self):
        done = subprocess.run([sys.executable, self.copy, "-V"], capture_output=True, text=True,
                              timeout=60, check=False)
        self.assertRegex(done.stdout, r"^check_hotpair \d")
