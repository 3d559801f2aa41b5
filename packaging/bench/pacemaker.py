"""Pacemaker and corosync, as Debian ships them, on the two nodes of a laboratory.

Each node has namespaces of its own for mounts, processes, network, System V IPC and host name, so two
clusters' nodes fit on one machine: the abstract sockets of libqb belong to the network namespace, the
rings below /dev/shm and all of /run to the mount namespace; what is left, the state and configuration
folders, is mounted here.
"""

import grp
import os
import pwd
import shlex
import xml.etree.ElementTree as xml

from lab import group, site

COROSYNC = """totem {{
  version: 2
  cluster_name: bench
  transport: knet
  crypto_cipher: aes256
  crypto_hash: sha256
{totem}}}
nodelist {{
{nodes}}}
quorum {{
  provider: corosync_votequorum
  two_node: 1
}}
logging {{
  to_stderr: no
  to_syslog: no
  to_logfile: yes
  logfile: /var/log/corosync/corosync.log
}}
"""
COROSYNC_NODE = """  node {{
    name: {node}
    nodeid: {number}
    ring0_addr: {private}
    ring1_addr: {public}
  }}
"""
CIB = """<cib crm_feature_set="3.16.1" validate-with="pacemaker-3.9" epoch="1" num_updates="0"
 admin_epoch="1">
 <configuration>
  <crm_config>
   <cluster_property_set id="options">
{options}
   </cluster_property_set>
  </crm_config>
  <nodes/>
  <resources>
{resources}
  </resources>
  <constraints/>
 </configuration>
 <status/>
</cib>
"""
OPERATIONS = {"Filesystem": 20, "pgsql": 10, "IPaddr2": 10}
FOLDERS = ("/var/lib/corosync", "/var/lib/pacemaker", "/var/log", "/etc/corosync")
OWNED = ("blackbox", "cib", "cores", "pengine")
COMMAND_SECONDS = 20

