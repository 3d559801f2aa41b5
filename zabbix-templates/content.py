"""What the templates watch: which objects, how often, and what is a problem.

Numbers, types, units and words come from the MIB; here stands what the MIB cannot say.
"""

# Macro: default and description.
MACROS = {
    "{$HOTPAIR.DELAY}": ("30s", "How often state, readiness, paths and LUNs are asked"),
    "{$HOTPAIR.DISCOVERY}": ("10m", "How often pairs, paths, LUNs and resources are looked for"),
    "{$HOTPAIR.SILENCE}": ("3m", "No SNMP answer for this long is a problem"),
    "{$HOTPAIR.PASSING}": ("5m", "A state that should pass may last this long"),
    "{$HOTPAIR.NOT.READY}": ("5m", "A pair may be not ready this long: a node's restart"),
    "{$HOTPAIR.SUSPENDED}": ("8h", "Maintenance may last this long"),
    "{$HOTPAIR.MOVED}": ("1h", "A move stays a problem for this long"),
    "{$HOTPAIR.SNAPSHOT.AGE}": ("60", "Seconds; an older snapshot means that nobody decides"),
    "{$HOTPAIR.LAG}": ("0.05", "Seconds; the deciding thread may be this late"),
    "{$HOTPAIR.ROUND.TRIP}": ("0.05", "Seconds; the mean round trip may be this long"),
    "{$HOTPAIR.LATENCY}": ("1", "Seconds; a write of the beat block may take this long"),
}

# The columns of each table that are items. An asterisk: a text or a fact that changes seldom and
# is kept only when it changes.
AGENT = ("Version*", "Node*", "Cluster*", "ConfigurationDigest*", "Armed", "NotArmedReason*",
         "UnsafeDemo", "Started", "SnapshotTime", "Lag", "WorstLag", "Notices",
         "RejectedDatagrams", "AuthenticationFailures", "DiskFlaws", "WatchdogState",
         "WatchdogDevice*", "WatchdogTime", "ConfigurationState", "HeartbeatInterval", "DeadTime")
TABLES = {
    "Pair": ("Role", "State", "StateReason*", "ActiveNode", "PreferredNode*", "PeerHealth",
             "PeerState", "Epoch", "Ready", "NotReadyCause", "NotReadyDetail*",
             "CannotTakeOverCause", "PeerCannotTakeOver", "Suspended", "Fault", "Failback",
             "Failovers", "Takeovers", "Switchovers", "FailedMoves", "SuppressedMoves",
             "LastMoveTime", "LastMoveReason", "LastMoveDuration", "LastMoveTimeline*"),
    "Path": ("State", "PeerHears", "Carrier", "RoundTripMean", "RoundTripMax", "Jitter", "Sent",
             "Received", "Lost", "Rejected", "LastHeard", "Changes"),
    "Lun": ("Device*", "Identity*", "Arbiter", "Guard", "State", "Owner", "HolderKey*", "Epoch",
            "Latency", "Errors", "OwnerChanges", "LastOwnerChange", "RegisteredKeys*", "AtPeer"),
    "Resource": ("Agent*", "State", "LastResult*", "Restarts", "Failures", "StartDuration",
                 "StopDuration"),
}
# Counters whose speed says more than their value.
RATES = ("RejectedDatagrams", "AuthenticationFailures", "Sent", "Received", "Lost", "Rejected")
# What names a row of a table, and a column that is read to find the rows.
ROWS = {
    "Pair": ("Pair {#PAIR}", "Peer"),
    "Path": ("Pair {#PAIR}: path {#PATH}", "Peer"),
    "Lun": ("Pair {#PAIR}: LUN {#LUN}", "Device"),
    "Resource": ("Pair {#PAIR}: resource {#RESOURCE}", "Agent"),
}


class Trigger:
    """A problem.

    In an expression, <Column> is that column's item, of the same row; words of enumerations stand
    as Column.word.
    """

    def __init__(self, name, severity, expression, description, *, recovery=None, after=(),
                 scope="availability", shown=None, closes_by_hand=False):
        self.name, self.severity, self.expression = name, severity, expression
        self.description, self.recovery, self.after = description, recovery, after
        self.scope, self.shown, self.closes_by_hand = scope, shown, closes_by_hand


