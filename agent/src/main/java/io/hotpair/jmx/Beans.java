package io.hotpair.jmx;

import io.hotpair.core.model.NodeName;
import io.hotpair.mbeans.FenceMXBean;
import io.hotpair.mbeans.HealthMXBean;
import io.hotpair.mbeans.LunMXBean;
import io.hotpair.mbeans.NodeMXBean;
import io.hotpair.mbeans.ObjectNames;
import io.hotpair.mbeans.PathKind;
import io.hotpair.mbeans.PathMXBean;
import io.hotpair.mbeans.ResourceMXBean;
import io.hotpair.view.CommandSink;
import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.management.DynamicMBean;
import javax.management.ObjectName;

/** The MBeans of a snapshot's rows. Each finds its row again in the newest snapshot. */
final class Beans {
  private final SnapshotSource source;
  private final CommandSink sink;

  Beans(SnapshotSource source, CommandSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /** What must be registered for a snapshot: how to make each row's MBean, by its name. */
  Map<ObjectName, Supplier<DynamicMBean>> of(Snapshot snapshot) {
    NodeName self = snapshot.agent().node();
    Map<ObjectName, Supplier<DynamicMBean>> beans = new LinkedHashMap<>();
    for (var node : snapshot.nodes()) {
      var row = row(Snapshot::nodes, other -> other.name().equals(node.name()));
      beans.put(
          ObjectNames.node(node.name().value()),
          () -> new DescribedMBean(new NodeFacts(row), NodeMXBean.class));
    }
    for (var pair : snapshot.pairs()) {
      var row = row(Snapshot::pairs, other -> other.name().equals(pair.name()));
      beans.put(
          ObjectNames.pair(pair.name().value()),
          () -> new ControlMBean(new PairControl(row, self, sink)));
    }
    addPaths(snapshot, beans);
    for (var lun : snapshot.luns()) {
      var row =
          row(
              Snapshot::luns,
              other -> other.pair().equals(lun.pair()) && other.name().equals(lun.name()));
      beans.put(
          ObjectNames.lun(lun.pair().value(), lun.name().value()),
          () -> new DescribedMBean(new LunFacts(row), LunMXBean.class));
    }
    addResources(snapshot, beans);
    for (var fence : snapshot.fences()) {
      var row =
          row(
              Snapshot::fences,
              other -> other.node().equals(fence.node()) && other.place() == fence.place());
      beans.put(
          ObjectNames.fence(fence.node().value(), fence.place()),
          () -> new DescribedMBean(new FenceFacts(row), FenceMXBean.class));
    }
    for (var part : snapshot.health()) {
      var row = row(Snapshot::health, other -> other.name().equals(part.name()));
      beans.put(
          ObjectNames.health(part.name()),
          () -> new DescribedMBean(new HealthFacts(row), HealthMXBean.class));
    }
    return beans;
  }

  private void addPaths(Snapshot snapshot, Map<ObjectName, Supplier<DynamicMBean>> beans) {
    for (var path : snapshot.paths()) {
      var row =
          row(
              Snapshot::paths,
              other -> other.pair().equals(path.pair()) && other.kind() == path.kind());
      beans.put(
          ObjectNames.path(
              path.pair().value(), path.peer().value(), PathKind.valueOf(path.kind().name())),
          () -> new DescribedMBean(new PathFacts(row), PathMXBean.class));
    }
  }

  private void addResources(Snapshot snapshot, Map<ObjectName, Supplier<DynamicMBean>> beans) {
    for (var resource : snapshot.resources()) {
      var row =
          row(
              Snapshot::resources,
              other ->
                  other.pair().equals(resource.pair()) && other.name().equals(resource.name()));
      beans.put(
          ObjectNames.resource(resource.pair().value(), resource.name().value()),
          () -> new DescribedMBean(new ResourceFacts(row), ResourceMXBean.class));
    }
  }

  private <V> Supplier<V> row(Function<Snapshot, List<V>> table, Predicate<V> isIt) {
    return () ->
        table.apply(source.get()).stream()
            .filter(isIt)
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("the newest snapshot has no such row"));
  }
}