class Pacemaker:
    """A cluster that runs some members of the laboratory's group.

    `totem`: what differs from corosync's defaults, e.g. {"token": 1000}. `fenced`: a node that is lost
    is switched off by the rack, as Hotpair does it; without it nothing is.
    """

    PROGRAMS = ("corosync", "pacemakerd", "pacemaker-based", "pacemaker-fenced", "pacemaker-execd",
                "pacemaker-attrd", "pacemaker-schedulerd", "pacemaker-controld")

    def __init__(self, name, lab, members, totem=None, fenced=False):
        self.name = name
        self.lab = lab
        self._members = members
        self._grouped = len({agent for agent, _ in members}) > 1
        self._totem = totem or {}
        self._fenced = fenced
        self._folder = lab.run.folder / "pacemaker"
        self._folder.mkdir()
        (self._folder / "authkey").write_bytes(os.urandom(256))
        (self._folder / "corosync.conf").write_text(self._corosync())
        (self._folder / "cib.xml").write_text(self._cib())

    def start(self, node):
        """Starts it on a node that has just been switched on."""
        script = self._folder / "start"
        script.write_text(self._script())
        self.lab.nodes[node].start_unit("/bin/sh", str(script))

    def formed(self):
        """The node that runs the whole group while both are members; None if there is none yet."""
        state = self.state()
        if state is None:
            return None
        online = {node.get("name") for node in state.iterfind("./nodes/node")
                  if node.get("online") == "true" and node.get("pending") == "false"}
        places = [resource.find("node").get("name") if resource.get("role") == "Started"
                  and resource.find("node") is not None else None
                  for resource in state.iterfind("./resources//resource")]
        if online != set(site.NODES) or not places or None in places:
            return None
        names = [resource.get("id") for resource in state.iterfind("./resources//resource")]
        served = {place for name, place in zip(names, places) if not name.startswith("switch-")}
        return served.pop() if len(served) == 1 else None

    def all_started(self):
        """Whether every resource runs, wherever."""
        state = self.state()
        roles = [] if state is None else [
            resource.get("role") for resource in state.iterfind("./resources//resource")]
        return len(roles) >= len(self._members) and set(roles) == {"Started"}

    def state(self):
        """What crm_mon says on a node that answers, as XML."""
        for node in site.NODES:
            if not self.lab.nodes[node].is_on():
                continue
            said = self.lab.nodes[node].command(
                "timeout", "10", "crm_mon", "--one-shot", "--output-as=xml",
                timeout=COMMAND_SECONDS)
            if said.returncode == 0:
                return xml.fromstring(said.stdout)
        return None

    def move(self, active):
        """Orders the group to the other node; gives when the order came back without waiting."""
        self.lab.nodes[active].command(
            "crm_resource", "--resource", self._target(), "--move", "--node", site.other(active),
            timeout=COMMAND_SECONDS, check=True)

    def after_move(self, active):
        """Takes back the constraint that a move leaves."""
        self.lab.nodes[active].command(
            "crm_resource", "--resource", self._target(), "--clear", timeout=COMMAND_SECONDS,
            check=True)

    def _target(self):
        return "group" if self._grouped else "member-0"

    def _corosync(self):
        return COROSYNC.format(
            totem="".join(f"  {name}: {value}\n" for name, value in self._totem.items()),
            nodes="".join(COROSYNC_NODE.format(node=node, number=number,
                                               private=site.PRIVATE[node], public=site.PUBLIC[node])
                          for number, node in enumerate(site.NODES, 1)))

    def _cib(self):
        # How long a node waits for others before it elects itself: only the forming needs it.
        options = {"dc-deadtime": "2s", "stonith-enabled": str(self._fenced).lower(),
                   "stonith-action": "off", "no-quorum-policy": "stop"}
        primitives = "\n".join(_primitive(f"member-{number}", *member)
                               for number, member in enumerate(self._members))
        if self._grouped:
            primitives = f'<group id="group">\n{primitives}\n</group>'
        if self._fenced:
            primitives += "\n" + "\n".join(self._switch(node) for node in site.NODES)
        return CIB.format(
            options="\n".join(f'<nvpair id="options-{name}" name="{name}" value="{value}"/>'
                              for name, value in options.items()), resources=primitives)

    def _switch(self, node):
        parameters = {"plug": node, "path": self.lab.run.power_socket, "pcmk_host_list": node}
        return _resource(f"switch-{node}", 'class="stonith" type="fence_lab"', parameters, 60)

    def _script(self):
        haclient, hacluster = grp.getgrnam("haclient").gr_gid, pwd.getpwnam("hacluster").pw_uid
        lines = ["set -e"]
        lines += [f"mount -t tmpfs -o mode=755 bench {folder}" for folder in FOLDERS]
        lines.append("mkdir -p /var/log/corosync /var/log/pacemaker")
        for folder in OWNED:
            lines.append(f"mkdir -p /var/lib/pacemaker/{folder}")
        # The fence agent where Pacemaker looks for it.
        lines += ["mkdir /run/over", "mount -t tmpfs bench /run/over",
                  "mkdir /run/over/upper /run/over/work",
                  "mount -t overlay -o lowerdir=/usr/sbin,upperdir=/run/over/upper,"
                  "workdir=/run/over/work bench /usr/sbin",
                  f"cp {shlex.quote(str(site.HOST_FOLDER / 'fence_lab'))} /usr/sbin/fence_lab",
                  "chmod 755 /usr/sbin/fence_lab"]
        lines += [f"cp {self._folder}/authkey {self._folder}/corosync.conf /etc/corosync/",
                  "chmod 400 /etc/corosync/authkey",
                  f"cp {self._folder}/cib.xml /var/lib/pacemaker/cib/cib.xml",
                  f"chown -R {hacluster}:{haclient} /var/lib/pacemaker /var/log/pacemaker",
                  "chmod -R 750 /var/lib/pacemaker", "chmod 600 /var/lib/pacemaker/cib/cib.xml",
                  "corosync",
                  "until corosync-quorumtool -s > /dev/null 2>&1; do sleep 0.1; done",
                  "export PCMK_logfile=/var/log/pacemaker/pacemaker.log",
                  "exec pacemakerd --foreground"]
        return "\n".join(lines) + "\n"


def _primitive(name, agent, parameters):
    provider, kind = agent.split(":")
    return _resource(name, f'class="ocf" provider="{provider}" type="{kind}"', parameters,
                     OPERATIONS[kind])


def _resource(name, kind, parameters, interval):
    pairs = "".join(f'<nvpair id="{name}-{key}" name="{key}" value="{value}"/>'
                    for key, value in parameters.items())
    return (f'<primitive id="{name}" {kind}><instance_attributes id="{name}-parameters">{pairs}'
            f'</instance_attributes><operations><op id="{name}-monitor" name="monitor"'
            f' interval="{interval}s" timeout="20s"/></operations></primitive>')


def group_members(whole):
    """The address alone, or file system, database and address."""
    return group.members() if whole else group.members()[-1:]
