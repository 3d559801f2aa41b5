"""P6: from the start of a process to its first heartbeat, and to its first SNMP answer.

Hotpair's agent with one pair, from the launcher on, beside keepalived's first advertisement and snmpd's
first answer. keepalived is told to be master at once (`state MASTER`): as a backup it would first listen
for three intervals, and Hotpair speaks before it acts. A tap on the public network hears the heartbeat; the
client asks for sysUpTime until it is answered. Every start is a new process; files are in the page
cache.
"""

import contextlib
import os
import threading
import time

import asking
import bench
from contenders import KEEPALIVED, KEEPALIVED_INSTANCE, tapped, wait_for_heartbeat
from figures import HEADING, Row, Series, all_met
from lab import linux, site
from lab.laboratory import Laboratory
from many import ManyPairs

SECONDS = 60
SNMPD_PORT = 2161
GOALS = (500, 1000)
SNMPD = f"agentAddress udp:{SNMPD_PORT}\nrocommunity public 10.77.0.0/24\n"
SPEAKER = site.NODES[0]


class Starts:
    """The laboratory, and what starts in it."""

    def __init__(self, lab, options):
        self._lab = lab
        self._ours = ManyPairs(lab, 1, "fast")
        self._options = options

    def hotpair(self):
        """(seconds to the first heartbeat, seconds to the first answer) of an agent."""
        with self._node() as heard:
            answered = self._asked(asking.PORT)
            began = time.monotonic()
            self._ours.start(SPEAKER, self._options)
            wait_for_heartbeat(heard, SECONDS)
            return time.monotonic() - began, answered() - began

    def keepalived(self):
        """Seconds to the first advertisement."""
        path = self._lab.run.folder / "keepalived.conf"
        instance = KEEPALIVED_INSTANCE.format(
            number=1, link=site.PUBLIC_LINK, priority=254, address=site.FLOATING, interval="0.1",
            length=site.PREFIX_LENGTH)
        path.write_text(KEEPALIVED.format(node=SPEAKER, more="") + instance.replace(
            "state BACKUP\n  nopreempt", "state MASTER"))
        with self._node() as heard:
            began = time.monotonic()
            self._lab.nodes[SPEAKER].start_unit(
                "/usr/sbin/keepalived", "--dont-fork", "--log-console", f"--use-file={path}")
            wait_for_heartbeat(heard, SECONDS)
            return time.monotonic() - began

    def snmpd(self):
        """Seconds to the first answer."""
        home = self._lab.run.folder / "snmpd"
        home.mkdir(exist_ok=True)
        (home / "snmpd.conf").write_text(SNMPD)
        with self._node():
            answered = self._asked(SNMPD_PORT)
            began = time.monotonic()
            self._lab.nodes[SPEAKER].start_unit(
                "/usr/sbin/snmpd", "-f", "-Lo", "-C", "-c", str(home / "snmpd.conf"),
                environment={"SNMPCONFPATH": str(home), "SNMP_PERSISTENT_DIR": str(home),
                             "MIBS": ""})
            return answered() - began

    @contextlib.contextmanager
    def _node(self):
        """Both nodes on, and what the first one says on the public network; off again at the end."""
        for node in site.NODES:
            self._lab.nodes[node].power("on")
        try:
            with tapped(self._lab, SPEAKER) as heard:
                yield heard
        finally:
            for node in site.NODES:
                self._lab.nodes[node].power("cut")

    def _asked(self, port):
        """Begins to ask the first node from the client; gives what waits for the first answer."""
        moments = []

        def ask():
            moments.append(linux.in_network_namespace(
                self._lab.run.namespace_path("client"),
                lambda: asking.first_answer(site.PUBLIC[SPEAKER], port, SECONDS)))

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()

        def moment():
            thread.join(SECONDS)
            if not moments:
                raise AssertionError(f"port {port} answered nothing")
            return moments[0]

        return moment


def measure(setting):
    """Row P6."""
    beats = Series("Hotpair, start → first heartbeat", "ms")
    answers = Series("Hotpair, start → first SNMP answer", "ms")
    advertised = Series("keepalived, start → first advertisement", "ms")
    snmpd = Series("snmpd, start → first SNMP answer", "ms")
    with Laboratory(f"b{os.getpid()}s", with_database=False) as lab:
        starts = Starts(lab, setting.options)
        for number_of_round in range(setting.repetitions):
            bench.say(f"starts, round {number_of_round + 1}")
            beat, answer = starts.hotpair()
            beats.add(1000 * beat)
            answers.add(1000 * answer)
            advertised.add(1000 * starts.keepalived())
            snmpd.add(1000 * starts.snmpd())
    row = Row("P6", "process start → first heartbeat; → first SNMP answer",
              f"{beats.spread()}; {answers.spread()}",
              f"keepalived {advertised.spread()}; snmpd {snmpd.spread()}",
              f"< {GOALS[0]} ms; < {GOALS[1]} ms",
              all_met(beats.median < GOALS[0], answers.median < GOALS[1]))
    row.details = [HEADING, *(series.line() for series in (beats, advertised, answers, snmpd)),
                   "  keepalived in state MASTER, advert_int 0.1; snmpd with its usual modules; both"
                   " protect no disk and join nobody.",
                   f"  start-up cache of the distribution: {_cache()}"]
    row.data = {series.name: series.values for series in (beats, answers, advertised, snmpd)}
    return [row]


def _cache():
    """Which cache the launcher finds."""
    for name in ("hotpair.aot", "hotpair.jsa"):
        if (bench.DISTRIBUTION / "runtime/lib" / name).exists():
            return f"runtime/lib/{name}"
    return "none"


if __name__ == "__main__":
    bench.alone(__doc__, measure)
