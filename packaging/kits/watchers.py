"""Nagios and Icinga 2 of a kit: their own instances, with the object definitions that the product
ships, of which only addresses, paths and intervals are a test's."""

import re
import shutil

from demo_pair import ADDRESSES, FLOATING, PAIR, ROOT
from processes import await_true, states

PLUGINS = ROOT / "nagios-plugins"
PROGRAMS = ("check_hotpair", "hotpair_switchover", "submit_hotpair_event")
USER = "nagios"
# A test cannot wait for minutes: a minute of the definitions is so many seconds here.
MINUTE = 3
# Nor for a silent agent as long as a site does.
TIMEOUT = 4
SITE = {"10.0.0.11": ADDRESSES["blade1"], "10.0.0.21": ADDRESSES["vpe1"], "10.0.0.100": FLOATING}


# Services that notifications feed, and nothing else in good times.
FED = ("Hotpair alarms", "Hotpair warnings")


class Station:
    """What both have in common: the installed plugins and the credentials, of mode 0600."""

    def __init__(self, workshop, pair):
        self.workshop = workshop
        self.plugins, installed = workshop.folder("plugins"), workshop.folder("installed")
        for name in PROGRAMS:
            shutil.copy(PLUGINS / name, installed)
            (installed / name).chmod(0o755)
            (self.plugins / name).symlink_to(installed / name)
        # Icinga looks for all plugins in one place.
        for name in ("check_http", "check_ping"):
            (self.plugins / name).symlink_to(f"/usr/lib/nagios/plugins/{name}")
        self.reading = self.credentials(pair, "nagios")
        self.ordering = self.credentials(pair, "ops")
        self.state = workshop.folder("state", USER, 0o700)
        # The event handler, with one memory for both systems, and a quiet time that a case can set.
        self.quiet = workshop.directory / "quiet"
        self.set_quiet(0.4)
        handler = self.plugins / "hotpair_switchover"
        handler.unlink()
        workshop.write(handler, f'#!/bin/sh\nexec {installed}/hotpair_switchover "$@"'
                       f' --state-dir {self.state} --quiet "$(cat {self.quiet})"\n', mode=0o755)

    def set_quiet(self, minutes):
        self.workshop.write(self.quiet, f"{minutes}\n")

    def credentials(self, pair, user, known_as=None):
        """A directory with a snmp.conf; known_as somebody else where the keys are the same."""
        name = known_as or user
        folder = self.workshop.folder(f"credentials-{name}", USER, 0o700)
        self.workshop.write(folder / "snmp.conf", pair.snmp_conf(user).replace(
            f"SecurityName {user}", f"SecurityName {name}"), USER, 0o600)
        return folder

    def check(self, *arguments, seconds=60):
        """check_hotpair as Nagios runs it: status and output."""
        return self.workshop.run([self.plugins / "check_hotpair", *arguments], USER, seconds)

    def localized(self, text):
        """A shipped definition, with this site's addresses and paths."""
        for theirs, ours in SITE.items():
            text = re.sub(rf"{re.escape(theirs)}\b", ours, text)
        return (text.replace("/etc/nagios/hotpair-orders", str(self.ordering))
                .replace("/etc/nagios/hotpair", str(self.reading)))


class Watcher:
    """A monitoring system that runs, and what it thinks of its services."""

    def __init__(self, workshop, name):
        self.workshop, self.name = workshop, name
        self.folder = workshop.folder(name, USER)

    def states(self):
        return states(self.folder / "status.dat")

    def state(self, host, service):
        return self.states().get((host, service), {})

    def await_state(self, host, service, wanted, seconds=60, text=""):
        """Waits for a service's state; gives what it says then."""
        def there():
            found = self.state(host, service)
            good = found.get("current_state") == str(wanted) and text in found["plugin_output"]
            return found if good else None

        try:
            return await_true(f"{self.name}: {host} {service} in state {wanted} {text}", there,
                              seconds)
        except AssertionError as late:
            said = self.state(host, service).get("plugin_output")
            raise AssertionError(f"{late}; it says {said}") from None

    def bad(self):
        """Services that are not OK, or were not looked at yet."""
        return {key: found.get("plugin_output", "") for key, found in self.states().items()
                if found["current_state"] != "0"
                or (found["last_check"] == "0" and key[1] not in FED)}

    def notified(self):
        """Of what somebody was told: (host, service, state) in order."""
        return [(host, service, state) for host, service, state, _ in self._told()]

    def await_notified(self, host, service, state, text, seconds=60):
        """Waits until somebody was told. That lasts, unlike the state: a poll that was under way when
        the notification came overwrites it at once."""
        await_true(f"{self.name} tells of {host} {service} {state} {text}", lambda: any(
            line[:3] == [host, service, state] and text in line[3] for line in self._told()),
            seconds)

    def _told(self):
        try:
            lines = (self.folder / "told").read_text().splitlines()
        except FileNotFoundError:
            return []
        return [line.split(";", 3) for line in lines]

    def teller(self):
        """What the contact is told by."""
        script = self.folder / "tell"
        text = f'#!/bin/sh\necho "$1;$2;$3;$4" >>{self.folder}/told\n'
        return self.workshop.write(script, text, USER, 0o755)