STALE = "the agent does not decide any more"
TRIGGERS = {
    "Agent": (
        Trigger("no answer over SNMP", "HIGH", "max(<available>,{$HOTPAIR.SILENCE})=0",
                "The node, its agent or the network is down, or the credentials are wrong. The"
                " other node says whether the pairs moved."),
        Trigger(STALE, "HIGH", "(now()-last(<SnapshotTime>))>{$HOTPAIR.SNAPSHOT.AGE}",
                "The agent answers from an old snapshot: look at the node. If the clocks of the"
                " node and of the Zabbix server differ, set them.",
                after=("no answer over SNMP",)),
        Trigger("not armed", "WARNING", "last(<Armed>)=Armed.false",
                "Pairs of this node do not move by themselves; the item Not armed reason says"
                " what to repair.", scope="capacity"),
        Trigger("unsafe demo", "INFO", "last(<UnsafeDemo>)=UnsafeDemo.true",
                "The site file allows guards that protect nothing.", scope="security"),
        Trigger("agent was started", "INFO", "change(<Started>)<>0",
                "The agent has restarted. Find out why, if nobody did it.", scope="notice",
                recovery="max(<Started>,{$HOTPAIR.MOVED})=min(<Started>,{$HOTPAIR.MOVED})",
                closes_by_hand=True),
        Trigger("deciding late", "WARNING", "min(<Lag>,{$HOTPAIR.PASSING})>{$HOTPAIR.LAG}",
                "Something starves the node of CPU; the agent distrusts its own verdicts.",
                scope="performance"),
        Trigger("datagrams are rejected", "WARNING",
                "min(<RejectedDatagrams>,{$HOTPAIR.PASSING})>0",
                "A wrong cluster key on one node, or somebody trying.", scope="security"),
        Trigger("authentication fails", "WARNING",
                "min(<AuthenticationFailures>,{$HOTPAIR.PASSING})>0",
                "A wrong key, user or password of a node or manager, or somebody trying; the"
                " events tell where it comes from.", scope="security"),
        Trigger("the beat device is damaged", "AVERAGE", "change(<DiskFlaws>)>0",
                "Blocks on a shared disk are damaged or foreign: something else may use it, or the"
                " array returns what was not written.",
                recovery="max(<DiskFlaws>,{$HOTPAIR.MOVED})=min(<DiskFlaws>,{$HOTPAIR.MOVED})",
                closes_by_hand=True),
        # It is armed a moment after the agent's start only; a guard that needs none says so.
        Trigger("the watchdog is not fed", "HIGH",
                "last(<WatchdogState>)=WatchdogState.starved"
                " or (min(<WatchdogState>,{$HOTPAIR.PASSING})=WatchdogState.notArmed"
                " and max(<WatchdogState>,{$HOTPAIR.PASSING})=WatchdogState.notArmed)",
                "A lease guards a pair, and the watchdog that must reset this node in time does"
                " not run; the item Not armed reason says why.",
                shown="watchdog: {ITEM.LASTVALUE1}"),
        Trigger("the nodes' site files differ", "AVERAGE",
                "last(<ConfigurationState>)=ConfigurationState.different",
                "The pairs are not armed until they agree: copy the right file to the other node"
                " and reload it.", scope="capacity"),
    ),
    "Pair": (
        Trigger("no active node", "DISASTER", "length(last(<ActiveNode>))=0",
                "No node is known to run the group.", shown="active node: {ITEM.LASTVALUE1}"),
        Trigger("faulted", "HIGH", "last(<State>)=State.faulted or last(<Fault>)<>Fault.none",
                "The pair waits for a person. Repair what Fault says, then order clearFault.",
                shown="state: {ITEM.LASTVALUE1}, fault: {ITEM.LASTVALUE2}"),
        Trigger("ejected", "HIGH", "last(<State>)=State.ejected",
                "The node lost its guard and brings everything down."),
        Trigger("suspended", "WARNING",
                "max(<Suspended>,{$HOTPAIR.SUSPENDED})=Suspended.true",
                "The pair moves by no failure until it is resumed.", scope="notice"),
        Trigger("not ready", "AVERAGE",
                "min(<Ready>,{$HOTPAIR.NOT.READY})=Ready.false"
                " and last(<NotReadyCause>)<>NotReadyCause.none"
                " and last(<Suspended>)=Suspended.false",
                "The services run without protection; the cause says what to repair.",
                after=("no active node", "faulted", "ejected"),
                shown="cause: {ITEM.LASTVALUE2}"),
        Trigger("the peer is lost", "WARNING",
                "last(<PeerHealth>)>=PeerHealth.silent",
                "The other node is silent, dead or was never heard.",
                shown="peer: {ITEM.LASTVALUE1}"),
        Trigger("a state does not pass", "WARNING",
                "min(<State>,{$HOTPAIR.PASSING})=max(<State>,{$HOTPAIR.PASSING})"
                " and last(<State>)<>State.standby and last(<State>)<>State.active"
                " and last(<State>)<State.ejected",
                "joining, confirming, claiming, starting and stopping pass by themselves.",
                after=("no active node",), shown="state: {ITEM.LASTVALUE1}"),
        Trigger("takeover to this node", "HIGH", "change(<Takeovers>)>0",
                "This node acquired the pair after a loss. Find out why the other node was lost"
                " and bring it back: until then the pair is not protected.", scope="notice",
                recovery="max(<Takeovers>,{$HOTPAIR.MOVED})=min(<Takeovers>,{$HOTPAIR.MOVED})",
                closes_by_hand=True),
        Trigger("switchover to this node", "INFO", "change(<Switchovers>)>0",
                "A planned exchange made this node active.", scope="notice",
                recovery="max(<Switchovers>,{$HOTPAIR.MOVED})=min(<Switchovers>,{$HOTPAIR.MOVED})",
                closes_by_hand=True),
        Trigger("a move failed", "HIGH", "change(<FailedMoves>)>0",
                "A move did not end with the group running here; the events tell why.",
                recovery="max(<FailedMoves>,{$HOTPAIR.MOVED})=min(<FailedMoves>,{$HOTPAIR.MOVED})",
                closes_by_hand=True),
        Trigger("moves are suppressed", "HIGH", "change(<SuppressedMoves>)>0",
                "There were too many moves. Find out why the pair keeps moving, then resume it.",
                recovery="max(<SuppressedMoves>,{$HOTPAIR.MOVED})="
                         "min(<SuppressedMoves>,{$HOTPAIR.MOVED})",
                closes_by_hand=True),
    ),
    "Path": (
        Trigger("down", "WARNING", "last(<State>)=State.down",
                "One path down moves nothing, but the next failure may."),
        Trigger("one direction lost", "WARNING",
                "last(<PeerHears>)=PeerHears.down and last(<State>)=State.up",
                "Heard here and not there: look for a firewall or a half-broken cable.",
                after=("down",)),
        # The disk path of a data LUN is one-way: its standby cannot write, and is never heard.
        Trigger("never heard", "WARNING",
                "{#PATHCODE}<>Kind.disk and max(<State>,{$HOTPAIR.PASSING})=State.unknown",
                "Nothing came on this path since the agent started."),
        Trigger("round trips are slow", "WARNING",
                "min(<RoundTripMean>,{$HOTPAIR.PASSING})>{$HOTPAIR.ROUND.TRIP}",
                "Near the dead time, heartbeats soon count as missed.", after=("down",),
                scope="performance"),
    ),
    "Lun": (
        Trigger("cannot be read", "AVERAGE",
                "max(<State>,{$HOTPAIR.PASSING})=State.unknown",
                "This node cannot read the LUN: look at its connection to the storage."),
        Trigger("another LUN at the peer", "HIGH", "last(<AtPeer>)=AtPeer.different",
                "Two nodes that guard different LUNs guard nothing: correct the device of one"
                " node. The pair is not armed until then."),
        Trigger("no owner", "WARNING",
                "length(last(<Owner>))=0 and length(last(<Owner>,#3))=0",
                "No node owns the LUN.", after=("cannot be read",)),
        Trigger("I/O errors", "AVERAGE", "change(<Errors>)>0",
                "The storage or the way to it is failing.",
                recovery="max(<Errors>,{$HOTPAIR.MOVED})=min(<Errors>,{$HOTPAIR.MOVED})",
                closes_by_hand=True),
        Trigger("writes are slow", "WARNING",
                "min(<Latency>,{$HOTPAIR.PASSING})>{$HOTPAIR.LATENCY}",
                "A write slower than its deadline counts as a lost LUN.", scope="performance"),
    ),
    "Resource": (
        Trigger("failed", "HIGH", "last(<State>)=State.failed",
                "An operation of the resource failed, or its monitor found it broken."),
        Trigger("was restarted", "WARNING", "change(<Restarts>)>0",
                "A resource that keeps being restarted will move the pair.", scope="notice",
                recovery="max(<Restarts>,{$HOTPAIR.MOVED})=min(<Restarts>,{$HOTPAIR.MOVED})",
                closes_by_hand=True),
    ),
}

