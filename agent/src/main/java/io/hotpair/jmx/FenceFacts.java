package io.hotpair.jmx;

import io.hotpair.mbeans.FenceMXBean;
import io.hotpair.mbeans.PowerStatus;
import io.hotpair.view.FenceView;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A fence device as its supplier gives it: one row of one snapshot for a table, the row of the
 * newest snapshot for an MBean.
 */
final class FenceFacts implements FenceMXBean {
  private final Supplier<FenceView> row;

  FenceFacts(Supplier<FenceView> row) {
    this.row = row;
  }

  @Override
  public String getNode() {
    return row.get().node().value();
  }

  @Override
  public long getPlace() {
    return row.get().place();
  }

  @Override
  public String getAgent() {
    return row.get().agent();
  }

  @Override
  public String getStatus() {
    return power().label();
  }

  @Override
  public int getStatusCode() {
    return power().code();
  }

  @Override
  public String getLastResult() {
    return row.get().lastResult();
  }

  @Override
  public long getLastCall() {
    return row.get().lastMillis();
  }

  @Override
  public String getLastCallUtc() {
    return Numbers.utc(getLastCall());
  }

  private PowerStatus power() {
    String said = row.get().lastStatus();
    return Arrays.stream(PowerStatus.values())
        .filter(status -> status.label().equals(said))
        .findFirst()
        .orElse(PowerStatus.UNKNOWN);
  }
}