class Nagios(Watcher):
    def __init__(self, workshop, station):
        super().__init__(workshop, "nagios")
        self.command_file = self.folder / "nagios.cmd"
        for name in ("spool", "archives"):
            workshop.folder(f"nagios/{name}", USER)
        write = self.workshop.write
        write(self.folder / "resource.cfg", f"$USER1$={station.plugins}\n", USER, 0o600)
        write(self.folder / "hotpair.cfg", self.quick(station, "hotpair.cfg"))
        write(self.folder / "site.cfg", self.quick(station, "hotpair-example.cfg"))
        write(self.folder / "contacts.cfg", CONTACTS.format(tell=self.teller()))
        self.file = write(self.folder / "nagios.cfg", NAGIOS.format(
            folder=self.folder, minute=MINUTE, command_file=self.command_file))

    @staticmethod
    def quick(station, name):
        text = station.localized((PLUGINS / name).read_text(encoding="utf-8"))
        text = re.sub(r"(_HOTPAIR_NAME +)erp", rf"\1{PAIR}", text)
        text = text.replace("_HOTPAIR_HOLD         3600", "_HOTPAIR_HOLD         5")
        text = text.replace("/check_hotpair -m", f"/check_hotpair -t {TIMEOUT} -m")
        return text.replace("freshness_threshold     300", f"freshness_threshold {5 * MINUTE}")

    def verify(self):
        return self.workshop.run(["nagios4", "-v", self.file], USER)

    def start(self):
        self.workshop.start("nagios", ["nagios4", self.file], USER,
                            environment={"MP_STATE_PATH": str(self.folder)})
        await_true("Nagios has its command file", self.command_file.exists)


class Icinga(Watcher):
    def __init__(self, workshop, station):
        super().__init__(workshop, "icinga")
        self.command_file = self.folder / "icinga2.cmd"
        for name in ("data", "cache", "run", "log", "spool"):
            workshop.folder(f"icinga/{name}", USER)
        write = self.workshop.write
        write(self.folder / "hotpair.conf", self.quick(station, "hotpair.conf"))
        write(self.folder / "site.conf", self.quick(station, "hotpair-example.conf"))
        self.file = write(self.folder / "icinga2.conf", ICINGA.format(
            folder=self.folder, plugins=station.plugins, command_file=self.command_file,
            tell=self.teller()))
        self.environment = {
            "ICINGA2_USER": USER, "ICINGA2_GROUP": USER, "MP_STATE_PATH": str(self.folder)}

    @staticmethod
    def quick(station, name):
        text = station.localized(
            (PLUGINS / "icinga2" / name).read_text(encoding="utf-8"))
        text = text.replace("30s", "1s")
        text = text.replace('  check_command = "hotpair"\n',
                            f'  check_command = "hotpair"\n  vars.hotpair_timeout = {TIMEOUT}\n')
        text = re.sub(r"= (\d)m\b", lambda found: f"= {int(found[1]) * MINUTE}s", text)
        text = text.replace("hotpair_hold = 3600", "hotpair_hold = 5")
        return re.sub(r'(\bname|pair_name) = "erp"', rf'\1 = "{PAIR}"', text)

    def command(self, *more):
        return ["icinga2", "daemon", "-c", self.file, *more, *(
            f"-D{name}={self.folder}/{place}" for name, place in (
                ("DataDir", "data"), ("CacheDir", "cache"), ("InitRunDir", "run"),
                ("LogDir", "log"), ("SpoolDir", "spool"), ("VarsPath", "cache/vars"),
                ("ObjectsPath", "cache/objects"), ("StatePath", "data/state"),
                ("ModAttrPath", "data/modified"), ("PidPath", "run/pid")))]

    def verify(self):
        return self.workshop.run(self.command("-C"), USER, environment=self.environment)

    def start(self):
        self.workshop.start("icinga", self.command(), USER, environment=self.environment)
        await_true("Icinga has its command file", self.command_file.exists)


