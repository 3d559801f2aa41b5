package io.hotpair.mbeans;

/**
 * A target of this node's SNMP notifications. What each attribute means stands in its description.
 */
public interface TargetRow {
  @Description("The target's name in the site file.")
  String getName();

  @Description("The address and port where it listens.")
  String getAddress();

  @Description("Whether the target must acknowledge.")
  boolean isInform();

  @Description(
      "Notifications that wait. A value that stays up means that the target does not "
          + "acknowledge.")
  long getQueued();

  @Description("Datagrams sent, repeats included.")
  long getSent();

  @Description("Informs that the target acknowledged.")
  long getAcknowledged();

  @Description("Informs that were repeated, because no acknowledgement came.")
  long getRetried();

  @Description("Notifications given up. The target can read them in Events.")
  long getDropped();
}
