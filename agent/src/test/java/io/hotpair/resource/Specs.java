package io.hotpair.resource;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ResourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tests of this room share. */
final class Specs {
  static final PairName ERP = new PairName("erp");
  static final NodeName BLADE1 = new NodeName("blade1");
  static final NodeName VPE1 = new NodeName("vpe1");

  static final ResourceSpec.Times TIMES =
      new ResourceSpec.Times(
          Duration.ofSeconds(20),
          Duration.ofSeconds(21),
          Duration.ofSeconds(22),
          Duration.ofSeconds(10));

  private Specs() {}

  static ResourceSpec ocf(String name, String agent, Map<String, String> parameters) {
    return ocf(name, agent, parameters, TIMES);
  }

  static ResourceSpec ocf(
      String name, String agent, Map<String, String> parameters, ResourceSpec.Times times) {
    Map<String, ResourceSpec.ByNode> byNode = new HashMap<>();
    parameters.forEach(
        (parameter, value) -> byNode.put(parameter, new ResourceSpec.ByNode(value, Map.of())));
    return new ResourceSpec(
        new ResourceName(name), ResourceKind.OCF, agent, byNode, Map.of(), times);
  }

  static ResourceSpec unit(String unit, ResourceSpec.Times times) {
    return new ResourceSpec(
        new ResourceName("service"), ResourceKind.SYSTEMD, unit, Map.of(), Map.of(), times);
  }

  static ResourceSpec commands(Map<String, List<String>> commands, ResourceSpec.Times times) {
    return new ResourceSpec(
        new ResourceName("service"), ResourceKind.COMMAND, "", Map.of(), commands, times);
  }

  static Path script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
    return file;
  }
}
