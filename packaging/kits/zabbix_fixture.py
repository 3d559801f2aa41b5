"""What an agent shows in states that a healthy pair on one machine never is in: the plugin tests'
fixture, with the objects that only the templates ask for."""

import time

import agents
import site_fixture

_index_of_names = site_fixture.index


def _index(table, names):
    """The plugin asks for no table whose index has a number in it."""
    if table == "Fence":
        return f"{_index_of_names(table, names[:1])}.{names[1]}"
    return _index_of_names(table, names)


site_fixture.index = _index


class FixtureHost:
    """An agent whose rows can be changed: `site` has them, `show` shows them."""

    def __init__(self):
        self.site = _complete(site_fixture.site())
        self.agent = agents.FixtureAgent(self.site)
        self.port, self.auth, self.priv = self.agent.port, agents.AUTH, agents.PRIV

    def show(self):
        self.site["Agent"][()]["SnapshotTime"] = time.time()
        self.agent.show(self.site)

    def close(self):
        self.agent.close()

    def spoil(self):
        """Many troubles at once; gives the problems that tell them, and what heals them all."""
        before = {table: {name: dict(row) for name, row in rows.items()}
                  for table, rows in self.site.items()}
        self.site["Agent"][()].update(WatchdogState="starved", ConfigurationState="different")
        self.site["Path"][("erp", "private")]["State"] = "down"
        self.site["Lun"][("erp", "data")]["AtPeer"] = "different"
        self.site["Fence"][("vpe1", 1)].update(Status="unknown", LastResult="no route to host")
        self.site["Node"][("blade1",)]["Memory"] = 97
        self.site["Health"][("system-disk",)].update(
            Verdict="failing", Reading="a block took 8 s", Advice="replace what is broken")
        self.site["Health"][("clock",)].update(Verdict="unknown", Reading="chrony ended")
        self.site["Target"][("zabbix",)]["Dropped"] += 1
        self.site["Pair"][("erp",)].update(
            Role="none", ActiveNode="", State="joining", Ready=False, NotReadyCause="joining")

        def heal():
            for table, rows in before.items():
                self.site[table].update(rows)

        return {"Hotpair: the watchdog is not fed", "Hotpair: the nodes' site files differ",
                "Pair erp: path private: down", "Pair erp: LUN data: another LUN at the peer",
                "Fence device 1 of vpe1: does not answer", "Node blade1: memory is nearly full",
                "Target zabbix: notifications are dropped", "Pair erp: no active node",
                "Part system-disk: failing", "Part clock: tells no more"}, heal


def _complete(site):
    for row in site["Agent"].values():
        row.update(Version="0.1.0", Cluster="Häfen", ConfigurationDigest="0" * 64, Armed=True,
                   NotArmedReason="", Lag=1500, WorstLag=48000, Notices=103, RejectedDatagrams=9,
                   AuthenticationFailures=5, DiskFlaws=2, ConfigurationState="same",
                   HeartbeatInterval=100, DeadTime=320)
    for row in site["Pair"].values():
        row.update(PreferredNode="blade1", PeerState="standby", CannotTakeOverCause="active",
                   PeerCannotTakeOver="none", Failback="manual", LastMoveEpoch=41,
                   LastMoveTime=1795370340.0)
    for row in site["Path"].values():
        row.update(RoundTripMax=303, Sent=500, Received=400, Changes=3)
    for row in site["Lun"].values():
        row.update(Identity="naa.6001405f", Arbiter=True, HolderKey="4850010000000029",
                   LastOwnerChange=None)
    site["Resource"] = {("erp", "database"): {
        "Agent": "postgresql@15-erp", "State": "running", "LastResult": "läuft seit vielen Tagen",
        "Restarts": 0,
        "Failures": 0, "StartDuration": 301, "StopDuration": -1}}
    site["Node"] = {("blade1",): {"Id": 1, "Health": "online", "Cpu": 12, "Memory": 40,
                                  "Configuration": "same",
                                  "Verdict": "failing"}}
    site["Fence"] = {("vpe1", 1): {"Agent": "fence_ipmilan", "Status": "on", "LastResult": "ON",
                                   "LastCall": 1795370340.0}}
    site["Target"] = {("zabbix",): {"Address": "10.0.0.5:162", "Queued": 0, "Acknowledged": 7,
                                    "Retried": 1, "Dropped": 0}}
    return site
