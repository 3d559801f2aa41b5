package io.hotpair.simulation;

import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.HealthSpec;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.Networks;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Secret;
import io.hotpair.core.model.site.Site;
import io.hotpair.heartbeat.PairDisk;
import io.hotpair.port.BlockDevice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The site file of the simulated pair, as far as the shipped disk format asks for it. */
final class SimulatedSite {
  private static final int PORT = 4711;

  private final Site site;
  private final PairSpec pair;

  SimulatedSite(Timings timings, GuardKind guard) {
    LunSpec lun = new LunSpec(new LunName("data"), "/dev/null", guard, Optional.of("/dev/zero"));
    pair =
        new PairSpec(
            World.PAIR,
            World.BLADE1,
            World.VPE1,
            List.of(lun),
            List.of(),
            FailbackPolicy.MANUAL,
            0,
            1,
            Duration.ofMinutes(1));
    site =
        new Site(
            "simulated",
            new Secret("a simulated site has no secrets!".getBytes(StandardCharsets.US_ASCII)),
            "00".repeat(32),
            Map.of(World.BLADE1, node(World.BLADE1, 1), World.VPE1, node(World.VPE1, 2)),
            new Networks(PORT, PORT, List.of()),
            timings,
            Map.of(World.PAIR, pair),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            HealthSpec.NONE,
            false);
  }

  private static NodeSpec node(NodeName name, int id) {
    return new NodeSpec(name, id, false, Optional.empty(), Optional.empty(), Map.of());
  }

  /** The shipped format on a device, as one of the nodes uses it. */
  PairDisk disk(NodeName self, BlockDevice device) {
    return new PairDisk(site, pair, self, device);
  }
}
