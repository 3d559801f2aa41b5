"""Nagios, Icinga 2, SNMPTT and the smaller kits at a real pair; `monitoring` starts it."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "packaging" / "kits"), str(ROOT / "packaging" / "host")]

from demo_pair import ADDRESSES, PAIR, DemoPair  # noqa: E402
from lab.report import Report, check, check_equal  # noqa: E402
from processes import Workshop, await_true  # noqa: E402
from small_kits import EXAMPLES, Prometheus, Proxy  # noqa: E402
from trap_path import TrapPath  # noqa: E402
from watchers import USER, Icinga, Nagios, Station  # noqa: E402

BLADE1, VPE1 = ADDRESSES["blade1"], ADDRESSES["vpe1"]
MODES = ("pair", "readiness", "path", "lun", "failovers", "resources", "health", "lag",
         "both")


class Bench:
    """Everything that a case may look at."""

    def __init__(self):
        self.workshop = Workshop()
        self.pair = DemoPair(self.workshop)
        self.station = Station(self.workshop, self.pair)
        self.nagios = Nagios(self.workshop, self.station)
        self.icinga = Icinga(self.workshop, self.station)
        self.watchers = (self.nagios, self.icinga)
        self.prometheus = Prometheus(self.workshop, self.pair)
        self.traps = None
        self.lost = self.survivor = None
        self.told_before = {}

    def both(self, *more):
        return self.station.check("-m", "both", "-H", BLADE1, "--peer", VPE1, "-P", PAIR,
                                  "--credentials", self.station.reading, *more)

    def await_formed(self, seconds=60):
        await_true("check_hotpair finds both nodes in agreement", lambda: self.both()[0] == 0,
                   seconds)

    def await_green(self, seconds=60):
        for watcher in self.watchers:
            await_true(f"{watcher.name} is green; bad: {watcher.bad()}",
                       lambda: watcher.states() and not watcher.bad(), seconds)

    def counted(self, word):
        """The pair's counter, summed over both nodes."""
        _, said = self.both()
        return int(re.search(rf"{PAIR}_{word}=(\d+)c", said)[1])


def accept(bench):
    """nagios4 -v and icinga2 daemon -C accept the definitions without a warning"""
    status, said = bench.nagios.verify()
    check_equal(status, 0, said)
    check("Total Warnings: 0" in said and "Total Errors:   0" in said, said)
    # Ten services of each node, the pair's, and its users' own.
    check("Checked 22 services" in said and "Checked 3 hosts" in said, said)
    status, said = bench.icinga.verify()
    check_equal(status, 0, said)
    check("warning/" not in said and "23 Services" in said and "19 Dependencies" in said, said)


def form(bench):
    """two agents form a pair, and both systems see it green"""
    for node in ADDRESSES:
        bench.pair.start(node)
    bench.await_formed(90)
    bench.nagios.start()
    bench.icinga.start()
    bench.traps = TrapPath(bench.workshop, bench.pair, bench.station, bench.watchers)
    bench.await_green()


def every_mode(bench):
    """every mode is OK on the real agent, by SNMPv3, by SNMPv2c and by Jolokia"""
    workshop, pair = bench.workshop, bench.pair
    community = workshop.folder("credentials-v2c", USER, 0o700)
    workshop.write(community / "snmp.conf", "defVersion 2c\ndefCommunity "
                   + pair.passwords["community"] + "\n", USER, 0o600)
    password = workshop.write(bench.station.reading / "password",
                              pair.passwords["nagios.password"] + "\n", USER, 0o600)
    url = "http://{}:8778/jolokia"
    for mode in MODES:
        for ask, peer in (
            (("-H", BLADE1, "--credentials", bench.station.reading), VPE1),
            (("-H", BLADE1, "--credentials", community), VPE1),
            (("--jolokia", url.format(BLADE1), "-u", "nagios", "--password-file", password),
             url.format(VPE1)),
        ):
            more = ("--peer", peer) if mode == "both" else ()
            kept = ("--state-dir", bench.station.state)
            status, said = bench.station.check("-m", mode, *ask, *more, *kept)
            check_equal(status, 0, f"{mode} {ask}: {said}")
            check(said.startswith(f"HOTPAIR {mode.upper()} OK - "), said)


