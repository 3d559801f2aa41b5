package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.config.SiteFile;
import io.hotpair.config.SiteReading;
import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node without an agent makes of the beats that it hears. */
final class ListeningTest {
  @TempDir private Path folder;
  private Site site;
  private PairSpec erp;

  @BeforeEach
  void site() throws IOException {
    Path key = folder.resolve("cluster.key");
    Files.writeString(key, "0123456789abcdef".repeat(4) + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Path file = folder.resolve("site.yaml");
    Files.writeString(
        file,
        """
        cluster: as300
        cluster-key: cluster.key
        nodes:
          a: {id: 1, addresses: {private: 127.0.8.1, public: 127.0.7.1}}
          b: {id: 2, addresses: {private: 127.0.8.2, public: 127.0.7.2}}
        pairs:
          erp:
            nodes: [a, b]
            luns: {data: {device: /dev/no-such, guard: none, beat: /dev/no-beat}}
            group: [{systemd: no-such.service}]
        """);
    SiteReading reading = SiteFile.read(file, Optional.of("a"));
    if (reading instanceof SiteReading.Accepted accepted) {
      site = accepted.site();
      erp = site.pairs().values().iterator().next();
      return;
    }
    throw new IOException(reading.toString());
  }

  private Optional<String> user(long digest) {
    Beat beat =
        new Beat(
            2,
            new BootId(1),
            1,
            new Moment(1),
            Beat.Echo.NONE,
            Map.of(),
            digest,
            true,
            HealthVerdict.UNKNOWN,
            false,
            false,
            List.of());
    return new Listening(site, new NodeName("a"), luns -> List.of())
        .heardUser(
            erp, kind -> kind == PathKind.PUBLIC ? Optional.of(beat) : Optional.<Beat>empty());
  }

  @Test
  void aPeerThatRunsAnotherFileMayUseTheLunForAnotherPair() {
    long own = Long.parseUnsignedLong(site.digest().substring(0, 16), 16);
    assertEquals(Optional.empty(), user(own));
    String refusal = user(own + 1).orElseThrow();
    assertTrue(refusal.contains("the agent of b runs another site file"), refusal);
  }
}
