"""The way of a notification: snmptrapd of net-snmp, SNMPTT, the watchers' command files."""

import re
from pathlib import Path

from demo_pair import ROOT, TRAPS
from processes import await_true
from small_kits import EXAMPLES, with_secrets

CONF = ROOT / "nagios-plugins" / "snmptt-hotpair.conf"
PROGRAM = "/usr/lib/nagios/plugins/submit_hotpair_event"
# The package's user, in the group of the command files, as an administrator puts it there.
USER, GROUPS = "snmptt", ("nagios",)
# The package's own settings, of which a test changes these.
INI = Path("/etc/snmp/snmptt.ini")
CHANGED = {
    "mode": "daemon", "daemon_fork": "0", "daemon_uid": "", "pid_file": "{folder}/snmptt.pid",
    "spool_directory": "{folder}/spool/", "sleep": "1", "log_file": "{folder}/snmptt.log",
    "log_system_enable": "1", "log_system_file": "{folder}/snmpttsystem.log",
    "unknown_trap_log_file": "{folder}/snmpttunknown.log", "syslog_enable": "0",
    "syslog_system_enable": "0", "ipv6_enable": "0",
}


def settings(folder):
    text = INI.read_text(encoding="utf-8", errors="replace")
    for name, value in CHANGED.items():
        line = f"{name} = {value.format(folder=folder)}"
        text, count = re.subn(rf"(?m)^{name} *=.*$", line, text)
        if count != 1:
            raise AssertionError(f"{INI} has {name} {count} times")
    return re.sub(r"(snmptt_conf_files = <<END\n).*?(\nEND)",
                  rf"\g<1>{folder}/snmptt-hotpair.conf\g<2>", text, flags=re.DOTALL)


class TrapPath:
    def __init__(self, workshop, pair, station, watchers):
        self.workshop = workshop
        self.folder = workshop.folder("traps", USER)
        workshop.folder("traps/spool", USER)
        ini = workshop.write(self.folder / "snmptt.ini", settings(self.folder))
        files = " ".join(f"--command-file {watcher.command_file}" for watcher in watchers)
        conf = CONF.read_text(encoding="utf-8").replace(
            PROGRAM, f"{station.plugins}/submit_hotpair_event {files}")
        workshop.write(self.folder / "snmptt-hotpair.conf", conf)
        example = with_secrets((EXAMPLES / "snmptrapd.conf").read_text(), pair, "ops")
        receiver = workshop.write(self.folder / "snmptrapd.conf", example.replace(
            "/usr/sbin/snmptthandler", f"/usr/sbin/snmptthandler --ini={ini}"), USER, 0o600)
        # snmptt first: what snmptrapd receives must find its spool.
        workshop.start("snmptt", ["snmptt", "--daemon", f"--ini={ini}"], USER, GROUPS)
        await_true("snmptt runs", lambda: "started" in self.read("snmpttsystem.log"))
        workshop.start("snmptrapd", ["snmptrapd", "-f", "-Lo", "-On", "-n", "-C", "-c", receiver,
                                     f"udp:{TRAPS}"],
                       environment={"SNMP_PERSISTENT_DIR": str(self.folder / "persistent")})
        await_true("snmptrapd listens", lambda: "NET-SNMP version" in workshop.log("snmptrapd"))

    def read(self, name):
        try:
            return (self.folder / name).read_text(errors="replace")
        except FileNotFoundError:
            return ""
