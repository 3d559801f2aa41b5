package io.hotpair.mbeans;

/**
 * A node of the site as this agent sees it. What each attribute means stands in its description.
 */
public interface NodeRow {
  @Description("The node's name.")
  String getName();

  @Description("The node's id in the site file: it stands in heartbeats and registration keys.")
  long getId();

  @Description("Whether this is the node that answers.")
  boolean isLocal();

  @Description(
      "Whether the site file calls the node a virtual machine. A lease alone never "
          + "protects such a node.")
  boolean isVirtual();

  @Description(
      "This agent's verdict on the node; online for the node that answers. Alarm on "
          + "silent, dead and unclean.")
  @Words(PeerHealth.class)
  String getHealth();

  @Description("The code of Health.")
  @Words(PeerHealth.class)
  int getHealthCode();

  @Description(
      "The life of the node's agent as 16 hexadecimal digits; empty if it was never "
          + "heard. It changes when that agent restarts.")
  String getBootId();

  @Description(
      "How long ago the node was last heard on any path; -1 if never. It stays below "
          + "the heartbeat interval or two in good order.")
  @Units("milliseconds")
  long getLastHeard();

  @Description("How much of the node's CPUs is in use; -1 if not known.")
  @Units("percent")
  long getCpu();

  @Description("How much of the node's memory is in use; -1 if not known.")
  @Units("percent")
  long getMemory();
}
