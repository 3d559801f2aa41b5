"""What cannot be asked is UNKNOWN, with a text that says why and what helps."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import plugin
import site_fixture
from agents import COMMUNITY, FixtureAgent, credentials, free_port, v3


class FailureCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.agent = FixtureAgent()
        cls.addClassCleanup(cls.agent.close)

    def setUp(self):
        self.agent.show(site_fixture.site())
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)

    def unknown(self, text, *arguments, lines=None, environment=None):
        """Runs mode pair with good options, changed by arguments, and expects UNKNOWN."""
        directory = credentials(self.directory / "credentials", lines or v3())
        result = plugin.check(
            "-m", "pair", "-H", "127.0.0.1", "-p", self.agent.port, "-t", "20",
            "--credentials", directory, *arguments, environment=environment)
        self.assertEqual(result.status, 3, result)
        self.assertIn("UNKNOWN - ", result.text, result)
        self.assertIn(text, result.text, result)
        self.assertEqual(result.errors, "")
        return result


class NetworkTest(FailureCase):
    def test_a_host_without_an_address(self):
        self.unknown("no-such-host.invalid: no address:", "-H", "no-such-host.invalid")

    def test_a_closed_port(self):
        self.unknown("nothing listens at 127.0.0.1:", "-p", free_port(), "-t", "3")

    def test_a_silent_agent_is_what_the_site_wants_it_to_be(self):
        closed = ("-p", free_port(), "-t", "2", "--silent-is")
        for word, status in (("ok", 0), ("Warning", 1), ("CRITICAL", 2)):
            directory = credentials(self.directory / "credentials", v3())
            result = plugin.check("-m", "pair", "-H", "127.0.0.1", *closed, word,
                                  "--credentials", directory)
            self.assertEqual(result.status, status, result)
            # On a busy machine the time may be over first.
            self.assertRegex(result.text, f"PAIR {word.upper()} - (nothing listens|no answer)")
        self.unknown('--silent-is "bad": allowed are ok', "--silent-is", "bad")
        self.unknown("no pair none", "-P", "none", "--silent-is", "ok")

    def test_a_silent_host(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.1", 0))
            started = time.monotonic()
            self.unknown("no answer from 127.0.0.1:", "-p", silent.getsockname()[1],
                         "-t", "3")
            self.assertLess(time.monotonic() - started, 20)

    def test_no_secret_can_be_seen_while_it_runs(self):
        directory = credentials(self.directory / "c", v3(auth="seen-auth-1", priv="seen-priv-1"))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.1", 0))
            silent.settimeout(20)
            check = subprocess.Popen(
                [str(plugin.FILE), "-m", "pair", "-H", "127.0.0.1", "-t", "3",
                 "-p", str(silent.getsockname()[1]), "--credentials", str(directory)],
                stdout=subprocess.DEVNULL)
            try:
                # The request has come, so both processes are there.
                silent.recv(4096)
                children = subprocess.run(["pgrep", "-P", str(check.pid)], capture_output=True,
                                          text=True, check=True).stdout.split()
                self.assertEqual(len(children), 1)
                for process in (str(check.pid), *children):
                    arguments = Path("/proc", process, "cmdline").read_bytes()
                    self.assertIn(b"127.0.0.1", arguments)
                    self.assertNotIn(b"seen-", arguments)
                    self.assertNotIn(b"seen-", Path("/proc", process, "environ").read_bytes())
            finally:
                check.wait(20)


class AccessTest(FailureCase):
    def test_a_user_that_the_agent_does_not_know(self):
        self.unknown("does not know the user", lines=v3(user="stranger"))

    def test_a_wrong_authentication_key(self):
        self.unknown("refuses the authentication: check defAuthType", lines=v3(auth="wrong phrase"))

    def test_a_wrong_privacy_key(self):
        self.unknown("does not answer this user: check", "-t", "3", lines=v3(priv="wrong phrase"))

    def test_a_level_that_the_agent_does_not_take(self):
        self.unknown("", lines=v3(level="noAuthNoPriv"))

    def test_a_wrong_community(self):
        self.unknown("or the community and its allowed network", "-t", "3",
                     lines=["defVersion 2c", "defCommunity wrong"])

    def test_a_user_that_may_not_read_hotpair(self):
        self.unknown("may this user read", lines=v3(user="blind"))

    def test_a_passphrase_that_is_too_short(self):
        self.unknown("snmp.conf", lines=v3(auth="short"))

    def test_a_file_that_others_can_read_is_refused(self):
        directory = credentials(self.directory / "open", v3())
        (directory / "snmp.conf").chmod(0o640)
        self.unknown("snmp.conf: it holds secrets; its mode is 0640", "--credentials", directory)

    def test_a_file_that_is_missing(self):
        self.unknown("nowhere/snmp.conf: No such file", "--credentials", self.directory / "nowhere")

    def test_a_file_of_another_user_is_refused(self):
        directory = credentials(self.directory / "other", v3())
        if os.geteuid() == 0:
            os.chown(directory / "snmp.conf", 65534, 65534)
            self.unknown("its owner user 65534", "--credentials", directory)
        else:
            (directory / "snmp.conf").unlink()
            (directory / "snmp.conf").symlink_to("/proc/1/environ")
            self.unknown("not readable by user", "--credentials", directory)

    def test_nothing_is_written_beside_the_file(self):
        self.unknown("no pair none", "-P", "none")
        self.assertEqual(os.listdir(self.directory / "credentials"), ["snmp.conf"])


class AnswerTest(FailureCase):
    def test_a_pair_that_vanished(self):
        self.unknown("blade1 has no pair crm; it has: erp, mail", "-P", "crm")
        for mode in ("path", "lun", "readiness"):
            self.unknown("blade1 has no pair crm; it has: erp, mail", "-P", "crm", "-m", mode)

    def test_a_node_without_pairs(self):
        site = site_fixture.site()
        site["Pair"], site["Path"], site["Lun"] = {}, {}, {}
        self.agent.show(site)
        self.unknown("blade1 has no pair to check")
        self.unknown("blade1 has no pair erp; it has: no pair", "-P", "erp")

    def test_a_path_and_a_lun_that_are_not_there(self):
        site = site_fixture.site()
        del site["Path"][("erp", "disk")]
        self.agent.show(site)
        self.unknown("pair erp has no path disk on blade1; it has: private, public",
                     "-m", "path", "-P", "erp", "--path", "disk")
        self.unknown("pair erp has no lun log on blade1; it has: data",
                     "-m", "lun", "-P", "erp", "--lun", "log")

    def test_an_agent_of_an_older_revision(self):
        site = site_fixture.site()
        for row in site["Pair"].values():
            del row["NotReadyCause"]
        self.agent.show(site)
        for more in ((), ("-P", "erp")):
            self.unknown("does not show hotpairPairNotReadyCause erp: the agent is older than"
                         " this plugin", *more)

    def test_another_agent_at_that_port(self):
        self.agent.show({})
        self.unknown("shows no Hotpair objects: is this the agent's port")


class ToolTest(FailureCase):
    def test_no_tool_on_the_path(self):
        self.unknown("snmpbulkget: No such file or directory on the path /nowhere: install"
                     " net-snmp's tools", environment={"PATH": "/nowhere"})

    def test_a_tool_that_hangs_is_ended_in_time(self):
        tool = self.directory / "snmpbulkget"
        tool.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
        tool.chmod(0o755)
        started = time.monotonic()
        self.unknown("no answer within the time given by -t", "-t", "3",
                     environment={"PATH": str(self.directory)})
        self.assertLess(time.monotonic() - started, 20)

    def test_time_that_is_over_does_not_make_a_node_lost(self):
        """It may be this host that is slow; whoever wants it to count as silence says so."""
        peer = FixtureAgent(site_fixture.peer())
        self.addCleanup(peer.close)
        tool = self.directory / "snmpbulkget"
        tool.write_text(f'#!/bin/sh\ncase "$*" in\n*127.0.0.1:{peer.port}*) exec /bin/sleep 60 ;;\n'
                        'esac\nexec /usr/bin/snmpbulkget "$@"\n')
        tool.chmod(0o755)
        slow = {"PATH": f"{self.directory}:/usr/bin:/bin"}
        self.unknown("no answer within the time given by -t", "-m", "both", "-t", "4",
                     "--peer", "127.0.0.1", "--peer-port", peer.port, environment=slow)
        result = plugin.check(
            "-m", "pair", "-H", "127.0.0.1", "-p", peer.port, "-t", "2", "--silent-is", "ok",
            "--credentials", self.directory / "credentials", environment=slow)
        self.assertEqual(result.status, 0, result)

    def test_a_tool_that_fails_is_quoted(self):
        tool = self.directory / "snmpbulkget"
        tool.write_text("#!/bin/sh\necho 'snmpbulkget: something odd' >&2\nexit 1\n")
        tool.chmod(0o755)
        self.unknown("something odd", environment={"PATH": str(self.directory)})

    def test_it_runs_as_a_user_without_a_home(self):
        self.assertTrue(shutil.which("snmpbulkget"))
        directory = credentials(self.directory / "homeless",
                                ["defVersion 2c", f"defCommunity {COMMUNITY}"])
        result = plugin.check("-m", "pair", "-H", "127.0.0.1", "-p", self.agent.port,
                              "--credentials", directory, environment={"HOME": "/nonexistent"})
        self.assertEqual((result.status, result.errors), (0, ""), result)
