package io.hotpair.jmx;

import io.hotpair.mbeans.NodeMXBean;
import io.hotpair.view.NodeView;
import java.util.function.Supplier;

/**
 * A node of the site as its supplier gives it: one row of one snapshot for a table, the row of the
 * newest snapshot for an MBean.
 */
final class NodeFacts implements NodeMXBean {
  private final Supplier<NodeView> row;

  NodeFacts(Supplier<NodeView> row) {
    this.row = row;
  }

  @Override
  public String getName() {
    return row.get().name().value();
  }

  @Override
  public long getId() {
    return row.get().id();
  }

  @Override
  public boolean isLocal() {
    return row.get().local();
  }

  @Override
  public boolean isVirtual() {
    return row.get().virtual();
  }

  @Override
  public String getHealth() {
    return row.get().health().label();
  }

  @Override
  public int getHealthCode() {
    return row.get().health().code();
  }

  @Override
  public String getBootId() {
    return row.get().bootId();
  }

  @Override
  public long getLastHeard() {
    return row.get().lastHeardMillis();
  }

  @Override
  public long getCpu() {
    return Numbers.percent(row.get().cpu());
  }

  @Override
  public long getMemory() {
    return Numbers.percent(row.get().memory());
  }

  @Override
  public long getBootTime() {
    return row.get().bootMillis();
  }

  @Override
  public String getBootTimeUtc() {
    return Numbers.utc(getBootTime());
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
  public String getConfiguration() {
    return row.get().configuration().label();
  }

  @Override
  public int getConfigurationCode() {
    return row.get().configuration().code();
  }
}
