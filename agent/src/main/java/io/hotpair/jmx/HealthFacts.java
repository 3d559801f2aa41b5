package io.hotpair.jmx;

import io.hotpair.mbeans.HealthMXBean;
import io.hotpair.view.HealthView;
import java.util.function.Supplier;

/**
 * A part of this node as its supplier gives it: one row of one snapshot for a table, the row of the
 * newest snapshot for an MBean.
 */
final class HealthFacts implements HealthMXBean {
  private final Supplier<HealthView> row;

  HealthFacts(Supplier<HealthView> row) {
    this.row = row;
  }

  @Override
  public String getName() {
    return row.get().name();
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
  public String getVerdict() {
    return row.get().verdict().label();
  }

  @Override
  public int getVerdictCode() {
    return row.get().verdict().code();
  }

  @Override
  public String getReading() {
    return row.get().reading();
  }

  @Override
  public long getValue() {
    return row.get().value();
  }

  @Override
  public String getUnit() {
    return row.get().unit();
  }

  @Override
  public String getLimits() {
    return row.get().limits();
  }

  @Override
  public String getAdvice() {
    return row.get().advice();
  }

  @Override
  public long getLastChange() {
    return row.get().sinceMillis();
  }

  @Override
  public String getLastChangeUtc() {
    return Numbers.utc(getLastChange());
  }

  @Override
  public long getChanges() {
    return row.get().changes();
  }
}
