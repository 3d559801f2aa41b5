package io.hotpair.jmx;

import io.hotpair.core.model.NodeName;
import io.hotpair.mbeans.LunMXBean;
import io.hotpair.view.LunView;
import java.util.function.Supplier;

/**
 * A shared LUN as its supplier gives it: one row of one snapshot for a table, the row of the newest
 * snapshot for an MBean.
 */
final class LunFacts implements LunMXBean {
  private final Supplier<LunView> row;

  LunFacts(Supplier<LunView> row) {
    this.row = row;
  }

  @Override
  public String getPair() {
    return row.get().pair().value();
  }

  @Override
  public String getName() {
    return row.get().name().value();
  }

  @Override
  public String getDevice() {
    return row.get().device();
  }

  @Override
  public String getIdentity() {
    return row.get().identity();
  }

  @Override
  public boolean isArbiter() {
    return row.get().arbiter();
  }

  @Override
  public String getGuard() {
    return row.get().guard().label();
  }

  @Override
  public int getGuardCode() {
    return row.get().guard().code();
  }

  @Override
  public String getState() {
    return row.get().guardState().label();
  }

  @Override
  public int getStateCode() {
    return row.get().guardState().code();
  }

  @Override
  public String getOwner() {
    return row.get().owner().map(NodeName::value).orElse("");
  }

  @Override
  public String getHolderKey() {
    return row.get().holderKey();
  }

  @Override
  public long getEpoch() {
    return row.get().epoch().value();
  }

  @Override
  public long getLatency() {
    return Numbers.micros(row.get().latencyNanos());
  }

  @Override
  public long getErrors() {
    return row.get().errors();
  }

  @Override
  public long getOwnerChanges() {
    return row.get().ownerChanges();
  }

  @Override
  public long getLastOwnerChange() {
    return row.get().changedMillis();
  }

  @Override
  public String getLastOwnerChangeUtc() {
    return Numbers.utc(getLastOwnerChange());
  }

  @Override
  public String getRegisteredKeys() {
    return row.get().registeredKeys();
  }

  @Override
  public String getAtPeer() {
    return row.get().atPeer().label();
  }

  @Override
  public int getAtPeerCode() {
    return row.get().atPeer().code();
  }

  @Override
  public String getRaidLevel() {
    return row.get().raid().level();
  }

  @Override
  public String getRaidState() {
    return row.get().raid().state().label();
  }

  @Override
  public int getRaidStateCode() {
    return row.get().raid().state().code();
  }
}
