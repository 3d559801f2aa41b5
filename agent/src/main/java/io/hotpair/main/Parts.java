package io.hotpair.main;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.health.HealthProbes;
import io.hotpair.port.HealthProbe;
import io.hotpair.port.Inspection;
import io.hotpair.port.WatchedHost;
import io.hotpair.system.DirectBlockDevice;
import io.hotpair.system.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of this machine that are looked at. */
final class Parts {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  /** One block in the state directory that is written again and again. */
  private static final String PROBE = "disk-probe";

  private Parts() {}

  static List<HealthProbe> of(Site site, NodeName self, Path stateDirectory, WatchedHost host) {
    HealthProbes probes = new HealthProbes();
    Inspection inspection = Platform.inspection(new ProcessRunner());
    List<HealthProbe> parts = new ArrayList<>();
    parts.addAll(
        probes.kernel(inspection, Runtime.getRuntime().availableProcessors(), host::device));
    parts.addAll(
        probes.disks(
            stateDirectory,
            probe(stateDirectory.resolve(PROBE)),
            System::nanoTime,
            new ProcessRunner(),
            inspection));
    for (PairSpec pair : site.pairs().values()) {
      if (pair.includes(self)) {
        parts.addAll(probes.pair(site, pair, self, inspection, new ProcessRunner()));
      }
    }
    return parts;
  }

  /** The agent serves without it; what can't be written is then shown as unknown. */
  private static DirectBlockDevice probe(Path file) {
    try {
      if (!Files.exists(file)) {
        return DirectBlockDevice.create(file, 1);
      }
    } catch (IOException unwritable) {
      LOG.warn("The state directory's disk can't be probed: {}", unwritable.toString());
    }
    return new DirectBlockDevice(file);
  }
}
