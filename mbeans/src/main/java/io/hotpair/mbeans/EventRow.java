package io.hotpair.mbeans;

/** An event of this node. What each attribute means stands in its description. */
public interface EventRow {
  @Description(
      "Counts this node's events over restarts. After a silence, read on from the last "
          + "number that you have; a gap at the begin means that the ring has turned over: the "
          + "node's log has the rest.")
  long getNumber();

  @Description(
      "The event id: the node's name, a colon and the event's number. It is the same in "
          + "notification, log, MBean and history, and unique in the site: drop what you have "
          + "already. hotpair explain tells how the agent decided.")
  String getId();

  @Description(
      "When it happened, by this node's wall clock. To order the events of two nodes, see "
          + "that their clocks agree. 0 if never.")
  @Units("milliseconds since 1970")
  long getTime();

  @Description("Time for people, in UTC; \"never\" if it is 0.")
  String getTimeUtc();

  @Description("How much it matters: wake somebody on alarm, open a ticket on warning.")
  @Words(Severity.class)
  String getSeverity();

  @Description("The code of Severity.")
  @Words(Severity.class)
  int getSeverityCode();

  @Description("What it is about. Decide by this and by the severity, not by the text.")
  @Words(NoticeKind.class)
  String getKind();

  @Description("The code of Kind.")
  @Words(NoticeKind.class)
  int getKindCode();

  @Description("The node that reports it; with a move, look at the other node, too.")
  String getNode();

  @Description("The pair; empty if it is not about one. Its row in Pairs says how it stands now.")
  String getPair();

  @Description(
      "The path, LUN or resource; empty if it is about none of them. Together with the pair"
          + " it names a row of that table.")
  String getSubject();

  @Description("What was, in the words of the object that changed; empty if nothing changed state.")
  String getOldState();

  @Description(
      "What is, in the words of the object that changed; empty if nothing changed state. It"
          + " may have changed again since: read the object.")
  String getNewState();

  @Description(
      "Why the pair moves; none if it does not. See LastMoveReason of the pair for which of"
          + " them are good news.")
  @Words(MoveReason.class)
  String getReason();

  @Description("The code of Reason.")
  @Words(MoveReason.class)
  int getReasonCode();

  @Description(
      "The pair's epoch as the node knew it. Events of both nodes with the same epoch "
          + "belong to the same move.")
  long getEpoch();

  @Description(
      "One sentence for people, with what to do where there is something to do: send it to "
          + "the person on call.")
  String getText();
}