# Groups of notifications, each an item of the traps that came; the MIB says which there are.
TRAPS = {
    "Takeovers": ("TakeoverStarted", "TakeoverCompleted", "TakeoverFailed"),
    "Switchovers": ("SwitchoverStarted", "SwitchoverCompleted", "SwitchoverFailed"),
    "Paths and peer": ("PeerSilent", "PeerBack", "PathDown", "PathUp"),
    "Storage": ("LunOwnershipChanged", "GuardLost", "StorageDegraded"),
    "Resources": ("ResourceFailed", "ResourceRecovered"),
    "Protection": ("NodeEjected", "ReadinessLost", "ReadinessRegained", "Suspended", "Resumed",
                   "ConfigurationMismatch", "MovesSuppressed", "Faulted", "FaultCleared"),
    "Agent": ("AuthenticationFailures", "GroupAdopted", "AgentChanged", "OrderAudited"),
    "Health": ("HealthDegraded", "HealthFailing", "HealthRestored"),
}
# Problems from traps: name, severity, group, notification that opens it, and what to do.
TRAP_TRIGGERS = (
    ("takeover under way", "HIGH", "Takeovers", "TakeoverStarted",
     "The active node of a pair is lost and this node acquires the pair. Do not start the lost"
     " node's services by hand."),
    ("takeover failed", "DISASTER", "Takeovers", "TakeoverFailed",
     "The group does not run. Act now; the notification says which step failed."),
    ("switchover failed", "HIGH", "Switchovers", "SwitchoverFailed",
     "A planned exchange did not end as ordered; the notification says why."),
    ("guard lost", "HIGH", "Storage", "GuardLost",
     "The guard is not this node's any more although it should be."),
)
