package io.hotpair.mbeans;

/** An order and what became of it. What each attribute means stands in its description. */
public interface OperationRow {
  @Description(
      "Counts this node's operations over restarts. Whoever gives an order is told this "
          + "number: find the row by it.")
  long getNumber();

  @Description("The request id that the requester chose. Find the row of your own order by it.")
  String getRequestId();

  @Description("The pair that the order was for: look at its row in Pairs for where it stands now.")
  String getPair();

  @Description(
      "What was ordered. forceTakeover stands out: ask the requester why readiness was "
          + "overruled.")
  @Words(Action.class)
  String getAction();

  @Description("The code of Action.")
  @Words(Action.class)
  int getActionCode();

  @Description(
      "The node that shall be active; empty for the one that was not. When it is over, "
          + "ActiveNode of the pair should name it.")
  String getTarget();

  @Description(
      "Whether it was ordered by force. Then compare the data: the last commits before it "
          + "may be missing.")
  boolean isForce();

  @Description("The authenticated user who ordered it: whom to ask about it.")
  String getRequester();

  @Description(
      "Where the order came in. peer means that the other node has the row with the "
          + "requester's own words.")
  @Words(Surface.class)
  String getSurface();

  @Description("The code of Surface.")
  @Words(Surface.class)
  int getSurfaceCode();

  @Description(
      "Where the order came from; empty if it came from the node itself. An address that "
          + "you do not know is a reason to change that user's keys.")
  String getAddress();

  @Description(
      "How far it is. accepted and running are under way; anything else is the end. unknown"
          + " is never success: look at Pairs of both nodes.")
  @Words(OperationState.class)
  String getState();

  @Description("The code of State.")
  @Words(OperationState.class)
  int getStateCode();

  @Description(
      "What is being done right now; empty when it is over. If it stands still for longer "
          + "than the timeout of that step, look at the node.")
  String getStep();

  @Description(
      "The result or the error; empty while it is under way. It says what to repair before "
          + "the order is given again.")
  String getResult();

  @Description(
      "When it was ordered. An order that is neither over nor a minute old is nothing to "
          + "worry about. 0 if never.")
  @Units("milliseconds since 1970")
  long getStarted();

  @Description("Started for people, in UTC; \"never\" if it is 0.")
  String getStartedUtc();

  @Description("When it was over; until then it may still move the pair. 0 if never.")
  @Units("milliseconds since 1970")
  long getEnded();

  @Description("Ended for people, in UTC; \"never\" if it is 0.")
  String getEndedUtc();
}
