package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.FenceLevel;
import io.hotpair.core.model.site.HealthSpec;
import io.hotpair.core.model.site.JmxSpec;
import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.core.model.site.Networks;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Secret;
import io.hotpair.core.model.site.Site;
import io.hotpair.core.model.site.SnmpSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the whole file from its root. */
final class SiteReader {
  private static final String CLUSTER_KEY = "secrets/cluster.key";
  private static final int SHORTEST_KEY = 32;

  private final SecretFiles secretFiles;
  private final TrustedPrograms programs;
  private final Self self;
  private final Problems problems;

  SiteReader(SecretFiles secretFiles, Permissions permissions, Self self, Problems problems) {
    this.secretFiles = secretFiles;
    this.programs = new TrustedPrograms(permissions);
    this.self = self;
    this.problems = problems;
  }

  /**
   * The site and who this is; empty if the file has no usable nodes. Problems may stand beside it.
   */
  Optional<SiteReading.Accepted> read(Node root) {
    Value whole = new Value("the file", root, root, problems);
    if (!whole.isSection()) {
      return whole.refuse("is no mapping; allowed is a mapping with cluster, nodes, pairs");
    }
    Section section = new Section("", root, problems);
    String cluster =
        section
            .required("cluster")
            .flatMap(value -> value.text().flatMap(name -> SiteNames.plain(name, value)))
            .orElse("");
    boolean unsafeDemo = section.optional("unsafe-demo").flatMap(Value::truth).orElse(false);
    Networks networks = NodesReader.networks(section.optional("networks"));
    Map<NodeName, NodeSpec> nodes =
        section
            .required("nodes")
            .map(value -> new NodesReader().nodes(value, networks))
            .orElse(Map.of());
    Timings timings =
        section.optional("timings").flatMap(TimingsReader::read).orElse(Timings.BALANCED);
    HealthSpec health =
        section
            .optional("health")
            .map(value -> HealthReader.read(value, timings))
            .orElse(HealthSpec.usual(timings));
    FenceReader fenceReader = new FenceReader(secretFiles, programs, timings.fenceDeadline());
    Map<NodeName, List<FenceLevel>> fence =
        section
            .optional("fence")
            .map(value -> fenceReader.fence(value, nodes.keySet()))
            .orElse(Map.of());
    PairsReader pairsReader =
        new PairsReader(
            new SiteRules(nodes, fence, !networks.reference().isEmpty(), unsafeDemo),
            new GroupReader(programs, new ProbeReader(programs, secretFiles)),
            new RaidReader(secretFiles, programs));
    Map<PairName, PairSpec> pairs =
        section.required("pairs").map(pairsReader::pairs).orElse(Map.of());
    Optional<Secret> key = clusterKey(section);
    NodeName me = self.find(nodes.keySet(), reason -> problems.add(root, reason));
    SurfacesReader surfaces = new SurfacesReader(secretFiles, me, nodes.keySet());
    Optional<SnmpSpec> snmp =
        section.optional("snmp").flatMap(new SnmpReader(secretFiles, surfaces)::snmp);
    Optional<JolokiaSpec> jolokia = section.optional("jolokia").flatMap(surfaces::jolokia);
    Optional<JmxSpec> jmx = section.optional("jmx").flatMap(surfaces::jmx);
    section.end();
    String digest =
        SiteDigest.of(cluster, nodes, networks, timings, pairs.values(), fence, unsafeDemo);
    return key.map(
        secret ->
            new SiteReading.Accepted(
                new Site(
                    cluster,
                    secret,
                    digest,
                    nodes,
                    networks,
                    timings,
                    pairs,
                    fence,
                    snmp,
                    jolokia,
                    jmx,
                    health,
                    unsafeDemo),
                me,
                problems.warnings()));
  }

  private Optional<Secret> clusterKey(Section section) {
    Optional<Value> given = section.optional("cluster-key");
    Value file =
        given.orElseGet(() -> Value.usual("cluster-key", CLUSTER_KEY, section.place(), problems));
    return secretFiles.read(file, SHORTEST_KEY);
  }
}
