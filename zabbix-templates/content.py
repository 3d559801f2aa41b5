"""What the templates watch: which objects, how often, and what is a problem.

Numbers, types, units and words come from the MIB; here stands what the MIB cannot say.
"""

# Macro: default and description.
MACROS = {
    "{$HOTPAIR.DELAY}": ("30s", "How often state, readiness, paths and LUNs are asked"),
    "{$HOTPAIR.DISCOVERY}": ("10m", "How often pairs, paths, LUNs and resources are looked for"),
    "{$HOTPAIR.FULL}": ("90", "Percent; memory in use above this is a problem"),
    "{$HOTPAIR.SILENCE}": ("3m", "No answer for this long is a problem"),
    "{$HOTPAIR.PASSING}": ("5m", "A state that should pass may last this long"),
    "{$HOTPAIR.NOT.READY}": ("5m", "A pair may be not ready this long: a node's restart"),
    "{$HOTPAIR.SUSPENDED}": ("8h", "Maintenance may last this long"),
    "{$HOTPAIR.MOVED}": ("1h", "A move stays a problem for this long"),
    "{$HOTPAIR.SITE}": ("", "Stands before the names of pairs; empty: the cluster's name. Set it"
                            " where two clusters have the same name"),
    "{$HOTPAIR.TOLD}": ("1d", "A part that told of itself within this time, and tells no more, is"
                              " a problem"),
    "{$HOTPAIR.SNAPSHOT.AGE}": ("60", "Seconds; an older snapshot means that nobody decides"),
    "{$HOTPAIR.LAG}": ("0.05", "Seconds; the deciding thread may be this late"),
    "{$HOTPAIR.ROUND.TRIP}": ("0.05", "Seconds; the mean round trip may be this long"),
    "{$HOTPAIR.LATENCY}": ("1", "Seconds; a write of the beat block may take this long"),
}
# Of the template for Jolokia.
JOLOKIA_MACROS = {
    "{$HOTPAIR.JOLOKIA.PORT}": ("8778", "Where Jolokia listens, with TLS"),
    "{$HOTPAIR.JOLOKIA.USER}": ("", "A user under jolokia.users in the site file, role read"),
}
# Of the same: nobody reads their values back.
JOLOKIA_SECRETS = {
    "{$HOTPAIR.JOLOKIA.PASSWORD}": "That user's password",
}
# Of the template for a pair; discovery gives the last four to its host.
PAIR_MACROS = {
    "{$HOTPAIR.DELAY}": ("30s", "How often the two nodes' answers are put together"),
    "{$HOTPAIR.DISCOVERY}": ("10m", "How often its nodes are looked for"),
    "{$HOTPAIR.FRESH}": ("2m", "What a node said counts for this long; more than two polls"),
    "{$HOTPAIR.NOT.READY}": MACROS["{$HOTPAIR.NOT.READY}"],
    "{$HOTPAIR.SPLIT}": ("5m", "Two nodes may both seem active for this long: longer than FRESH,"
                               " for a lost node says nothing any more"),
    "{$HOTPAIR.VACANT}": ("2m", "No node may seem active for this long: a move"),
    "{$HOTPAIR.SNMP.PORT}": ("1161", "Where the nodes take the script's order"),
    "{$HOTPAIR.SERVICE}": ("", "The cluster and the pair"),
    "{$HOTPAIR.PAIR}": ("", "The pair's name in the site file"),
    "{$HOTPAIR.NODE}": ("", "The node that the site file lists first"),
    "{$HOTPAIR.PEER}": ("", "The other node"),
}
PAIR_GROUP = "Hotpair pairs"

