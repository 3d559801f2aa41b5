"""PostgreSQL on the LUN: made once at the start of a run, with one table of numbered rows."""

import os
import pathlib
import pwd
import secrets
import subprocess

from . import linux, libpq, site

_SETTINGS = """
listen_addresses = '*'
unix_socket_directories = '/run/postgresql'
max_connections = 20
shared_buffers = 32MB
min_wal_size = 32MB
max_wal_size = 64MB
log_line_prefix = '%m [%p] '
"""
_ACCESS = f"""local all postgres peer
host all {site.DATABASE_USER} 10.77.0.0/24 scram-sha-256
"""


def programs():
    """The folder of the newest PostgreSQL server that Debian's packages installed."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres"),
                   key=lambda path: int(path.parent.parent.name))
    if not found:
        raise RuntimeError("no PostgreSQL server under /usr/lib/postgresql: install `postgresql`")
    return found[-1].parent


def _as_postgres(*words, text=None):
    return subprocess.run(["runuser", "-u", "postgres", "--", *map(str, words)], input=text,
                          text=True, capture_output=True, check=True, timeout=60, cwd="/")


def make_luns(run, with_database=True):
    """Makes the LUN files: `data` with ext4 and an empty database, `beat` blank."""
    sizes = run.shape.sizes
    run.luns.mkdir(parents=True, exist_ok=True)
    # In memory, as in an array with a battery: what reached the LUN stays, and no other work on
    # this machine's disk delays a beat.
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={2 * sum(sizes.values())}", "luns",
                    str(run.luns)], check=True, timeout=20)
    for name, size in sizes.items():
        with open(run.lun(name), "wb") as file:
            file.truncate(size)
    if not with_database:
        return
    subprocess.run(["mkfs.ext4", "-q", "-E", "lazy_itable_init=0", str(run.lun("data"))],
                   check=True, timeout=60)
    place = run.folder / "making"
    place.mkdir()
    subprocess.run(["mount", "-o", "loop", str(run.lun("data")), str(place)], check=True,
                   timeout=20)
    try:
        _make_database(run, place / "pgdata")
    finally:
        subprocess.run(["umount", str(place)], check=True, timeout=60)
        place.rmdir()


def _make_database(run, data):
    owner = pwd.getpwnam("postgres")
    data.mkdir(mode=0o700)
    os.chown(data, owner.pw_uid, owner.pw_gid)
    _as_postgres(programs() / "initdb", "-D", data, "--no-sync", "--encoding=UTF8", "--locale=C",
                 "--auth-local=peer", "--auth-host=scram-sha-256")
    password = secrets.token_hex(16)
    write_secret(run.folder / "pgpass",
                 f"{site.FLOATING}:5432:{site.DATABASE_NAME}:{site.DATABASE_USER}:{password}\n")
    with open(data / "postgresql.conf", "a", encoding="utf-8") as settings:
        settings.write(_SETTINGS)
    (data / "pg_hba.conf").write_text(_ACCESS)
    statements = (
        f"CREATE ROLE {site.DATABASE_USER} LOGIN PASSWORD '{password}';\n"
        "CREATE TABLE numbered (number bigint PRIMARY KEY, at timestamptz DEFAULT"
        " clock_timestamp());\n"
        f"GRANT SELECT, INSERT ON numbered TO {site.DATABASE_USER};\n")
    _as_postgres(programs() / "postgres", "--single", "-D", data, site.DATABASE_NAME,
                 text=statements)


def write_secret(path, text):
    """Writes a file that only its owner reads."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def rows(run, seconds=10):
    """The row numbers that the database has, read by the client through the floating address."""

    def read():
        connection = libpq.Connection(site.client_parameters(run), 2)
        try:
            return {int(value) for value in
                    connection.query("SELECT number FROM numbered", seconds)[0][1]}
        finally:
            connection.close()

    return linux.in_network_namespace(run.namespace_path("client"), read)


def acknowledged(run):
    """The rows whose commit the server acknowledged: number → when, in seconds since 1970."""
    found = {}
    with open(run.folder / "acknowledged", encoding="ascii") as lines:
        for line in lines:
            words = line.split()
            if len(words) == 2 and line.endswith("\n"):
                found[int(words[0])] = float(words[1])
    return found


def set_fsync(node, on):
    """Turns fsync on or off in the running database of `node`."""
    value = "on" if on else "off"
    for statement in (f"ALTER SYSTEM SET fsync = {value}", "SELECT pg_reload_conf()"):
        node.command("runuser", "-u", "postgres", "--", "psql", "-X", "-h", "/run/postgresql",
                     "-c", statement, check=True)
