"""SNMP agents for the tests: net-snmp's snmpd in front of a fixture, on a loopback port."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import site_fixture

HERE = Path(__file__).resolve().parent
AUTH, PRIV = "operator's \"auth\" pass\\phrase #1", "privacy passphrase ü"
COMMUNITY = "hidden-community"


def free_port(kind=socket.SOCK_DGRAM):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def quoted(text):
    """As a configuration file of net-snmp wants it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def credentials(directory, lines):
    """A directory with a net-snmp snmp.conf of mode 0600."""
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / "snmp.conf"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    file.chmod(0o600)
    return directory


def v3(auth=AUTH, priv=PRIV, user="ops", level="authPriv"):
    return ["defVersion 3", f"defSecurityName {user}", f"defSecurityLevel {level}",
            "defAuthType SHA-256", f"defAuthPassphrase {quoted(auth)}", "defPrivType AES",
            f"defPrivPassphrase {quoted(priv)}"]


class FixtureAgent:
    """snmpd that shows the site's objects; SNMPv3 user ops, and one SNMPv2c community."""

    def __init__(self, rows=None):
        self.directory = Path(tempfile.mkdtemp(prefix="hotpair-snmpd-"))
        self.port = free_port()
        self.show(rows or site_fixture.site())
        responder = f"{sys.executable} {HERE / 'responder.py'} {self.directory / 'rows'}"
        configuration = self.directory / "snmpd.conf"
        configuration.write_text("\n".join([
            f"createUser ops SHA-256 {quoted(AUTH)} AES {quoted(PRIV)}",
            f"createUser blind SHA-256 {quoted(AUTH)} AES {quoted(PRIV)}",
            "rouser ops priv .1.3.6.1.4.1.32473",
            "rouser blind priv .1.3.6.1.2.1.1",
            # The agent has no such limit.
            "maxGetbulkResponses 2000",
            f"rocommunity {COMMUNITY} 127.0.0.1 .1.3.6.1.4.1.32473",
            f"pass_persist .1.3.6.1.4.1.32473 {responder}",
        ]) + "\n", encoding="utf-8")
        configuration.chmod(0o600)
        with open(self.directory / "log", "wb") as log:
            self.process = subprocess.Popen(
                ["snmpd", "-f", "-Lo", "-r", "-C", "-c", str(configuration),
                 f"udp:127.0.0.1:{self.port}"],
                stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                env={**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "MIBS": "",
                     "SNMP_PERSISTENT_DIR": str(self.directory / "persistent")})
        self.await_answer()

    def show(self, rows):
        new = self.directory / "rows.new"
        new.write_text("".join("\t".join(row) + "\n" for row in site_fixture.variables(rows)))
        new.replace(self.directory / "rows")

    def await_answer(self):
        directory = credentials(self.directory / "probe",
                                ["defVersion 2c", f"defCommunity {COMMUNITY}"])
        ask = ["snmpgetnext", "-r", "0", "-t", "0.3", f"udp:127.0.0.1:{self.port}",
               ".1.3.6.1.4.1.32473"]
        deadline = time.monotonic() + 20
        environment = {**os.environ, "MIBS": "", "SNMPCONFPATH": str(directory)}
        while subprocess.run(ask, capture_output=True, env=environment, check=False).returncode:
            if time.monotonic() > deadline or self.process.poll() is not None:
                log = (self.directory / "log").read_text(errors="replace")
                self.close()
                raise AssertionError(f"snmpd does not answer: {log}")

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.directory)
