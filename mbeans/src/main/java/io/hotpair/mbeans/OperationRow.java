package io.hotpair.mbeans;

/** An order and what became of it. What each attribute means stands in its description. */
public interface OperationRow {
  @Description("Counts this node's operations over restarts.")
  long getNumber();

  @Description("The request id that the requester chose.")
  String getRequestId();

  @Description("The pair.")
  String getPair();

  @Description("What was ordered.")
  @Words(Action.class)
  String getAction();

  @Description("The code of Action.")
  @Words(Action.class)
  int getActionCode();

  @Description("The node that shall be active; empty for the one that was not.")
  String getTarget();

  @Description("Whether it was ordered by force.")
  boolean isForce();

  @Description("The authenticated user who ordered it.")
  String getRequester();

  @Description("Where the order came in.")
  @Words(Surface.class)
  String getSurface();

  @Description("The code of Surface.")
  @Words(Surface.class)
  int getSurfaceCode();

  @Description("Where the order came from; empty if it came from the node itself.")
  String getAddress();

  @Description(
      "How far it is. accepted and running are under way; anything else is the end. "
          + "unknown is never success: look at Pairs of both nodes.")
  @Words(OperationState.class)
  String getState();

  @Description("The code of State.")
  @Words(OperationState.class)
  int getStateCode();

  @Description("What is being done right now; empty when it is over.")
  String getStep();

  @Description("The result or the error; empty while it is under way.")
  String getResult();

  @Description("When it was ordered.")
  @Units("milliseconds since 1970")
  long getStarted();

  @Description("When it was over; 0 while it is under way.")
  @Units("milliseconds since 1970")
  long getEnded();
}
