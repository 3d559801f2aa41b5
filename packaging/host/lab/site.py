"""Names, paths and addresses of one run: what every part of the laboratory must agree on."""

import dataclasses
import json
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


@dataclasses.dataclass(frozen=True)
class Shape:
    """The machines of a laboratory: address of each on both networks, and the LUNs it is given."""

    public: dict  # node → address
    private: dict  # node → address
    sizes: dict  # LUN → bytes
    luns: dict  # node → names of its LUNs
    # Whether two nodes' private network is one cable, so that each sees the other's end go.
    crossover: bool = True

    def write(self, path):
        path.write_text(json.dumps(dataclasses.asdict(self)))

    @classmethod
    def read(cls, path):
        """As `write` left it; the one pair if nothing did."""
        return cls(**json.loads(path.read_text())) if path.exists() else ONE_PAIR


ONE_PAIR = Shape(PUBLIC, PRIVATE, LUNS, {node: list(LUNS) for node in NODES})


class Run:
    """One run's folder and namespaces; the prefix keeps runs side by side apart."""

    def __init__(self, prefix, shape=None):
        """`shape`: what this run is to be; without it, what the run's folder says."""
        if not prefix.isalnum() or len(prefix) > 12:
            raise ValueError(f"prefix {prefix!r}: at most 12 letters and digits")
        self.prefix = prefix
        self.folder = BASE / prefix
        self.shape_file = self.folder / "shape.json"
        self.shape = shape or Shape.read(self.shape_file)
        self.power_socket = self.folder / "power.sock"
        self.power_log = self.folder / "power.log"
        self.secrets = self.folder / "etc" / "secrets"
        self.luns = self.folder / "luns"

    def namespace(self, host):
        return f"{self.prefix}-{host}"

    def namespace_path(self, host):
        return f"/run/netns/{self.namespace(host)}"

    def lun(self, name):
        return self.luns / f"{name}.img"

    def way(self, node, lun):
        """A LUN as one node alone reaches it; exists only where a case has laid such a way."""
        return self.node_folder(node) / "luns" / f"{lun}.img"

    def trouble(self, node):
        """What is wrong with that way, for lab/slow_files.c."""
        return self.node_folder(node) / "trouble"

    def node_folder(self, node):
        return self.folder / "nodes" / node


DATABASE_USER = "client"
DATABASE_NAME = "postgres"


def client_parameters(run):
    """libpq's connection string through the floating address; the password is in a 0600 file."""
    return (f"host={FLOATING} port=5432 user={DATABASE_USER} dbname={DATABASE_NAME}"
            f" passfile={run.folder / 'pgpass'} sslmode=disable gssencmode=disable"
            f" application_name=numbered-rows")
