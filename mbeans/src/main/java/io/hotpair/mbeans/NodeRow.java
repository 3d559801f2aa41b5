package io.hotpair.mbeans;

/**
 * A node of the site as this agent sees it. What each attribute means stands in its description.
 */
public interface NodeRow {
  @Description("The node's name in the site file: what Node of the agent of that node says.")
  String getName();

  @Description(
      "The node's id in the site file. It stands in heartbeats and in the third byte of a "
          + "registration key: so HolderKey of the LUN tells whose it is.")
  long getId();

  @Description(
      "Whether this is the node that answers. Judge a node's load by the row where this is "
          + "true, on each node.")
  boolean isLocal();

  @Description(
      "Whether the site file calls the node a virtual machine. A lease alone never protects"
          + " such a node: give its pairs another guard.")
  boolean isVirtual();

  @Description(
      "This agent's verdict on the node; online for the node that answers. Alarm on silent,"
          + " dead and unclean.")
  @Words(PeerHealth.class)
  String getHealth();

  @Description("The code of Health.")
  @Words(PeerHealth.class)
  int getHealthCode();

  @Description(
      "The life of the node's agent as 16 hexadecimal digits; empty if it was never heard. "
          + "It changes when that agent restarts: find out why if nobody did it.")
  String getBootId();

  @Description(
      "How long ago the node was last heard on any path; -1 if never. In good order it "
          + "stays below twice HeartbeatInterval of the agent; alarm by Health, which knows the "
          + "dead time.")
  @Units("milliseconds")
  long getLastHeard();

  @Description(
      "How much of the node's CPUs is in use; -1 if not known, as of other nodes. A node "
          + "that is busy for long makes its agent late: see Lag of the agent.")
  @Units("percent")
  long getCpu();

  @Description(
      "How much of the node's memory is in use; -1 if not known, as of other nodes. A node "
          + "that swaps stands still at times, and is taken for dead: warn above 90.")
  @Units("percent")
  long getMemory();

  @Description(
      "When the node's machine booted, to the second, by the clock of the node that "
          + "answers; elsewhere than on Linux, when its agent started. A change that nobody made "
          + "is a reset: by a watchdog, a fence device or a failure of power. 0 if never.")
  @Units("milliseconds since 1970")
  long getBootTime();

  @Description("BootTime for people, in UTC; \"never\" if it is 0.")
  String getBootTimeUtc();

  @Description(
      "Whether the node runs the site file of the node that answers, as it last said. On "
          + "different, compare ConfigurationDigest of the agent of both, copy the right file and"
          + " restart the agent.")
  @Words(ConfigurationMatch.class)
  String getConfiguration();

  @Description("The code of Configuration.")
  @Words(ConfigurationMatch.class)
  int getConfigurationCode();

  @Description(
      "The worst that is known of any part of the node, by its own word; unknown if "
          + "it is not heard, or looks at nothing. While it is failing or failed there and "
          + "not at its peer, pairs move away from it by themselves; its own Health says "
          + "what to repair.")
  @Words(HealthVerdict.class)
  String getVerdict();

  @Description("The code of Verdict.")
  @Words(HealthVerdict.class)
  int getVerdictCode();
}
