package io.hotpair.mbeans;

/** The agent itself. What each attribute means stands in its description. */
@Description("The agent itself.")
public interface AgentMXBean {
  @Description(
      "The version of the agent's software. Both nodes of a pair should run the same; "
          + "finish the update if they do not.")
  String getVersion();

  @Description(
      "The name of the node that answers. If it is not the node that you asked, the manager"
          + " has a wrong address, or the address that moves with the services.")
  String getNode();

  @Description(
      "The name of the site, as the site file gives it. Group hosts by it; nodes that give "
          + "different names do not belong together.")
  String getCluster();

  @Description(
      "The digest of the site file that the agent runs with, as 64 hexadecimal digits. "
          + "Compare it between the nodes: digests that differ mean that an agent was not "
          + "restarted since its file was changed, and pairs are not armed until they agree.")
  String getConfigurationDigest();

  @Description(
      "Whether every pair of this node may move by itself. When false, NotArmedReason says "
          + "what to repair.")
  boolean isArmed();

  @Description("Why pairs of this node do not move by themselves; empty if they do.")
  String getNotArmedReason();

  @Description(
      "Whether the site file allows guards that protect nothing. True is right for a "
          + "demonstration only: with real data, both nodes may write at once.")
  boolean isUnsafeDemo();

  @Description(
      "When the agent started. This is the discontinuity time of every counter of the "
          + "agent: a collector that finds it changed must not take a difference across the "
          + "change. The counters of Pairs usually survive a restart; the others begin at zero. 0"
          + " if never.")
  @Units("milliseconds since 1970")
  long getStarted();

  @Description("Started for people, in UTC; \"never\" if it is 0.")
  String getStartedUtc();

  @Description(
      "Grows by one with each snapshot of the agent since its start. A collector that reads"
          + " it before and after a walk and finds it unchanged has seen one single instant.")
  long getGeneration();

  @Description(
      "When the snapshot was made from which this answer comes. An agent whose snapshot is "
          + "seconds old does not decide any more: look at the node. 0 if never.")
  @Units("milliseconds since 1970")
  long getSnapshotTime();

  @Description("SnapshotTime for people, in UTC; \"never\" if it is 0.")
  String getSnapshotTimeUtc();

  @Description(
      "How late the deciding thread was at its last tick. Warn when it stays above a "
          + "quarter of DeadTime, and find what starves the node of CPU: from half of it on, the "
          + "agent distrusts its own verdicts.")
  @Units("microseconds")
  long getLag();

  @Description(
      "The largest Lag since the agent started. Look at it after a move that nobody can "
          + "explain: above half of DeadTime, the node itself stood still.")
  @Units("microseconds")
  long getWorstLag();

  @Description(
      "Events of this node, over restarts. A manager that keeps the last value knows how "
          + "many events it has missed and reads them in Events.")
  long getNotices();

  @Description(
      "Heartbeat datagrams dropped on all paths since the agent started, because they were "
          + "not authentic, repeated or malformed. A growing value means a wrong cluster key, or "
          + "somebody trying.")
  long getRejectedDatagrams();

  @Description(
      "Datagrams and requests that failed authentication since the agent started: strangers"
          + " and forgers on the heartbeat networks, wrong keys, users and communities over SNMP,"
          + " wrong passwords over JMX and Jolokia. A growing value means a wrong key, or somebody"
          + " trying.")
  long getAuthenticationFailures();

  @Description(
      "Damaged, foreign or forged blocks that were met on the shared disks since the agent "
          + "started; each look counts them anew. If it grows, look at the beat device: something"
          + " else may use it, or the array returns what was not written.")
  long getDiskFlaws();

  @Description(
      "How the watchdog of this node stands. Alarm on notArmed: a pair whose guard needs it"
          + " is not claimed here; NotArmedReason says why.")
  @Words(WatchdogState.class)
  String getWatchdogState();

  @Description("The code of WatchdogState.")
  @Words(WatchdogState.class)
  int getWatchdogStateCode();

  @Description(
      "The watchdog's device; empty if no guard of this node needs one. See that it is the "
          + "machine's own watchdog where there are several: one in software does not reset a "
          + "machine whose kernel hangs.")
  String getWatchdogDevice();

  @Description(
      "Within which the watchdog resets this node when it is not fed, as its driver says; "
          + "-1 if it was never armed. A standby with the lease guard waits at least this long "
          + "before it takes over: expect that outage.")
  @Units("milliseconds")
  long getWatchdogTime();

  @Description(
      "Whether this node and all its peers run the same site file. Alarm on different: "
          + "Configuration of the node says which node; copy the right file there and restart the agent.")
  @Words(ConfigurationMatch.class)
  String getConfigurationState();

  @Description("The code of ConfigurationState.")
  @Words(ConfigurationMatch.class)
  int getConfigurationStateCode();

  @Description(
      "How often heartbeats are sent on each path, by the site file. Rates of Sent of the "
          + "path follow from it.")
  @Units("milliseconds")
  long getHeartbeatInterval();

  @Description(
      "How long a path must be silent to count as down, by the site file. Set the "
          + "thresholds for round trips, lag and latency as shares of it.")
  @Units("milliseconds")
  long getDeadTime();
}
