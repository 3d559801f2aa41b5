"""A Zabbix 6.0 server of its own: PostgreSQL, server, frontend, receiver of notifications, all in a
temporary directory and on loopback, started and ended here."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCHEMA = Path("/usr/share/zabbix-server-pgsql")
FRONTEND = Path("/usr/share/zabbix")
CONFIGURATION = """
ListenIP=127.0.0.1
ListenPort={port}
SourceIP=127.0.0.1
LogType=console
PidFile={directory}/server.pid
SocketDir={directory}
DBHost={directory}
DBName=zabbix
DBUser={user}
CacheUpdateFrequency=2
UnreachablePeriod=3
UnreachableDelay=2
UnavailableDelay=2
Timeout=3
StartPollers=2
StartPollersUnreachable=1
StartTrappers=1
StartPingers=0
StartDiscoverers=0
StartHTTPPollers=1
StartDBSyncers=1
StartSNMPTrapper=1
SNMPTrapperFile={directory}/traps
SSLCALocation={directory}/trusted
HousekeepingFrequency=0
{root}
"""
FRONTEND_CONFIGURATION = """<?php
$DB = ['TYPE' => 'POSTGRESQL', 'SERVER' => '{directory}', 'PORT' => '0', 'DATABASE' => 'zabbix',
  'USER' => '{user}', 'PASSWORD' => '', 'SCHEMA' => '', 'ENCRYPTION' => false,
  'DOUBLE_IEEE754' => true];
$ZBX_SERVER = '127.0.0.1';
$ZBX_SERVER_PORT = '{port}';
$IMAGE_FORMAT_DEFAULT = IMAGE_FORMAT_PNG;
"""


def free_port(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def low_port():
    """A free port below 32768: Zabbix's server takes no other."""
    for port in range(20000 + os.getpid() % 5000, 32768):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("no free port")


