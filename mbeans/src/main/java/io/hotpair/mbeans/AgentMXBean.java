package io.hotpair.mbeans;

/** The agent itself. What each attribute means stands in its description. */
@Description("The agent itself.")
public interface AgentMXBean {
  @Description("The version of the agent's software. Both nodes of a pair should run the same.")
  String getVersion();

  @Description("The name of the node that answers.")
  String getNode();

  @Description("The name of the site, as the site file gives it.")
  String getCluster();

  @Description(
      "The digest of the site file that the agent runs with, as 64 hexadecimal "
          + "digits. Compare it between the nodes: digests that differ mean that one node "
          + "was not reloaded, and pairs are not armed until they agree.")
  String getConfigurationDigest();

  @Description(
      "Whether every pair of this node may move by itself. When false, NotArmedReason "
          + "says what to repair.")
  boolean isArmed();

  @Description("Why pairs of this node do not move by themselves; empty if they do.")
  String getNotArmedReason();

  @Description(
      "Whether the site file allows guards that protect nothing. True is right for a "
          + "demonstration only: with real data, both nodes may write at once.")
  boolean isUnsafeDemo();

  @Description(
      "When the agent started. This is the discontinuity time of every counter in "
          + "this module: a collector that finds it changed must not take a difference "
          + "across the change. The counters of Pairs usually survive a restart; the others "
          + "begin at zero.")
  @Units("milliseconds since 1970")
  long getStarted();

  @Description(
      "Grows by one with each snapshot of the agent since its start. A collector that "
          + "reads it before and after a walk and finds it unchanged has seen one single "
          + "instant.")
  long getGeneration();

  @Description(
      "When the snapshot was made from which this answer comes. An agent whose "
          + "snapshot is seconds old does not decide any more: look at the node.")
  @Units("milliseconds since 1970")
  long getSnapshotTime();

  @Description(
      "How late the deciding thread was at its last tick. Values near half of the "
          + "dead time make the agent distrust its own verdicts: find what starves the node "
          + "of CPU.")
  @Units("microseconds")
  long getLag();

  @Description("The largest Lag since the agent started.")
  @Units("microseconds")
  long getWorstLag();

  @Description(
      "Events of this node, over restarts. A manager that keeps the last value knows "
          + "how many events it has missed and reads them in Events.")
  long getNotices();

  @Description(
      "Heartbeat datagrams dropped on all paths since the agent started, because they "
          + "were not authentic, repeated or malformed. A growing value means a wrong "
          + "cluster key, or somebody trying.")
  long getRejectedDatagrams();

  @Description(
      "Datagrams and requests that failed authentication since the agent started: strangers "
          + "and forgers on the heartbeat networks, wrong keys, users and communities over SNMP, "
          + "wrong passwords over Jolokia. A growing value means a wrong key, or somebody trying.")
  long getAuthenticationFailures();

  @Description(
      "Damaged, foreign or forged blocks that were met on the shared disks since the agent "
          + "started; each look counts them anew. If it grows, look at the beat device: something "
          + "else may use it, or the array returns what was not written.")
  long getDiskFlaws();

  @Description(
      "How the watchdog of this node stands. Alarm on notArmed: a pair whose guard needs it "
          + "is not claimed here; NotArmedReason says why.")
  @Words(WatchdogState.class)
  String getWatchdogState();

  @Description("The code of WatchdogState.")
  @Words(WatchdogState.class)
  int getWatchdogStateCode();

  @Description("The watchdog's device; empty if no guard of this node needs one.")
  String getWatchdogDevice();

  @Description(
      "Within which the watchdog resets this node when it is not fed, as its driver says; -1 "
          + "if it was never armed.")
  @Units("milliseconds")
  long getWatchdogTime();
}