def prometheus(bench):
    """prometheus-snmp-exporter reads the agent with the kept module, Prometheus takes the rules"""
    written = bench.workshop.directory / "snmp.yml"
    status, said = bench.workshop.run([ROOT / "packaging/snmp-exporter-module", written])
    check_equal(status, 0, said)
    check_equal(written.read_text(), (EXAMPLES / "prometheus/snmp.yml").read_text(),
                "the module that the MIB makes; packaging/snmp-exporter-module writes it")
    rules = bench.prometheus.folder / "hotpair-alerts.yml"
    status, said = bench.workshop.run(["promtool", "check", "rules", rules])
    check_equal(status, 0, said)
    bench.prometheus.start()
    (active,) = bench.pair.serving()
    found = bench.prometheus.scraped(active)
    check_equal(found[f'hotpairPairRole{{hotpairPairName="{PAIR}"}}'], "1", "the role there")
    check_equal(found[f'hotpairPathState{{hotpairPairName="{PAIR}",hotpairPathKind="1"}}'],
                "2", "the private path there")
    check_equal(found[f'hotpairPairActiveNode{{hotpairPairActiveNode="{active}",'
                      f'hotpairPairName="{PAIR}"}}'], "1", "the active node's name")
    scraped = {name.partition("{")[0] for name in found}
    wanted = " ".join(re.findall(r"expr: (.*)", rules.read_text()))
    used = set(re.findall(r"\bhotpair[A-Z]\w+", wanted))
    # Names of pairs, LUNs, resources and paths are labels.
    labels = {label for name in found for label in re.findall(r"(\w+)=", name)}
    check_equal(used - scraped - labels, set(), "metrics that the rules want and nobody gives")
    await_true("Prometheus has the paths by name", lambda: len(bench.prometheus.series(
        'hotpairPathState{hotpairPathKind="private"} == 2')) == len(ADDRESSES))
    await_true(f"no alert fires: {bench.prometheus.firing()}",
               lambda: not bench.prometheus.firing())


def proxy(bench):
    """a snmpd that has port 161 asks the agent for whoever may ask it"""
    Proxy(bench.workshop, bench.pair)
    folder = bench.station.credentials(bench.pair, "nagios", "monitor")

    def asked():
        return bench.station.check("-m", "pair", "-H", BLADE1, "-p", 161, "--credentials", folder)

    await_true(f"check_hotpair is answered at port 161: {asked()}", lambda: asked()[0] == 0)
    check(f"{PAIR}: active on" in asked()[1], asked())
    bench.workshop.kill("snmpd")


def degrade(bench):
    """a part of each node becomes degraded, and well again: told by notification and by poll"""
    began = time.monotonic()
    bench.pair.disks.fill()
    notified = "healthDegraded: file-system-state"
    for node in ADDRESSES:
        for watcher in bench.watchers:
            watcher.await_notified(node, "Hotpair warnings", "WARNING", notified)
            found = watcher.await_state(node, "Hotpair health", 1,
                                        text=f"file-system-state of {node} is degraded, ")
            check("make room" in found["plugin_output"], found["plugin_output"])
    await_true("Prometheus fires HotpairPartDegraded",
               lambda: "HotpairPartDegraded" in bench.prometheus.firing())
    print(f"      all have told after {time.monotonic() - began:.1f} s")
    bench.pair.disks.empty()
    bench.await_green()
    await_true(f"no alert fires: {bench.prometheus.firing()}",
               lambda: not bench.prometheus.firing())


