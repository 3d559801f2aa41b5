package io.hotpair.mbeans;

/** A pair as seen from this node. What each attribute means stands in its description. */
public interface PairRow {
  @Description("The pair's name in the site file, the same on both nodes.")
  String getName();

  @Description(
      "This node's role in the pair. Exactly one of the two nodes should say active; when "
          + "both do, act at once: it is split-brain.")
  @Words(Role.class)
  String getRole();

  @Description("The code of Role.")
  @Words(Role.class)
  int getRoleCode();

  @Description(
      "What this node does for the pair at this moment. Alarm on ejected and faulted; warn "
          + "when a state that should pass stands for minutes. StateReason says more.")
  @Words(PairState.class)
  String getState();

  @Description("The code of State.")
  @Words(PairState.class)
  int getStateCode();

  @Description(
      "Why this node is in that state, in one sentence: read it first when State is not "
          + "what you expect.")
  String getStateReason();

  @Description(
      "The node that is active as far as this node knows; empty if none is known. Alarm "
          + "when it is empty, or when the two nodes give different answers.")
  String getActiveNode();

  @Description(
      "The node that the site file lists first for this pair. When another is active, order"
          + " a switchover at a quiet time, unless Failback is automatic.")
  String getPreferredNode();

  @Description(
      "The other node of the pair: its row in Nodes, and the second host to poll for this "
          + "pair.")
  String getPeer();

  @Description(
      "This node's verdict on the other node. Alarm on silent, dead and unclean: the pair "
          + "runs on one node.")
  @Words(PeerHealth.class)
  String getPeerHealth();

  @Description("The code of PeerHealth.")
  @Words(PeerHealth.class)
  int getPeerHealthCode();

  @Description(
      "What the other node said last that it does for the pair; notHeard if nothing was "
          + "heard of it since this agent started. If State of that node says otherwise for "
          + "longer than the dead time, its heartbeats do not come here: look at Paths.")
  @Words(PairState.class)
  String getPeerState();

  @Description("The code of PeerState.")
  @Words(PairState.class)
  int getPeerStateCode();

  @Description(
      "The pair's epoch as known here. It grows with each claim and never falls; a value "
          + "that grows while nobody ordered anything means that the pair moves by itself.")
  long getEpoch();

  @Description(
      "Whether the pair is protected: one node is active and the other could take over "
          + "right now. Alarm when it is false for longer than a restart of a node takes.")
  boolean isReady();

  @Description(
      "What to repair when Ready is false: why the node that is not active could not take "
          + "over. none when the pair is ready.")
  @Words(CannotTakeOverCause.class)
  String getNotReadyCause();

  @Description("The code of NotReadyCause.")
  @Words(CannotTakeOverCause.class)
  int getNotReadyCauseCode();

  @Description(
      "The same in words, with what is wrong and where; empty when the pair is ready. Show "
          + "it to the person on call.")
  String getNotReadyDetail();

  @Description(
      "Why this node could not take over right now; active on the active node. Repair it "
          + "here, before this node is needed.")
  @Words(CannotTakeOverCause.class)
  String getCannotTakeOverCause();

  @Description("The code of CannotTakeOverCause.")
  @Words(CannotTakeOverCause.class)
  int getCannotTakeOverCauseCode();

  @Description(
      "Why the other node could not take over right now, as it last said. Repair it there.")
  @Words(CannotTakeOverCause.class)
  String getPeerCannotTakeOver();

  @Description("The code of PeerCannotTakeOver.")
  @Words(CannotTakeOverCause.class)
  int getPeerCannotTakeOverCode();

  @Description(
      "Whether the pair is in maintenance: it moves by no failure until it is resumed. Warn"
          + " when it is true for longer than the work takes.")
  boolean isSuspended();

  @Description("Why the pair waits for a person here. Repair the cause, then order clearFault.")
  @Words(FaultCause.class)
  String getFault();

  @Description("The code of Fault.")
  @Words(FaultCause.class)
  int getFaultCode();

  @Description(
      "Whether the pair moves back to its preferred node by itself. With automatic, expect "
          + "a second short outage after each repair.")
  @Words(FailbackPolicy.class)
  String getFailback();

  @Description("The code of Failback.")
  @Words(FailbackPolicy.class)
  int getFailbackCode();

  @Description(
      "Moves of any kind that made this node active: takeovers plus switchovers. The node "
          + "that became active counts, so the pair's total is the sum over both nodes. Warn when"
          + " it grows and nobody ordered it.")
  long getFailovers();

  @Description(
      "Moves that made this node active after a loss. Alarm when it grows: find out why the"
          + " other node was lost.")
  long getTakeovers();

  @Description(
      "Planned exchanges that made this node active. Who ordered them stands in Operations.")
  long getSwitchovers();

  @Description(
      "Moves that did not end with the group running here. Alarm when it grows, and look "
          + "for the reason in Events.")
  long getFailedMoves();

  @Description(
      "Moves that were due and were not made, because there had been too many. Find out why"
          + " the pair keeps moving before resuming it.")
  long getSuppressedMoves();

  @Description(
      "When the last move ended that made this node active; the node with the later time is"
          + " where the pair moved last. 0 if never.")
  @Units("milliseconds since 1970")
  long getLastMoveTime();

  @Description("LastMoveTime for people, in UTC; \"never\" if it is 0.")
  String getLastMoveTimeUtc();

  @Description(
      "Why that move was made. Anything but ordered, failback, firstStart and forced means "
          + "that something broke: find it.")
  @Words(MoveReason.class)
  String getLastMoveReason();

  @Description("The code of LastMoveReason.")
  @Words(MoveReason.class)
  int getLastMoveReasonCode();

  @Description(
      "How long that move took, from the last sign of life or the order to the group "
          + "running. This is the outage that clients saw, without their own time to reconnect.")
  @Units("milliseconds")
  long getLastMoveDuration();

  @Description(
      "The steps of that move with the time that each took: it shows where the outage went.")
  String getLastMoveTimeline();

  @Description(
      "The epoch that this move claimed; 0 if this node never became active. Less than "
          + "Epoch means that the pair has moved on since.")
  long getLastMoveEpoch();
}
