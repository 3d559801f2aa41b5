package io.hotpair.jmx;

import io.hotpair.mbeans.ResourceMXBean;
import io.hotpair.view.ResourceView;
import java.util.function.Supplier;

/**
 * A resource on this node as its supplier gives it: one row of one snapshot for a table, the row of
 * the newest snapshot for an MBean.
 */
final class ResourceFacts implements ResourceMXBean {
  private final Supplier<ResourceView> row;

  ResourceFacts(Supplier<ResourceView> row) {
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
  public long getPlace() {
    return row.get().place();
  }

  @Override
  public String getKind() {
    return row.get().kind().label();
  }

  @Override
  public int getKindCode() {
    return row.get().kind().code();
  }

  @Override
  public String getAgent() {
    return row.get().agent();
  }

  @Override
  public String getState() {
    return row.get().state().label();
  }

  @Override
  public int getStateCode() {
    return row.get().state().code();
  }

  @Override
  public String getLastResult() {
    return row.get().lastResult();
  }

  @Override
  public long getRestarts() {
    return row.get().restarts();
  }

  @Override
  public long getFailures() {
    return row.get().failures();
  }

  @Override
  public long getLastFailure() {
    return row.get().lastFailureMillis();
  }

  @Override
  public String getLastFailureUtc() {
    return Numbers.utc(getLastFailure());
  }

  @Override
  public long getStartDuration() {
    return row.get().startMillis();
  }

  @Override
  public long getStopDuration() {
    return row.get().stopMillis();
  }
}
