package io.hotpair.mbeans;

/**
 * A target of this node's SNMP notifications. What each attribute means stands in its description.
 */
public interface TargetRow {
  @Description("The target's name in the site file: correct address or user there.")
  String getName();

  @Description(
      "The address and port where it listens. It must be a receiver's own address, and let "
          + "this node's datagrams in.")
  String getAddress();

  @Description(
      "Whether the target must acknowledge. Where it is false, nobody knows whether a "
          + "notification arrived: prefer informs.")
  boolean isInform();

  @Description("Notifications that wait. Warn when it stays up: the target does not acknowledge.")
  long getQueued();

  @Description(
      "Datagrams sent, repeats included. If it grows and nothing arrives, look for a "
          + "firewall on the way.")
  long getSent();

  @Description(
      "Informs that the target acknowledged; 0 for a target of traps. It must grow with "
          + "each event.")
  long getAcknowledged();

  @Description(
      "Informs that were repeated, because no acknowledgement came. A growing value means a"
          + " lossy network, a slow receiver, or a wrong user or key.")
  long getRetried();

  @Description(
      "Notifications given up. Warn when it grows; the target reads what it missed in " + "Events.")
  long getDropped();
}
