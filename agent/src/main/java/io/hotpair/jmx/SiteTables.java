package io.hotpair.jmx;

import io.hotpair.mbeans.EventRow;
import io.hotpair.mbeans.FenceRow;
import io.hotpair.mbeans.HealthRow;
import io.hotpair.mbeans.LunRow;
import io.hotpair.mbeans.NodeRow;
import io.hotpair.mbeans.OperationRow;
import io.hotpair.mbeans.PairRow;
import io.hotpair.mbeans.PathRow;
import io.hotpair.mbeans.ResourceRow;
import io.hotpair.mbeans.SiteMXBean;
import io.hotpair.mbeans.TargetRow;
import io.hotpair.view.SnapshotSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Whole tables of the newest snapshot; each table is from one snapshot. */
final class SiteTables implements SiteMXBean {
  private final SnapshotSource source;

  SiteTables(SnapshotSource source) {
    this.source = source;
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
  public Map<String, NodeRow> getNodes() {
    return table(
        source.get().nodes(), node -> node.name().value(), node -> new NodeFacts(() -> node));
  }

  @Override
  public Map<String, PairRow> getPairs() {
    return table(
        source.get().pairs(), pair -> pair.name().value(), pair -> new PairFacts(() -> pair));
  }

  @Override
  public Map<String, PathRow> getPaths() {
    return table(
        source.get().paths(),
        path -> path.pair() + "." + path.kind().label(),
        path -> new PathFacts(() -> path));
  }

  @Override
  public Map<String, LunRow> getLuns() {
    return table(
        source.get().luns(), lun -> lun.pair() + "." + lun.name(), lun -> new LunFacts(() -> lun));
  }

  @Override
  public Map<String, ResourceRow> getResources() {
    return table(
        source.get().resources(),
        resource -> resource.pair() + "." + resource.name(),
        resource -> new ResourceFacts(() -> resource));
  }

  @Override
  public Map<String, FenceRow> getFences() {
    return table(
        source.get().fences(),
        fence -> fence.node() + "." + fence.place(),
        fence -> new FenceFacts(() -> fence));
  }

  @Override
  public Map<String, OperationRow> getOperations() {
    return table(
        source.get().operations(),
        operation -> Long.toString(operation.number()),
        OperationFacts::new);
  }

  @Override
  public Map<String, EventRow> getEvents() {
    return table(source.get().events(), event -> Long.toString(event.sequence()), EventFacts::new);
  }

  @Override
  public Map<String, TargetRow> getTargets() {
    return table(source.get().targets(), target -> target.name(), TargetFacts::new);
  }

  @Override
  public Map<String, HealthRow> getHealth() {
    return table(source.get().health(), part -> part.name(), part -> new HealthFacts(() -> part));
  }

  private static <V, R> Map<String, R> table(
      List<V> views, Function<V, String> key, Function<V, R> row) {
    Map<String, R> table = new LinkedHashMap<>();
    views.forEach(view -> table.put(key.apply(view), row.apply(view)));
    return table;
  }
}
