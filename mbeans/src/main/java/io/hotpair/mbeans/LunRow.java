package io.hotpair.mbeans;

/** A shared LUN of a pair. What each attribute means stands in its description. */
public interface LunRow {
  @Description("The pair's name.")
  String getPair();

  @Description("The LUN's name within its pair, the same on both nodes.")
  String getName();

  @Description(
      "The device on this node. Give it by a name that lasts, as one below /dev/disk/by-id:"
          + " sdb may be another disk after a reboot.")
  String getDevice();

  @Description(
      "What the device says that it is, as a WWID; empty if not known. It must be the same "
          + "on both nodes, and that of the LUN which the array's administrator meant.")
  String getIdentity();

  @Description(
      "Whether this LUN's guard decides for the pair. Trouble with this LUN stops "
          + "takeovers; trouble with another only its data.")
  boolean isArbiter();

  @Description(
      "What protects the LUN. Warn on none where it holds data: nothing keeps both nodes "
          + "from writing.")
  @Words(GuardKind.class)
  String getGuard();

  @Description("The code of Guard.")
  @Words(GuardKind.class)
  int getGuardCode();

  @Description(
      "The guard's standing as this node read it last. unknown means that this node cannot "
          + "read the LUN: look at its connection to the storage.")
  @Words(GuardState.class)
  String getState();

  @Description("The code of State.")
  @Words(GuardState.class)
  int getStateCode();

  @Description(
      "The node that owns the LUN; empty if none does. It must be the pair's active node, "
          + "and the same on both nodes.")
  String getOwner();

  @Description(
      "The key of the guard's holder as 16 hexadecimal digits; empty if this kind of guard "
          + "has none. Hotpair's begin with 4850, then Id of the node, then the epoch; another "
          + "key is a stranger's: find who registered it.")
  String getHolderKey();

  @Description(
      "The epoch of that ownership. On the owner it is Epoch of the pair; less means that "
          + "this node has not read the LUN since the last move.")
  long getEpoch();

  @Description(
      "How long the last write of the beat block took; -1 if there was none yet. Warn when "
          + "it comes near DeadTime of the agent: the array or the way to it is overloaded.")
  @Units("microseconds")
  long getLatency();

  @Description(
      "Reads and writes that failed or were not done in time. Alarm when it grows: the "
          + "storage or the way to it is failing.")
  long getErrors();

  @Description(
      "How often Owner changed. More than Failovers of the pair of both nodes together "
          + "means that somebody else takes it.")
  long getOwnerChanges();

  @Description(
      "When Owner changed last. Compare with LastMoveTime of the pair: a change without a "
          + "move is not the agents' doing. 0 if never.")
  @Units("milliseconds since 1970")
  long getLastOwnerChange();

  @Description("LastOwnerChange for people, in UTC; \"never\" if it is 0.")
  String getLastOwnerChangeUtc();

  @Description(
      "Who is registered with the LUN, as node and epoch; a key that is not of this site in"
          + " hexadecimal digits; empty if nobody is, or this kind of guard has no keys. In good "
          + "order it is the owner alone. Anybody else who stays there can write: find out what "
          + "registered it.")
  String getRegisteredKeys();

  @Description(
      "Whether the peer's device leads to the same LUN, by what both devices say that they "
          + "are. Alarm on different: the pair is not armed, for two nodes that guard different "
          + "LUNs guard nothing; correct the device of one node.")
  @Words(LunMatch.class)
  String getAtPeer();

  @Description("The code of AtPeer.")
  @Words(LunMatch.class)
  int getAtPeerCode();

  @Description(
      "The level of the array that the LUN lies on, as raid5; empty if it is not known or not "
          + "watched. See raid: of the LUN in the site file.")
  String getRaidLevel();

  @Description(
      "How that array stands. Alarm on degraded and failed: replace the disk that failed. "
          + "rebuilding ends by itself; until then another disk's loss may be the loss of all.")
  @Words(RaidState.class)
  String getRaidState();

  @Description("The code of RaidState.")
  @Words(RaidState.class)
  int getRaidStateCode();
}
