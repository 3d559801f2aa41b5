package io.hotpair.mbeans;

/**
 * A resource of a pair's group, on this node. What each attribute means stands in its description.
 */
public interface ResourceRow {
  @Description("The pair's name.")
  String getPair();

  @Description("The resource's name within its group, as events and the log call it.")
  String getName();

  @Description(
      "The resource's place in the start order, from 1. The stop order is the reverse."
          + " Resources that need nothing of each other start and stop side by side; when one"
          + " fails to start, those that need it were not tried.")
  long getPlace();

  @Description("Who runs it, and so whose log to read when it fails.")
  @Words(ResourceKind.class)
  String getKind();

  @Description("The code of Kind.")
  @Words(ResourceKind.class)
  int getKindCode();

  @Description(
      "The name of the resource agent, unit or command: what to call by hand to find out "
          + "why it fails.")
  String getAgent();

  @Description(
      "What the resource does on this node. Alarm on failed. On the active node all should "
          + "be running, on the standby all stopped.")
  @Words(ResourceState.class)
  String getState();

  @Description("The code of State.")
  @Words(ResourceState.class)
  int getStateCode();

  @Description("What its last start, stop or monitor said: read it first when the resource fails.")
  String getLastResult();

  @Description("Restarts in place. A resource that keeps being restarted will move the pair.")
  long getRestarts();

  @Description(
      "Starts, stops and monitors that failed. Warn when it grows, even if the restart "
          + "helped.")
  long getFailures();

  @Description("When one failed last: look in the resource's own log at that time. 0 if never.")
  @Units("milliseconds since 1970")
  long getLastFailure();

  @Description("LastFailure for people, in UTC; \"never\" if it is 0.")
  String getLastFailureUtc();

  @Description(
      "How long the last start took; -1 if there was none yet. It is a part of each outage;"
          + " the start timeout of the site file must leave room above it.")
  @Units("milliseconds")
  long getStartDuration();

  @Description(
      "How long the last stop took; -1 if there was none yet. It is a part of each "
          + "switchover's outage; a stop that exceeds its timeout gets the node fenced.")
  @Units("milliseconds")
  long getStopDuration();
}
