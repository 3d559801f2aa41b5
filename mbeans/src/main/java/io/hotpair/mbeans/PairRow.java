package io.hotpair.mbeans;

/** A pair as seen from this node. What each attribute means stands in its description. */
public interface PairRow {
  @Description("The pair's name.")
  String getName();

  @Description(
      "This node's role in the pair. Exactly one of the two nodes should say active; "
          + "when both do, act at once: it is split-brain.")
  @Words(Role.class)
  String getRole();

  @Description("The code of Role.")
  @Words(Role.class)
  int getRoleCode();

  @Description("What this node does for the pair at this moment.")
  @Words(PairState.class)
  String getState();

  @Description("The code of State.")
  @Words(PairState.class)
  int getStateCode();

  @Description("Why it does that.")
  String getStateReason();

  @Description(
      "The node that is active as far as this node knows; empty if none is known. "
          + "Alarm when it is empty, or when the two nodes give different answers.")
  String getActiveNode();

  @Description("The node that the site file lists first for this pair.")
  String getPreferredNode();

  @Description("The other node of the pair: an index into Nodes.")
  String getPeer();

  @Description("This node's verdict on the other node.")
  @Words(PeerHealth.class)
  String getPeerHealth();

  @Description("The code of PeerHealth.")
  @Words(PeerHealth.class)
  int getPeerHealthCode();

  @Description(
      "What the other node said last that it does for the pair; notHeard, code 0, if nothing was "
          + "heard of it since the agent started.")
  @Words(PairState.class)
  String getPeerState();

  @Description("The code of PeerState.")
  @Words(PairState.class)
  int getPeerStateCode();

  @Description(
      "The pair's epoch as known here. It grows with each claim and never falls; a "
          + "value that grows while nobody ordered anything means that the pair moves by "
          + "itself.")
  long getEpoch();

  @Description(
      "Whether the pair is protected: one node is active and the other could take "
          + "over right now. Alarm when it is false for longer than a restart of a node "
          + "takes.")
  boolean isReady();

  @Description(
      "What to repair when Ready is false: why the node that is not active could not "
          + "take over. none when the pair is ready.")
  @Words(CannotTakeOverCause.class)
  String getNotReadyCause();

  @Description("The code of NotReadyCause.")
  @Words(CannotTakeOverCause.class)
  int getNotReadyCauseCode();

  @Description("The same in words, with what is wrong and where; empty when the pair is ready.")
  String getNotReadyDetail();

  @Description("Why this node could not take over right now; active on the active node.")
  @Words(CannotTakeOverCause.class)
  String getCannotTakeOverCause();

  @Description("The code of CannotTakeOverCause.")
  @Words(CannotTakeOverCause.class)
  int getCannotTakeOverCauseCode();

  @Description("Why the other node could not take over right now, as it last said.")
  @Words(CannotTakeOverCause.class)
  String getPeerCannotTakeOver();

  @Description("The code of PeerCannotTakeOver.")
  @Words(CannotTakeOverCause.class)
  int getPeerCannotTakeOverCode();

  @Description(
      "Whether the pair is in maintenance: it moves by no failure until it is "
          + "resumed. Warn when it is true for longer than the work takes.")
  boolean isSuspended();

  @Description("Why the pair waits for a person here. Repair the cause, then order clearFault.")
  @Words(FaultCause.class)
  String getFault();

  @Description("The code of Fault.")
  @Words(FaultCause.class)
  int getFaultCode();

  @Description("Whether the pair moves back to its preferred node by itself.")
  @Words(FailbackPolicy.class)
  String getFailback();

  @Description("The code of Failback.")
  @Words(FailbackPolicy.class)
  int getFailbackCode();

  @Description(
      "Moves of any kind that made this node active: takeovers plus switchovers. The "
          + "node that became active counts, so the pair's total is the sum over both "
          + "nodes.")
  long getFailovers();

  @Description("Moves that made this node active after a loss.")
  long getTakeovers();

  @Description("Planned exchanges that made this node active.")
  long getSwitchovers();

  @Description(
      "Moves that did not end with the group running here. Look for the reason in " + "Events.")
  long getFailedMoves();

  @Description(
      "Moves that were due and were not made, because there had been too many. Find "
          + "out why the pair keeps moving before resuming it.")
  long getSuppressedMoves();

  @Description("When the last move ended that made this node active; 0 if never.")
  @Units("milliseconds since 1970")
  long getLastMoveTime();

  @Description("Why that move was made.")
  @Words(MoveReason.class)
  String getLastMoveReason();

  @Description("The code of LastMoveReason.")
  @Words(MoveReason.class)
  int getLastMoveReasonCode();

  @Description(
      "How long that move took, from the last sign of life or the order to the group "
          + "running. This is the outage that clients saw, without their own time to "
          + "reconnect.")
  @Units("milliseconds")
  long getLastMoveDuration();

  @Description(
      "The steps of that move with the time that each took: it shows where the outage " + "went.")
  String getLastMoveTimeline();

  @Description("The epoch that this move claimed; 0 if this node never became active.")
  long getLastMoveEpoch();
}
