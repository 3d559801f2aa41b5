package io.hotpair.mbeans;

import java.util.Map;

/**
 * Everything at once, for collectors: whole tables, each from one snapshot. On the wire a table is
 * a TabularData with the columns {@code key} and {@code value}; its keys are the MIB's indexes,
 * joined by a dot where there are several, which no name contains.
 *
 * <p>This MBean emits the notifications of {@link Notifications}.
 */
@Description(
    "Everything at once: whole tables, each from one snapshot. Emits a notification for each event "
        + "of this node.")
public interface SiteMXBean {
  @Description("Grows by one with each snapshot of the agent since its start.")
  long getGeneration();

  @Description("When the newest snapshot was made.")
  @Units("milliseconds since 1970")
  long getSnapshotTime();

  @Description("SnapshotTime for people, in UTC; \"never\" if it is 0.")
  String getSnapshotTimeUtc();

  @Description("The nodes of the site, by name.")
  Map<String, NodeRow> getNodes();

  @Description("The pairs of this node, by name.")
  Map<String, PairRow> getPairs();

  @Description("The heartbeat paths, by pair and path: erp.private.")
  Map<String, PathRow> getPaths();

  @Description("The shared LUNs, by pair and LUN: erp.data.")
  Map<String, LunRow> getLuns();

  @Description("The resources on this node, by pair and resource: erp.database.")
  Map<String, ResourceRow> getResources();

  @Description("The fence devices, by node and place in the order of use: blade1.1.")
  Map<String, FenceRow> getFences();

  @Description("The newest orders, by number.")
  Map<String, OperationRow> getOperations();

  @Description("The newest events, by number.")
  Map<String, EventRow> getEvents();

  @Description("The targets of SNMP notifications, by name.")
  Map<String, TargetRow> getTargets();

  @Description("The parts of this node that are looked at, by name.")
  Map<String, HealthRow> getHealth();
}
