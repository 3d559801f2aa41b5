package io.hotpair.jmx;

import io.hotpair.mbeans.AgentMXBean;
import io.hotpair.view.SnapshotSource;

/** The agent itself, as the newest snapshot shows it. */
final class AgentFacts implements AgentMXBean {
  private final SnapshotSource source;

  AgentFacts(SnapshotSource source) {
    this.source = source;
  }

  @Override
  public String getVersion() {
    return source.get().agent().version();
  }

  @Override
  public String getNode() {
    return source.get().agent().node().value();
  }

  @Override
  public String getCluster() {
    return source.get().agent().cluster();
  }

  @Override
  public String getConfigurationDigest() {
    return source.get().agent().digest();
  }

  @Override
  public boolean isArmed() {
    return source.get().agent().armed();
  }

  @Override
  public String getNotArmedReason() {
    return source.get().agent().notArmedReason();
  }

  @Override
  public boolean isUnsafeDemo() {
    return source.get().agent().unsafeDemo();
  }

  @Override
  public long getStarted() {
    return source.get().agent().startedMillis();
  }

  @Override
  public String getStartedUtc() {
    return Numbers.utc(getStarted());
  }

  @Override
  public long getGeneration() {
    return source.get().generation();
  }

  @Override
  public long getSnapshotTime() {
    return source.get().wallMillis();
  }

  @Override
  public String getSnapshotTimeUtc() {
    return Numbers.utc(getSnapshotTime());
  }

  @Override
  public long getLag() {
    return Numbers.micros(source.get().agent().lagNanos());
  }

  @Override
  public long getWorstLag() {
    return Numbers.micros(source.get().agent().worstLagNanos());
  }

  @Override
  public long getNotices() {
    return source.get().agent().noticesTotal();
  }

  @Override
  public long getRejectedDatagrams() {
    return source.get().agent().rejectedDatagrams();
  }

  @Override
  public long getAuthenticationFailures() {
    return source.get().agent().authenticationFailures();
  }

  @Override
  public long getDiskFlaws() {
    return source.get().agent().diskFlaws();
  }

  @Override
  public String getWatchdogState() {
    return source.get().agent().watchdog().label();
  }

  @Override
  public int getWatchdogStateCode() {
    return source.get().agent().watchdog().code();
  }

  @Override
  public String getWatchdogDevice() {
    return source.get().agent().watchdogDevice();
  }

  @Override
  public long getWatchdogTime() {
    return source.get().agent().watchdogMillis();
  }

  @Override
  public String getConfigurationState() {
    return source.get().agent().configuration().label();
  }

  @Override
  public int getConfigurationStateCode() {
    return source.get().agent().configuration().code();
  }

  @Override
  public long getHeartbeatInterval() {
    return source.get().agent().intervalMillis();
  }

  @Override
  public long getDeadTime() {
    return source.get().agent().deadTimeMillis();
  }
}
