"""The command line and the ini files behind --extra-opts."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import plugin


class OptionTest(unittest.TestCase):
    def refused(self, text, *arguments, environment=None):
        result = plugin.check(*arguments, environment=environment)
        self.assertEqual(result.status, 3, result)
        self.assertIn(text, result.output)
        self.assertIn("UNKNOWN - ", result.output)

    def test_help_and_version_say_what_they_are(self):
        shown = plugin.check("--help")
        self.assertEqual(shown.status, 3)
        for mode in plugin.load().MODES:
            self.assertIn(f"\n  {mode}", shown.output)
        self.assertRegex(plugin.check("-V").output, r"^check_hotpair \d+\.\d+\.\d+\n$")

    def test_every_option_is_in_the_help(self):
        shown = plugin.check("-h").output
        options = vars(plugin.load().Options())
        for name in set(options) - {"more", "mode"}:
            self.assertIn("--" + name.replace("_", "-"), shown)

    def test_mistakes_are_named(self):
        good = ("-m", "pair", "-H", "127.0.0.1")
        for text, arguments in (
            ("the modes are pair, readiness, path, lun, failovers, resources, health, lag,"
             " both",
             ("-m", "nothing")),
            ("the modes are", ()),
            ("-H is missing", ("-m", "pair")),
            ('"--nonsense" is not an option', (*good, "--nonsense")),
            ('"--more" is not an option', (*good, "--more", "1")),
            ('"--read" is not an option', (*good, "--read", "1")),
            ('"extra" is not an option', (*good, "extra")),
            ('"-x" is not an option', (*good, "-x")),
            ("-p needs a value", (*good, "-p")),
            ('--port "0": must be a number from 1 to 65535', (*good, "-p", "0")),
            ('--port "80.5"', (*good, "-p", "80.5")),
            ('--timeout "0"', (*good, "-t", "0")),
            ('--timeout "1e3"', (*good, "-t", "1e3")),
            ('--max-age "-1"', (*good, "--max-age", "-1")),
            ('--pair "a b": allowed are', (*good, "-P", "a b")),
            ('--path "link": allowed are private, public, disk', (*good, "--path", "link")),
            ("mode pair compares nothing", (*good, "-w", "1")),
            ("mode both compares nothing", ("-m", "both", "-H", "h", "--peer", "p", "-c", "1")),
            ("mode both, and no other, needs --peer", ("-m", "both", "-H", "h")),
            ("mode both, and no other, needs --peer", (*good, "--peer", "h")),
            ('--peer-port "0": must be a number', (*good, "--peer-port", "0")),
            ("mode lag is about the node and not about a pair",
             ("-m", "lag", "-H", "h", "-P", "e")),
            ('--resource "a.b": allowed are', ("-m", "resources", "-H", "h", "--resource", "a.b")),
            ("mode health is about the node", ("-m", "health", "-H", "h", "-P", "e")),
            (f'--part "{"a" * 65}": allowed are 1 to 64',
             ("-m", "health", "-H", "h", "--part", "a" * 65)),
            ('"--for-peer" is not an option', (*good, "--for-peer", "1")),
            ('--warning "5:1": a range is', ("-m", "path", "-H", "h", "-w", "5:1")),
            ('--critical "": a range is', ("-m", "path", "-H", "h", "--critical=")),
            ("--jolokia needs -u and --password-file", (*good, "--jolokia", "https://x/")),
        ):
            with self.subTest(arguments=arguments):
                self.refused(text, *arguments)

    def test_options_from_an_ini_file_come_before_those_of_the_command_line(self):
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory, "plugins.ini")
            file.write_text("# comment\n[check_hotpair]\nmode=path\nH=127.0.0.1\nwarning=20:10\n"
                            "[other]\nm=lun\nhostname = 127.0.0.1\ncritical=7:6\nverbose\n")
            self.refused('--warning "20:10"', f"--extra-opts=@{file}")
            self.refused('--critical "7:6"', f"--extra-opts=other@{file}")
            self.refused('--warning "9:8"', f"--extra-opts=@{file}", "-w", "9:8")
            self.refused('--warning "20:10"', "--extra-opts",
                         environment={"MP_CONFIG_FILE": str(file)})
            self.refused("No section: 'third'", f"--extra-opts=third@{file}")
            self.refused("no such file", f"--extra-opts=@{directory}/none.ini")
            file.write_text("no section\n")
            self.refused("contains no section headers", f"--extra-opts=@{file}")

    def test_a_bug_is_unknown_and_never_a_warning(self):
        check, output = plugin.load(), io.StringIO()
        check.MODES["pair"] = None
        with contextlib.redirect_stdout(output):
            self.assertEqual(check.main(["-m", "pair", "-H", "127.0.0.1"]), 3)
        self.assertIn("UNKNOWN - TypeError", output.getvalue())
