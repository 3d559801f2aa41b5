package io.hotpair.mbeans;

/** A fence device of a node. What each attribute means stands in its description. */
public interface FenceRow {
  @Description("The node that the device switches off.")
  String getNode();

  @Description(
      "The device's place in the order of use for its node, from 1. The next is used only "
          + "when this one fails.")
  long getPlace();

  @Description(
      "The fence agent that talks to the device; where several must all confirm, their "
          + "names are joined by and. Call it by hand with the action status to test it.")
  String getAgent();

  @Description(
      "What the device said last of the node's power. Alarm on unknown: the device does not"
          + " answer, and without it a pair with the fence guard cannot take over.")
  @Words(PowerStatus.class)
  String getStatus();

  @Description("The code of Status.")
  @Words(PowerStatus.class)
  int getStatusCode();

  @Description("What the last call of the fence agent said: read it first when Status is unknown.")
  String getLastResult();

  @Description("When that was. A status that is old says little of the device now. 0 if never.")
  @Units("milliseconds since 1970")
  long getLastCall();

  @Description("LastCall for people, in UTC; \"never\" if it is 0.")
  String getLastCallUtc();
}