def await_true(what, condition, seconds=60):
    """Waits until condition gives something true, and returns that."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.2)
    return found


class ZabbixServer:
    """Everything that a site has of Zabbix; call(method, params) is its API."""

    def __init__(self, pair):
        """`pair` sends its notifications here, and is trusted: see zabbix_pair."""
        self.pair = pair
        self.directory = Path(tempfile.mkdtemp(prefix="hotpair-zabbix-"))
        self.directory.chmod(0o755)
        self.children = []
        self.token = None
        # PostgreSQL refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else os.environ.get("USER", "postgres")
        self.port, self.web, self.traps = low_port(), free_port(), pair.traps
        try:
            self.start_receiver()
            self.start_database()
            self.start_server()
            self.start_frontend()
        except BaseException:
            for name, _ in self.children:
                print(f"-- {name}:\n{self.log(name)[-2000:]}")
            self.close()
            raise

    def spawn(self, name, command, **more):
        with open(self.directory / f"{name}.log", "wb") as log:
            child = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                     start_new_session=True, **more)
        self.children.append((name, child))
        return child

    def as_user(self, command):
        if os.geteuid() != 0:
            return command
        return ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups",
                *command]

    def start_database(self):
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        data = self.directory / "data"
        data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.directory, self.user)
            shutil.chown(data, self.user)
        subprocess.run(self.as_user([str(programs / "initdb"), "-D", str(data), "-U", self.user,
                                     "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"]),
                       check=True, stdout=subprocess.DEVNULL, cwd="/")
        self.spawn("postgres", self.as_user([
            str(programs / "postgres"), "-D", str(data), "-k", str(self.directory),
            "-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off"]), cwd="/")
        await_true("PostgreSQL accepts connections", lambda: subprocess.run(
            [str(programs / "pg_isready"), "-q", "-h", str(self.directory), "-U", self.user,
             "-d", "postgres"], check=False
        ).returncode == 0)
        self.sql("postgres", "CREATE DATABASE zabbix")
        for name in ("schema", "images", "data"):
            text = subprocess.run(["gzip", "-dc", str(SCHEMA / f"{name}.sql.gz")],
                                  capture_output=True, check=True).stdout
            self.sql("zabbix", text.decode())
        # Without statistics, the frontend's joins take minutes. Zabbix's example host polls itself.
        self.sql("zabbix", "UPDATE hosts SET status = 1 WHERE host = 'Zabbix server'; ANALYZE")

    def sql(self, database, text):
        subprocess.run(["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-h", str(self.directory),
                        "-U", self.user, "-d", database], input=text, text=True, check=True,
                       stdout=subprocess.DEVNULL)

    def start_server(self):
        (self.directory / "traps").touch()
        (self.directory / "trusted").mkdir()
        shutil.copy(self.pair.certificate, self.directory / "trusted")
        file = self.directory / "server.conf"
        file.write_text(CONFIGURATION.format(
            port=self.port, directory=self.directory, user=self.user,
            root="AllowRoot=1" if os.geteuid() == 0 else ""))
        self.spawn("server", ["zabbix_server", "-f", "-c", str(file)],
                   env={**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin", "MIBS": ""})
        await_true("the server listens", lambda: self.alive("server #0 started"))

    def alive(self, sign):
        name, child = self.children[-1]
        if child.poll() is not None:
            raise AssertionError(f"{name} ended with status {child.returncode}")
        return sign in self.log(name)

    def start_frontend(self):
        web = self.directory / "web"
        shutil.copytree(FRONTEND, web, ignore_dangling_symlinks=True)
        file = web / "conf" / "zabbix.conf.php"
        file.write_text(FRONTEND_CONFIGURATION.format(
            directory=self.directory, user=self.user, port=self.port))
        # Debian's frontend reads the machine's own configuration otherwise.
        place = web / "include" / "classes" / "core" / "CConfigFile.php"
        place.write_text(place.read_text().replace("/etc/zabbix/zabbix.conf.php", str(file)))
        # The machine may have none of the locales that a language needs.
        place = web / "include" / "locales.inc.php"
        place.write_text(place.read_text().replace(
            "function zbx_locale_variants($language) {",
            "function zbx_locale_variants($language) {\n\treturn ['C.UTF-8'];"))
        self.spawn("web", ["php", "-S", f"127.0.0.1:{self.web}", "-t", str(web)])
        await_true("the API answers", self.answers)
        self.token = self.call("user.login", {"username": "Admin", "password": "zabbix"})

    def answers(self):
        try:
            return self.call("apiinfo.version", {}).startswith("6.0.")
        except OSError:
            return False

    def start_receiver(self):
        """snmptrapd, with the handler that Zabbix's documentation describes."""
        file = self.directory / "snmptrapd.conf"
        handler = f"{sys.executable} {HERE / 'trap_handler'} {self.directory}/traps"
        file.write_text(f"createUser ops SHA-256 {self.pair.auth} AES {self.pair.priv}\n"
                        f"authUser log,execute ops priv\ntraphandle default {handler}\n")
        file.chmod(0o600)
        self.spawn("snmptrapd", ["snmptrapd", "-f", "-Lo", "-On", "-C", "-c", str(file),
                                 f"udp:127.0.0.1:{self.traps}"],
                   env={**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin", "MIBS": "",
                        "SNMP_PERSISTENT_DIR": str(self.directory / "snmptrapd")})
        await_true("snmptrapd listens", lambda: self.alive("NET-SNMP version"))

    def call(self, method, params):
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        if self.token:
            request["auth"] = self.token
        answer = urllib.request.urlopen(urllib.request.Request(
            f"http://127.0.0.1:{self.web}/api_jsonrpc.php", json.dumps(request).encode(),
            {"Content-Type": "application/json-rpc"}), timeout=60).read()
        found = json.loads(answer)
        if "error" in found:
            raise AssertionError(f"{method}: {found['error'].get('data')}")
        return found["result"]

    def log(self, name):
        return (self.directory / f"{name}.log").read_text(errors="replace")

    def close(self):
        """Ends what was started here, the last first."""
        for _, child in reversed(self.children):
            if child.poll() is None:
                # The server's children are in its group; PostgreSQL ends its own.
                os.killpg(child.pid, signal.SIGINT if "postgres" in child.args[-1] else
                          signal.SIGTERM)
                try:
                    child.wait(20)
                except subprocess.TimeoutExpired:
                    os.killpg(child.pid, signal.SIGKILL)
                    child.wait(10)
        shutil.rmtree(self.directory, ignore_errors=True)
