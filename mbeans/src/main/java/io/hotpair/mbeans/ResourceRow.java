package io.hotpair.mbeans;

/**
 * A resource of a pair's group, on this node. What each attribute means stands in its description.
 */
public interface ResourceRow {
  @Description("The pair's name.")
  String getPair();

  @Description("The resource's name within its group.")
  String getName();

  @Description(
      "The resource's place in the start order, from 1. The stop order is the " + "reverse.")
  long getPlace();

  @Description("Who runs it.")
  @Words(ResourceKind.class)
  String getKind();

  @Description("The code of Kind.")
  @Words(ResourceKind.class)
  int getKindCode();

  @Description("The name of the resource agent, unit or command.")
  String getAgent();

  @Description(
      "What the resource does on this node. On the active node all should be running, "
          + "on the standby all stopped.")
  @Words(ResourceState.class)
  String getState();

  @Description("The code of State.")
  @Words(ResourceState.class)
  int getStateCode();

  @Description("What its last start, stop or monitor said.")
  String getLastResult();

  @Description("Restarts in place. A resource that keeps being restarted will move the pair.")
  long getRestarts();

  @Description("Starts, stops and monitors that failed.")
  long getFailures();

  @Description("When one failed last; 0 if never.")
  @Units("milliseconds since 1970")
  long getLastFailure();

  @Description("How long the last start took; -1 if there was none yet.")
  @Units("milliseconds")
  long getStartDuration();

  @Description("How long the last stop took; -1 if there was none yet.")
  @Units("milliseconds")
  long getStopDuration();
}
