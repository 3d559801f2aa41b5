"""A walk of a real agent: of the demo's, after its show."""

import os
import re
import shutil
import subprocess

SECONDS = 120
EVENTS_SHOWN = 2


class Lacking(Exception):
    """What this machine lacks, and what would help."""


def walk(distribution):
    """Runs a distribution's demo and returns what net-snmp shows of its first node."""
    if not (distribution / "bin" / "hotpair").exists():
        raise Lacking("no distribution is built; mvn package -DskipTests makes one")
    if not shutil.which("snmpwalk"):
        raise Lacking("snmpwalk is missing; on Debian: apt-get install snmp")
    command = [distribution / "bin" / "hotpair", "demo", "--stay"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          text=True) as demo:
        try:
            return shown(read(demo))
        finally:
            demo.terminate()


def read(demo):
    """What the demo says until it only keeps running."""
    said = ""
    for line in demo.stdout:
        said += line
        if line.lstrip().startswith("snmptable "):
            return said
    raise Lacking("the demo failed: packaging/demo says why")


def shown(said):
    exported = dict(re.findall(r"export (\w+)=(\S+)", said))
    command, address = re.search(r"(snmpwalk) (\S+) HOTPAIR-MIB::", said).groups()
    walked = subprocess.run(
        [command, "-Os", address, "HOTPAIR-MIB::hotpair"], env={**os.environ, **exported},
        stdout=subprocess.PIPE, text=True, check=True, timeout=SECONDS).stdout
    folder = os.path.dirname(exported["SNMPCONFPATH"])
    lines = without_old_events(walked.replace(folder, "/tmp/hotpair-demo").splitlines())
    text = "\n".join(lines)
    return (f"\nOf the demo's first node, after its show; of the events, the newest {EVENTS_SHOWN}.\n"
            f"\n```console\n$ {command} -Os blade1:1161 HOTPAIR-MIB::hotpair\n{text}\n```\n")


def without_old_events(lines):
    number = re.compile(r"hotpairEvent\w+\.(\d+) ")
    newest = max((int(found[1]) for found in map(number.match, lines) if found), default=0)
    return [line for line in lines
            if not (found := number.match(line)) or int(found[1]) > newest - EVENTS_SHOWN]
