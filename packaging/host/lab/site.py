"""Names, paths and addresses of one run: what every part of the laboratory must agree on."""

import os
import pathlib

BASE = pathlib.Path(os.environ.get("HOTPAIR_LAB", "/var/lib/hotpair-lab"))
HOST_FOLDER = pathlib.Path(__file__).resolve().parent.parent
PACKAGING = HOST_FOLDER.parent

NODES = ("blade1", "vpe1")
PUBLIC = {"blade1": "10.77.0.11", "vpe1": "10.77.0.12"}
PRIVATE = {"blade1": "192.168.77.1", "vpe1": "192.168.77.2"}
CLIENT = "10.77.0.50"
REFERENCE = "10.77.0.1"
FLOATING = "10.77.0.100"
PREFIX_LENGTH = 24

PUBLIC_LINK = "public0"
PRIVATE_LINK = "private0"
LUNS = {"data": 512 << 20, "beat": 4 << 20}
LUN_FOLDER = "/run/lun"
MOUNT_POINT = "/srv/erp"


def other(node):
    """The peer of `node`."""
    return NODES[1 - NODES.index(node)]


class Run:
    """One run's folder and namespaces; the prefix keeps runs side by side apart."""

    def __init__(self, prefix):
        if not prefix.isalnum() or len(prefix) > 12:
            raise ValueError(f"prefix {prefix!r}: at most 12 letters and digits")
        self.prefix = prefix
        self.folder = BASE / prefix
        self.power_socket = self.folder / "power.sock"
        self.power_log = self.folder / "power.log"
        self.secrets = self.folder / "etc" / "secrets"

    def namespace(self, host):
        return f"{self.prefix}-{host}"

    def namespace_path(self, host):
        return f"/run/netns/{self.namespace(host)}"

    def lun(self, name):
        return self.folder / "luns" / f"{name}.img"

    def node_folder(self, node):
        return self.folder / "nodes" / node


DATABASE_USER = "client"
DATABASE_NAME = "postgres"


def client_parameters(run):
    """libpq's connection string through the floating address; the password is in a 0600 file."""
    return (f"host={FLOATING} port=5432 user={DATABASE_USER} dbname={DATABASE_NAME}"
            f" passfile={run.folder / 'pgpass'} sslmode=disable gssencmode=disable"
            f" application_name=numbered-rows")
