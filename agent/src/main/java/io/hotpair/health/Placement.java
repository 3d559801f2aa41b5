package io.hotpair.health;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.port.HealthProbe;
import java.util.List;
import java.util.Optional;

/**
 * Whether the two nodes of a pair run on two physical machines, as the site file says: on one, a
 * broken machine takes both, and no standby is left.
 */
final class Placement implements HealthProbe {
  private final String pair;
  private final NodeSpec first;
  private final NodeSpec second;

  Placement(String pair, NodeSpec first, NodeSpec second) {
    this.pair = pair;
    this.first = first;
    this.second = second;
  }

  @Override
  public HealthKind kind() {
    return HealthKind.PLACEMENT;
  }

  @Override
  public String subject() {
    return pair;
  }

  @Override
  public boolean mayHang() {
    return false;
  }

  @Override
  public HealthReading look() {
    Optional<String> host = first.host();
    if (host.isPresent() && host.equals(second.host())) {
      return new HealthReading.Judged(
          HealthVerdict.DEGRADED,
          "%s and %s both run on %s".formatted(first.name(), second.name(), host.get()));
    }
    for (NodeSpec node : List.of(first, second)) {
      if (node.virtual() && node.host().isEmpty()) {
        return new HealthReading.NotKnown(
            "the site file does not say on which host " + node.name() + " runs");
      }
    }
    return new HealthReading.Judged(
        HealthVerdict.OK, "%s and %s run %s".formatted(first.name(), second.name(), where()));
  }

  private String where() {
    String on = first.host().or(second::host).map(host -> ", " + host + " one of them").orElse("");
    return "on two machines" + on;
  }
}