CONTACTS = """
define command {{
  command_name  notify-service-by-email
  command_line  {tell} "$HOSTNAME$" "$SERVICEDESC$" "$SERVICESTATE$" "$SERVICEOUTPUT$"
}}
define command {{
  command_name  notify-host-by-email
  command_line  {tell} "$HOSTNAME$" "" "$HOSTSTATE$" "$HOSTOUTPUT$"
}}
define contact {{
  use           generic-contact
  contact_name  nagiosadmin
}}
define contactgroup {{
  contactgroup_name  admins
  members            nagiosadmin
}}
"""
NAGIOS = """log_file={folder}/nagios.log
cfg_file=/etc/nagios4/objects/templates.cfg
cfg_file=/etc/nagios4/objects/timeperiods.cfg
cfg_file=/etc/nagios-plugins/config/http.cfg
cfg_file=/etc/nagios-plugins/config/ping.cfg
cfg_file={folder}/contacts.cfg
cfg_file={folder}/hotpair.cfg
cfg_file={folder}/site.cfg
resource_file={folder}/resource.cfg
object_cache_file={folder}/objects.cache
precached_object_file={folder}/objects.precache
status_file={folder}/status.dat
status_update_interval=1
nagios_user=nagios
nagios_group=nagios
check_external_commands=1
command_file={command_file}
lock_file={folder}/nagios.pid
temp_file={folder}/nagios.tmp
temp_path={folder}
log_archive_path={folder}/archives
check_result_path={folder}/spool
query_socket={folder}/nagios.qh
state_retention_file={folder}/retention.dat
use_syslog=0
log_event_handlers=1
log_notifications=1
log_passive_checks=1
check_result_reaper_frequency=1
max_service_check_spread=1
max_host_check_spread=1
interval_length={minute}
check_service_freshness=1
service_freshness_check_interval=5
additional_freshness_latency=1
enable_notifications=1
enable_event_handlers=1
enable_flap_detection=0
check_for_updates=0
illegal_macro_output_chars=`~$&|'"<>
"""
ICINGA = """const PluginDir = "{plugins}"
const NodeName = "station"
const ZoneName = NodeName
include <itl>
include <plugins>
object Endpoint NodeName {{ }}
object Zone ZoneName {{ endpoints = [ NodeName ] }}
object IcingaApplication "app" {{ }}
object CheckerComponent "checker" {{ }}
object NotificationComponent "notification" {{ }}
object ExternalCommandListener "command" {{ command_path = "{command_file}" }}
object StatusDataWriter "status" {{
  status_path = "{folder}/status.dat"
  objects_path = "{folder}/objects.cache"
  update_interval = 1s
}}
object FileLogger "log" {{ path = "{folder}/icinga.log" }}
template Host "generic-host" {{
  check_command = "hostalive"
  vars.ping_packets = 1
  vars.ping_timeout = 2
  check_interval = 10s
  retry_interval = 3s
  max_check_attempts = 3
  enable_flapping = false
}}
template Service "generic-service" {{
  max_check_attempts = 3
  check_interval = 10s
  retry_interval = 3s
  enable_flapping = false
}}
object User "oncall" {{ }}
object NotificationCommand "tell" {{
  command = [ "{tell}", "$host.name$", "$service.name$", "$service.state$",
    "$service.output$" ]
}}
apply Notification "told" to Service {{
  command = "tell"
  users = [ "oncall" ]
  interval = 0
  assign where true
}}
object NotificationCommand "tell-host" {{
  command = [ "{tell}", "$host.name$", "", "$host.state$", "$host.output$" ]
}}
apply Notification "host-told" to Host {{
  command = "tell-host"
  users = [ "oncall" ]
  interval = 0
  assign where true
}}
include "{folder}/hotpair.conf"
include "{folder}/site.conf"
"""
