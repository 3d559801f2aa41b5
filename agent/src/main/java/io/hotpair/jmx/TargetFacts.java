package io.hotpair.jmx;

import io.hotpair.mbeans.TargetRow;
import io.hotpair.view.TargetView;

/** A notification target. */
record TargetFacts(TargetView target) implements TargetRow {
  @Override
  public String getName() {
    return target.name();
  }

  @Override
  public String getAddress() {
    return target.address();
  }

  @Override
  public boolean isInform() {
    return target.inform();
  }

  @Override
  public long getQueued() {
    return target.queued();
  }

  @Override
  public long getSent() {
    return target.sent();
  }

  @Override
  public long getAcknowledged() {
    return target.acknowledged();
  }

  @Override
  public long getRetried() {
    return target.retried();
  }

  @Override
  public long getDropped() {
    return target.dropped();
  }
}
