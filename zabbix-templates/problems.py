"""What is a problem, how bad, and what a person then does."""


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


def whole(place):
    """An item's value, the place-th that the expression asks for: without a function Zabbix cuts a
    text after 20 characters."""
    return f'{{{{ITEM.LASTVALUE{place}}}.regsub("(.*)","\\1")}}'


READ = f"{whole(2)}: {whole(3)}"


def told(expression):
    """The same, so that what was read of a part and what to do about it can be shown."""
    return f"{expression} and length(last(<Reading>))>=0 and length(last(<Advice>))>=0"


STALE = "the agent does not decide any more"
# How that is seen is another thing over SNMP than over Jolokia: see the ways in maker.
NO_ANSWER = Trigger("no answer", "HIGH", "<no answer>",
                    "The node, its agent or the network is down, or the credentials are wrong. The"
                    " other node says whether the pairs moved.")
TRIGGERS = {
    "Agent": (
        NO_ANSWER,
        Trigger(STALE, "HIGH", "(now()-last(<SnapshotTime>))>{$HOTPAIR.SNAPSHOT.AGE}",
                "The agent answers from an old snapshot: look at the node. If the clocks of the"
                " node and of the Zabbix server differ, set them.",
                after=("no answer",)),
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
                " and restart its agent.", scope="capacity"),
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
        Trigger("the array is degraded", "AVERAGE",
                "last(<RaidState>)=RaidState.degraded or last(<RaidState>)=RaidState.failed",
                "Replace the disk that failed, and see that the array is rebuilt."),
        Trigger("the array is being rebuilt", "WARNING",
                "last(<RaidState>)=RaidState.rebuilding",
                "Until that is done, the loss of another disk may be the loss of all."),
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
    "Node": (
        Trigger("memory is nearly full", "WARNING",
                "min(<Memory>,{$HOTPAIR.PASSING})>{$HOTPAIR.FULL}",
                "A node that swaps stands still at times, and is taken for dead.",
                scope="capacity", shown="in use: {ITEM.LASTVALUE1}"),
    ),
    "Fence": (
        Trigger("does not answer", "AVERAGE",
                "min(<Status>,{$HOTPAIR.PASSING})=Status.unknown and last(<LastCall>)>0",
                "Without it a pair with the fence guard cannot take over. The item Last result"
                " says what the fence agent said: call it by hand with the action status.",
                shown="power: {ITEM.LASTVALUE1}"),
    ),
    # As the MIB advises, and as the notifications ring.
    "Health": (
        Trigger("failed", "HIGH", told("last(<Verdict>)=Verdict.failed"),
                "This part of the node does not work. Do what the item Advice says, now.",
                shown=READ),
        Trigger("failing", "HIGH", told("last(<Verdict>)=Verdict.failing"),
                "This part of the node works now, and is not to be relied on. Do what the item"
                " Advice says, now.", shown=READ),
        Trigger("degraded", "WARNING", told("last(<Verdict>)=Verdict.degraded"),
                "This part of the node works with less speed or less to spare. Do what the item"
                " Advice says, in working hours.", scope="performance", shown=READ),
        # What a machine never told is no problem, as a virtual one tells no temperature.
        Trigger("tells no more", "WARNING",
                "min(<Verdict>,{$HOTPAIR.PASSING})=Verdict.unknown"
                " and min(<Verdict>,{$HOTPAIR.TOLD})<Verdict.unknown"
                " and length(last(<Reading>))>=0",
                "This part of the node told how it is, and does not any more; the item Reading"
                " says why.", scope="notice", shown=whole(2)),
    ),
    "Target": (
        Trigger("notifications are dropped", "WARNING", "change(<Dropped>)>0",
                "This receiver does not acknowledge: its address, user or keys are wrong, or a"
                " firewall is on the way. What it missed stands in the agent's events.",
                recovery="max(<Dropped>,{$HOTPAIR.MOVED})=min(<Dropped>,{$HOTPAIR.MOVED})",
                scope="notice", closes_by_hand=True),
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

# Of the template for a pair: about both nodes.
PAIR_TRIGGERS = (
    Trigger("both nodes are active", "DISASTER",
            "min(<active_nodes>,{$HOTPAIR.SPLIT})>=2",
            "Both nodes say that they run the group. Look at both at once; cut one off the storage"
            " if both really do.", shown="active nodes: {ITEM.LASTVALUE1}"),
    Trigger("no node says that it is active", "DISASTER",
            # Where one node alone answers it knows more: its own problem tells.
            "max(<active_nodes>,{$HOTPAIR.VACANT})=0 and last(<nodes>)<>1"
            " and count(<active_nodes>,{$HOTPAIR.VACANT})>2",
            "The group runs nowhere, or neither node answers.",
            shown="nodes that answer: {ITEM.LASTVALUE2}"),
    Trigger("not protected", "AVERAGE",
            "min(<protected>,{$HOTPAIR.NOT.READY})=2",
            "One more failure stops the services; the nodes' own problems say why.",
            after=("no node says that it is active",)),
)

# Groups of notifications, each an item of the traps that came; the MIB says which there are.
TRAPS = {
    "Moves and protection": (
        "TakeoverStarted", "TakeoverCompleted", "TakeoverFailed", "SwitchoverStarted",
        "SwitchoverCompleted", "SwitchoverFailed", "ReadinessLost", "ReadinessRegained",
        "GuardLost", "NodeEjected", "Suspended", "Resumed", "ConfigurationMismatch",
        "MovesSuppressed", "Faulted", "FaultCleared"),
    "Paths and peer": ("PeerSilent", "PeerBack", "PathDown", "PathUp"),
    "Storage": ("LunOwnershipChanged", "StorageDegraded"),
    "Resources": ("ResourceFailed", "ResourceRecovered"),
    "Agent": ("AuthenticationFailures", "GroupAdopted", "AgentChanged", "OrderAudited"),
    "Health": ("HealthDegraded", "HealthFailing", "HealthRestored"),
}
MOVES = "Moves and protection"


class TrapTrigger:
    """A problem from notifications: what opens it and what closes it, for the same pair. Both are
    of one group."""

    def __init__(self, name, severity, group, opened_by, closed_by, description):
        self.name, self.severity, self.group = name, severity, group
        self.opened_by, self.closed_by, self.description = opened_by, closed_by, description


TRAP_TRIGGERS = (
    TrapTrigger("takeover under way", "HIGH", MOVES, ("TakeoverStarted",),
                ("TakeoverCompleted", "TakeoverFailed"),
                "The active node of the pair is lost and this node acquires the pair. Do not start"
                " the lost node's services by hand."),
    TrapTrigger("taken over, without protection", "HIGH", MOVES, ("TakeoverCompleted",),
                ("ReadinessRegained", "SwitchoverCompleted"),
                "The services run here, and no node could take over from this one. Find out why"
                " the other node was lost and bring it back."),
    TrapTrigger("takeover failed", "DISASTER", MOVES, ("TakeoverFailed",),
                ("TakeoverCompleted", "SwitchoverCompleted"),
                "The group does not run. Act now; the notification says which step failed."),
    TrapTrigger("switchover failed", "HIGH", MOVES, ("SwitchoverFailed",),
                ("TakeoverCompleted", "SwitchoverCompleted"),
                "A planned exchange did not end as ordered; the notification says why."),
    TrapTrigger("guard lost", "HIGH", MOVES, ("GuardLost",), ("ReadinessRegained",),
                "The guard is not this node's any more although it should be."),
)
