package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotpair.cli.LocalSite.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the whole command looks at; what each check makes of it, the checks' tests tell. */
final class ValidateTest {
  @TempDir private Path folder;
  private LocalSite agent;
  private ServerSocket service;
  private Path file;

  @BeforeEach
  void serve() throws IOException {
    agent = new LocalSite(folder, Duration.ofSeconds(5));
    service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Path key = folder.resolve("cluster.key");
    Files.writeString(key, "0123456789abcdef".repeat(4) + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    file = folder.resolve("site.yaml");
    Files.writeString(
        file,
        """
        cluster: as300
        cluster-key: cluster.key
        networks: {public: {reference: [127.0.0.1]}}
        nodes:
          blade1: {id: 1, addresses: {private: 127.0.8.1, public: 127.0.7.1}}
          vpe1: {id: 2, addresses: {private: 127.0.8.2, public: 127.0.7.2}}
        pairs:
          erp:
            nodes: [blade1, vpe1]
            luns:
              data: {device: /dev/disk/by-id/no-such, guard: scsi-pr, beat: /dev/disk/by-id/no-such-part1}
            group:
              - {name: db, ocf: 'heartbeat:Filesystem', device: UUID=none, directory: /srv, fstype: ext4}
              - name: gone
                ocf: 'hotpair-test:no-such'
                monitors: [{tcp: '127.0.0.1:%1$d'}]
                probes: [{tcp: '127.0.0.1:%1$d', expect: 'never said', timeout: 100ms}]
        """
            .formatted(service.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    agent.close();
    service.close();
  }

  private Optional<JsonNode> finding(String subject) throws IOException {
    return finding("blade1", subject);
  }

  private Optional<JsonNode> finding(String node, String subject) throws IOException {
    List<String> all = new ArrayList<>(List.of("validate", "--config", file.toString()));
    all.addAll(List.of("--node", node, "--json"));
    Result result = agent.run(all.toArray(String[]::new));
    for (JsonNode finding : new ObjectMapper().readTree(result.output()).path("findings")) {
      if (finding.path("subject").asText().equals(subject)) {
        return Optional.of(finding);
      }
    }
    return Optional.empty();
  }

  @Test
  void referencesAreAskedFromThePublicAddress() throws IOException {
    JsonNode reference = finding("reference").orElseThrow();
    assertEquals("fail", reference.path("verdict").asText());
    JsonNode silent = finding("reference 127.0.0.1").orElseThrow();
    assertTrue(silent.path("text").asText().contains("no device has 127.0.7.1"), silent::toString);
  }

  @Test
  void theDisksOfAFileSystemAreLookedFor() throws IOException {
    JsonNode disks = finding("disks of erp/db").orElseThrow();
    assertEquals("warn", disks.path("verdict").asText());
    assertTrue(disks.path("text").asText().contains("/dev/disk/by-uuid/none is not there now"));
  }

  /** The agent of the fixture says that the pair is active on blade1. */
  @Test
  void theServiceIsAskedAsTheAgentAsksItOnEitherNode() throws IOException {
    JsonNode monitor = finding("monitor erp/gone[1]").orElseThrow();
    assertEquals("pass", monitor.path("verdict").asText(), monitor::toString);
    JsonNode probe = finding("vpe1", "probe erp/gone[1]").orElseThrow();
    assertEquals("fail", probe.path("verdict").asText(), probe::toString);
    assertEquals(Optional.empty(), finding("vpe1", "monitor erp/gone[1]"));
  }

  @Test
  void whatAResourceNeedsIsLookedForWhileNothingIsStarted() throws IOException {
    JsonNode resource = finding("resource erp/gone").orElseThrow();
    assertEquals("fail", resource.path("verdict").asText());
    assertTrue(resource.path("text").asText().endsWith("no-such does not exist"));
  }
}
