"""Hotpair's site file for the laboratory, its cluster key and its secrets."""

import secrets
import shutil

from . import bmc, database, group, site, traps

PAIR = "erp"
USERS = {"look": "read", "ops": "operate", "chief": "force"}
TARGET = "manager"
# More than a run of cases makes.
MAX_MOVES = 100

_TEMPLATE = """cluster: lab
cluster-key: secrets/cluster.key
nodes:
{nodes}
networks:
  private: {{port: 7801}}
  public: {{port: 7801, reference: [{reference}]}}
timings: {timings}
pairs:
  {pair}:
    nodes: [{first}, {second}]
    luns:
      data: {{device: {luns}/data, guard: {guard}, beat: {luns}/beat}}
    group:
{group}
    max-moves: {max_moves}
    restarts: {restarts}
snmp:
  listen: udp:0.0.0.0:1161
  users:
{snmp_users}
  notify:
    {target}: {{address: "udp:{client}:{trap_port}", user: ops, type: inform}}
jolokia:
  listen: 127.0.0.1:8778
  users:
{jolokia_users}
{fence}"""


class SiteFile:
    """The site file and its secrets, in the run's folder, which both nodes see."""

    guard = "fence"

    def __init__(self, run, fence="lab", max_moves=MAX_MOVES, restarts=2, more=""):
        """`fence`: the power switches are the rack itself (`lab`), or controllers (`ipmi`).

        `more`: sections that stand at the end of the file.
        """
        self._more = more
        self._run = run
        self._fence = fence
        self._max_moves = max_moves
        self._restarts = restarts
        self.folder = run.folder / "etc"
        self.path = self.folder / "site.yaml"
        self._fence_agent = self.folder / "fence_lab"
        self.passwords = {}

    def write(self, timings, members):
        """Makes the secrets once, and the site file with these timings and this group."""
        if not self.passwords:
            self._make_secrets()
        self.path.write_text(self.text(timings, members))
        self.path.chmod(0o644)

    def _make_secrets(self):
        folder = self.folder / "secrets"
        folder.mkdir(mode=0o700, parents=True)
        shutil.copy(site.HOST_FOLDER / "fence_lab", self._fence_agent)
        self._fence_agent.chmod(0o755)
        shutil.copy(site.HOST_FOLDER / "lab_web", self.folder / "lab_web")
        database.write_secret(folder / "cluster.key", secrets.token_hex(32) + "\n")
        for user in USERS:
            for kind in ("auth", "priv", "password"):
                word = secrets.token_hex(16)
                self.passwords[user, kind] = word
                database.write_secret(folder / f"{user}.{kind}", word + "\n")

    def text(self, timings, members):
        first, second = site.NODES
        return _TEMPLATE.format(
            nodes="\n".join(
                self._node(node, number) for number, node in enumerate(site.NODES, 1)),
            reference=site.REFERENCE, timings=timings, pair=PAIR, first=first, second=second,
            max_moves=self._max_moves, restarts=self._restarts, guard=self.guard, luns=site.LUN_FOLDER,
            group="\n".join(member if isinstance(member, str) else _member(*member)
                            for member in members),
            snmp_users="\n".join(
                f"    {user}: {{role: {role}, auth: {{sha256: secrets/{user}.auth}},"
                f" priv: {{aes128: secrets/{user}.priv}}}}" for user, role in USERS.items()),
            target=TARGET, client=site.CLIENT, trap_port=traps.PORT,
            jolokia_users="\n".join(
                f"    {user}: {{role: {role}, password: secrets/{user}.password}}"
                for user, role in USERS.items()),
            fence=self._fence_section()) + self._more

    def _node(self, node, number):
        return (f"  {node}: {{id: {number}, addresses: {{private: {site.PRIVATE[node]},"
                f" public: {site.PUBLIC[node]}}}}}")

    def _fence_section(self):
        return "fence:\n" + "".join(f"{self._fence_level(node)}\n" for node in site.NODES)

    def _fence_level(self, node):
        if self._fence == "ipmi":
            return bmc.level(node)
        return (f"  {node}: [{{agent: {self._fence_agent}, parameters: {{plug: {node},"
                f" path: {self._run.power_socket}}}}}]")


def _member(agent, parameters, extra=""):
    words = "".join(f', {name}: "{value}"' for name, value in parameters.items())
    return f'      - {{ocf: "{agent}"{words}{extra}}}'


def whole_group():
    """File system, database and address."""
    return group.members()


def asked_group(run):
    """The whole group beside a web service, which the active and the standby ask.

    The web service stands first and has started once the database listens; neither it nor the file
    system needs the other, and the address needs all.
    """
    web = run.folder / "etc" / "lab_web"
    service = (
        f'      - {{name: web, command: {{start: [{web}, start], stop: [{web}, stop],'
        f' monitor: [{web}, monitor]}}, interval: 2s,'
        ' monitors: [{http: "http://127.0.0.1:8080/", contains: well, timeout: 1s}]}')
    mount, database_member, (agent, parameters) = group.members()
    probes = (f', probes: [{{http: "http://{site.FLOATING}:8080/", interval: 1s, timeout: 500ms,'
              ' failures: 3}]')
    return [service, (*mount, ", after: []"), (*database_member, ", after: [Filesystem]"),
            (agent, parameters, probes)]


def side_by_side():
    """File system and database as in the whole group; the agent itself moves the address, beside both."""
    mount, database_member, _ = group.members()
    return [mount, database_member, address(site.FLOATING, ", after: []")]


def address_only():
    """The floating address alone, moved by the agent itself."""
    return [address(site.FLOATING)]


def address(floating, more=""):
    """A member that is an address of the public network, moved by the agent itself."""
    return (f"      - {{address: {floating}, prefix: {site.PREFIX_LENGTH},"
            f" interface: {site.PUBLIC_LINK}{more}}}")
