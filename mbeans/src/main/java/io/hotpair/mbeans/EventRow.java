package io.hotpair.mbeans;

/** An event of this node. What each attribute means stands in its description. */
public interface EventRow {
  @Description("Counts this node's events over restarts.")
  long getNumber();

  @Description(
      "The event id: the node's name, a colon and the event's number. It is the same "
          + "in notification, log, MBean and history, and unique in the site.")
  String getId();

  @Description("When it happened, by this node's wall clock.")
  @Units("milliseconds since 1970")
  long getTime();

  @Description("How much it matters.")
  @Words(Severity.class)
  String getSeverity();

  @Description("The code of Severity.")
  @Words(Severity.class)
  int getSeverityCode();

  @Description("What it is about.")
  @Words(NoticeKind.class)
  String getKind();

  @Description("The code of Kind.")
  @Words(NoticeKind.class)
  int getKindCode();

  @Description("The node that reports it.")
  String getNode();

  @Description("The pair; empty if it is not about one.")
  String getPair();

  @Description("The path, LUN or resource; empty if it is about none of them.")
  String getSubject();

  @Description("What was; empty if nothing changed state.")
  String getOldState();

  @Description("What is; empty if nothing changed state.")
  String getNewState();

  @Description("Why the pair moves; none if it does not.")
  @Words(MoveReason.class)
  String getReason();

  @Description("The code of Reason.")
  @Words(MoveReason.class)
  int getReasonCode();

  @Description("The pair's epoch as the node knew it.")
  long getEpoch();

  @Description("One sentence for people, with what to do where there is something to do.")
  String getText();
}