# The columns of each table that are items. An asterisk: a text or a fact that changes seldom and
# is kept only when it changes.
COLUMNS = {
    "Agent": ("Version*", "Node*", "Cluster*", "ConfigurationDigest*", "Armed", "NotArmedReason*",
              "UnsafeDemo", "Started", "SnapshotTime", "Lag", "WorstLag", "Notices",
              "RejectedDatagrams", "AuthenticationFailures", "DiskFlaws", "WatchdogState",
              "WatchdogDevice*", "WatchdogTime", "ConfigurationState", "HeartbeatInterval",
              "DeadTime"),
    "Node": ("Health", "Cpu", "Memory", "Configuration", "Verdict"),
    "Pair": ("Role", "State", "StateReason*", "ActiveNode", "PreferredNode*", "PeerHealth",
             "PeerState", "Epoch", "Ready", "NotReadyCause", "NotReadyDetail*",
             "CannotTakeOverCause", "PeerCannotTakeOver", "Suspended", "Fault", "Failback",
             "Failovers", "Takeovers", "Switchovers", "FailedMoves", "SuppressedMoves",
             "LastMoveTime", "LastMoveReason", "LastMoveDuration", "LastMoveTimeline*"),
    "Path": ("State", "PeerHears", "Carrier", "RoundTripMean", "RoundTripMax", "Jitter", "Sent",
             "Received", "Lost", "Rejected", "LastHeard", "Changes"),
    "Lun": ("Device*", "Identity*", "Arbiter", "Guard", "State", "Owner", "HolderKey*", "Epoch",
            "Latency", "Errors", "OwnerChanges", "LastOwnerChange", "RegisteredKeys*", "AtPeer",
            "RaidLevel*", "RaidState"),
    "Resource": ("Agent*", "State", "LastResult*", "Restarts", "Failures", "StartDuration",
                 "StopDuration"),
    "Fence": ("Agent*", "Status", "LastResult*", "LastCall"),
    "Target": ("Address*", "Queued", "Acknowledged", "Retried", "Dropped"),
    "Health": ("Kind", "Verdict", "Reading*", "Value", "Limits*", "Advice*", "LastChange",
               "Changes"),
}
# Counters whose speed says more than their value.
RATES = ("RejectedDatagrams", "AuthenticationFailures", "Sent", "Received", "Lost", "Rejected")


class Rows:
    """What names a row of a table, and the columns that are read to find the rows."""

    def __init__(self, title, macros=(), columns=()):
        self.title, self.macros, self.columns = title, macros, columns


ROWS = {
    "Agent": Rows("Agent"),
    "Node": Rows("Node {#SEEN}", ("SEEN",), ("Id",)),
    "Pair": Rows("Pair {#PAIR}", ("PAIR",), ("Peer", "PreferredNode")),
    "Path": Rows("Pair {#PAIR}: path {#PATH}", ("PAIR", "PATH"), ("Peer",)),
    "Lun": Rows("Pair {#PAIR}: LUN {#LUN}", ("PAIR", "LUN"), ("Device",)),
    "Resource": Rows("Pair {#PAIR}: resource {#RESOURCE}", ("PAIR", "RESOURCE"), ("Agent",)),
    "Fence": Rows("Fence device {#PLACE} of {#FENCED}", ("FENCED", "PLACE"), ("Agent",)),
    "Target": Rows("Target {#TARGET}", ("TARGET",), ("Address",)),
    "Health": Rows("Part {#PART}", ("PART",), ("Unit",)),
}
# The macros of the columns that are read to find rows.
COLUMN_MACROS = {"PreferredNode": "PREFERRED", "Address": "ADDRESS", "Id": "ID"}
# The macro of each index; a fence device is indexed by the node that it switches off.
INDEX_MACROS = {
    ("Node", "hotpairNodeName"): "SEEN", ("Fence", "hotpairNodeName"): "FENCED",
    "hotpairPairName": "PAIR", "hotpairPathKind": "PATH", "hotpairLunName": "LUN",
    "hotpairResourceName": "RESOURCE", "hotpairFencePlace": "PLACE", "hotpairTargetName": "TARGET",
    "hotpairHealthName": "PART",
}
# Columns whose unit is another one in each row: the macro that has it. What has none is judged
# without a value, and its item is not made.
UNITS = {("Health", "Value"): "UNIT"}

# Graphs of each row: a name and the columns, which share a unit.
GRAPHS = {
    "Agent": (("lag of the deciding thread", ("Lag", "WorstLag")),
              ("rejected and not authentic, per second",
               ("RejectedDatagrams", "AuthenticationFailures"))),
    "Node": (("CPU and memory in use", ("Cpu", "Memory")),),
    "Pair": (("active here", ("ActiveHere",)),
             ("moves to this node", ("Takeovers", "Switchovers", "FailedMoves")),
             ("outage of the last move", ("LastMoveDuration",))),
    "Path": (("round trips", ("RoundTripMean", "RoundTripMax", "Jitter")),
             ("heartbeats per second", ("Sent", "Received", "Lost", "Rejected"))),
    "Lun": (("time of a write", ("Latency",)),),
    "Resource": (("start and stop", ("StartDuration", "StopDuration")),),
    "Fence": (),
    "Target": (("notifications", ("Queued", "Retried", "Dropped")),),
    "Health": (("value", ("Value",)),),
}
# Told apart by people who see red and green alike, too.
COLORS = ("0072B2", "D55E00", "009E73", "CC79A7")
# Pages of a node's dashboard: the tables whose graphs it shows, two beside each other.
PAGES = (("Pairs", ("Pair",)), ("Heartbeat paths", ("Path",)),
         ("Storage and resources", ("Lun", "Resource")), ("Health", ("Health",)), ("Agent", ("Agent", "Node", "Target")))