def take_over(bench):
    """a node is lost: both systems turn critical by notification and by poll"""
    (lost,) = bench.pair.serving()
    survivor = next(node for node in ADDRESSES if node != lost)
    bench.lost, bench.survivor, began = lost, survivor, time.monotonic()
    bench.told_before = {watcher: len(watcher.notified()) for watcher in bench.watchers}
    bench.pair.kill(lost)
    bench.pair.await_serving(survivor)
    told = []
    for watcher in bench.watchers:
        found = watcher.await_state(survivor, "Hotpair alarms", 2, text="takeoverCompleted")
        check(f"[event {survivor}:" in found["plugin_output"], found["plugin_output"])
        told.append(f"{watcher.name} {time.monotonic() - began:.1f} s")
    print(f"      critical by notification: {', '.join(told)}")
    told = []
    for watcher in bench.watchers:
        found = watcher.await_state("erp", "Hotpair pair", 2,
                                    text=f"{PAIR}: active on {survivor}, not ready")
        check(f"at {ADDRESSES[lost]}:1161" in found["plugin_output"], found["plugin_output"])
        told.append(f"{watcher.name} {time.monotonic() - began:.1f} s")
    print(f"      critical by poll: {', '.join(told)}")
    for watcher in bench.watchers:
        watcher.await_state("erp", "ERP answers", 0)
    for alert in ("HotpairTakeover", "HotpairAgentSilent", "HotpairNotReady", "HotpairPathDown"):
        await_true(f"Prometheus fires {alert}", lambda: alert in bench.prometheus.firing())
    log = bench.traps.read("snmptt.log")
    check(re.search(rf"CRITICAL .*takeoverCompleted pair={PAIR} node={survivor} event={survivor}:"
                    r"\d+: .* -- The group runs on this node after a loss", log), log)


def one_ring(bench):
    """the lost node rings as one alarm, and not for each service and each pair"""
    silent = (bench.lost, "Hotpair agent", "UNKNOWN")
    for watcher in bench.watchers:
        def settled():
            found = watcher.state("erp", "Hotpair pair")
            return (silent in watcher.notified() and found["state_type"] == "1"
                    and found["current_state"] == "2")

        await_true(f"{watcher.name} tells of {silent}", settled, 90)
        since = watcher.notified()[bench.told_before[watcher]:]
        told = [(host, service) for host, service, state in since if state not in ("OK", "UP")]
        check_equal([key for key in told if key[0] in (bench.lost, "erp")],
                    [(bench.lost, "Hotpair agent")], f"what {watcher.name} told: {told}")
        check((bench.survivor, "Hotpair alarms") in told, told)


def stale(bench):
    """what nothing feeds any more is asked for: the alarm becomes what is true by now"""
    for watcher in bench.watchers:
        watcher.await_state(bench.survivor, "Hotpair alarms", 1, text=f"{PAIR}: active on"
                            f" {bench.survivor}, not ready")


def come_back(bench):
    """the node comes back: both systems turn green, by notification as well"""
    bench.pair.start(bench.lost)
    bench.await_formed()
    for watcher in bench.watchers:
        watcher.await_state(bench.survivor, "Hotpair alarms", 0, text=f"{PAIR}: active")
    bench.await_green(60)
    # That a node took over is told for a quarter of an hour.
    await_true(f"Prometheus has no other alert: {bench.prometheus.firing()}",
               lambda: bench.prometheus.firing() <= {"HotpairTakeover"})


def go_down(bench):
    """a node's machine goes down: its host rings or its agent, and nothing else of it"""
    (lost,) = bench.pair.serving()
    survivor = next(node for node in ADDRESSES if node != lost)
    before = {watcher: len(watcher.notified()) for watcher in bench.watchers}
    began = time.monotonic()
    bench.pair.kill(lost)
    bench.pair.cut_off(lost)
    bench.pair.await_serving(survivor)
    for watcher in bench.watchers:
        found = watcher.await_state("erp", "Hotpair pair", 2,
                                    text=f"{PAIR}: active on {survivor}, not ready", seconds=90)
        check(f"no answer from {ADDRESSES[lost]}:1161/udp" in found["plugin_output"],
              found["plugin_output"])
        await_true(f"{watcher.name} tells that {lost} is down: {watcher.notified()}",
                   lambda: (lost, "", "DOWN") in watcher.notified()[before[watcher]:], 90)
        told = {(host, service) for host, service, state in watcher.notified()[before[watcher]:]
                if state not in ("OK", "UP")}
        print(f"      {watcher.name} has told after {time.monotonic() - began:.1f} s")
        check({key for key in told if key[0] in (lost, "erp")}
              <= {(lost, ""), (lost, "Hotpair agent")}, f"what {watcher.name} told: {told}")
    bench.pair.reconnect()
    bench.pair.start(lost)
    bench.await_formed()
    bench.await_green(90)


def order(bench):
    """the service fails for its users alone: both event handlers together order one switchover"""
    before = bench.counted("switchovers")
    (active,) = bench.pair.serving()
    # Its write fails from now on, and the health that the agent asks for does not.
    subprocess.run(["prlimit", "--pid", str(bench.pair.service(active)), "--fsize=0"], check=True)
    other = next(node for node in ADDRESSES if node != active)
    await_true(f"the service moves to {other}", lambda: bench.pair.serving() == [other], 60)
    bench.await_formed()
    for watcher in bench.watchers:
        watcher.await_state("erp", "ERP answers", 0)
    check_equal(bench.counted("switchovers"), before + 1, "switchovers")
    memory = json.loads((bench.station.state / f"switchover-{PAIR}.json").read_text())
    check(abs(time.time() - memory["time"]) < 60, memory)


def refuse(bench):
    """it fails again at once: the event handlers refuse to loop, and say why"""
    bench.station.set_quiet(30)
    before = bench.counted("switchovers")
    (active,) = bench.pair.serving()
    subprocess.run(["prlimit", "--pid", str(bench.pair.service(active)), "--fsize=0"], check=True)
    for watcher in bench.watchers:
        await_true(f"{watcher.name} has a hard alarm", lambda: (
            watcher.state("erp", "ERP answers").get("current_state") == "2"
            and watcher.state("erp", "ERP answers")["state_type"] == "1"), 40)
    status, said = handler(bench, "--alarm", "by-hand")
    check_equal(status, 1, said)
    check("the last order was " in said, said)
    check_equal(bench.counted("switchovers"), before, "switchovers after the second alarm")
    check_equal(bench.pair.serving(), [active], "nodes that serve")


def handler(bench, *more, state="CRITICAL", kind="HARD"):
    return bench.workshop.run(
        [bench.station.plugins / "hotpair_switchover", "--state", state, "--state-type", kind,
         "-H", BLADE1, "--peer", VPE1, "-P", PAIR, "--credentials", bench.station.ordering,
         *more], USER)


CASES = (accept, form, every_mode, prometheus, degrade, proxy, take_over, one_ring, stale,
         come_back, go_down, order, refuse)


def show(bench):
    for name in ("nagios", "icinga", "snmptt", "snmptrapd"):
        if name in bench.workshop.children:
            print(f"-- {name}:\n{bench.workshop.log(name)[-1500:]}")
    print(bench.traps.read("snmptt.log")[-3000:] if bench.traps else "")
    for watcher in bench.watchers:
        print(f"-- {watcher.name} told: {watcher.notified()}")
    log = bench.nagios.folder / "nagios.log"
    print(log.read_text(errors="replace")[-4000:] if log.exists() else "")


def main():
    # Whoever ends this ends what it started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    report, bench = Report(), Bench()
    try:
        for case in CASES:
            if not report.case(f"monitoring: {case.__doc__}", lambda: case(bench)):
                show(bench)
                # The cases that follow build on it.
                break
    finally:
        bench.pair.disks.close()
        bench.workshop.close()
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
