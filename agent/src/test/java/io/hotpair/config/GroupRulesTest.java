package io.hotpair.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.config.SiteReading.Accepted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the file alone tells of groups: each compared with its LUNs. */
final class GroupRulesTest {
  @TempDir private Path folder;

  private SiteReading read(String lun, String... groups) throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            """
            cluster: as300
            nodes:
              a: {id: 1, addresses: {private: 192.168.10.1, public: 10.0.0.11}}
              b: {id: 2, addresses: {private: 192.168.10.2, public: 10.0.0.12}}
            pairs:
            """);
    for (int pair = 0; pair < groups.length; pair++) {
      yaml.append(
          """
            p%d:
              nodes: [a, b]
              luns: {data: {device: %s, guard: none, beat: /dev/beat%d}}
              group: [%s]
          """
              .formatted(pair, lun, pair, groups[pair]));
    }
    return new SiteFolder(folder).read(yaml.toString(), "a");
  }

  private List<String> warnings(String lun, String device) throws IOException {
    SiteReading reading =
        read(lun, "{ocf: 'heartbeat:Filesystem', directory: /srv, device: '" + device + "'}");
    return assertInstanceOf(Accepted.class, reading, reading::toString).warnings().stream()
        .map(Problem::text)
        .filter(text -> text.contains("by its name no LUN"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/sdb",
        "/dev/nvme0n1p1",
        "/dev/disk/by-id/wwn-0x6001",
        "/dev/sda1",
        "/dev/vdb"
      })
  void aDiskThatIsNoLunOfThePairIsWarnedOf(String device) throws IOException {
    List<String> warnings = warnings("/dev/disk/by-id/wwn-0x60", device);
    assertEquals(1, warnings.size(), device);
    assertTrue(warnings.getFirst().contains("whose device " + device), warnings::toString);
    assertTrue(warnings.getFirst().contains("which are /dev/disk/by-id/wwn-0x60"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/disk/by-id/wwn-0x60",
        "/dev/disk/by-id/wwn-0x60-part1",
        "/dev/vg/data",
        "/dev/mapper/vg-data",
        "/dev/disk/by-uuid/2f1c",
        "/dev/disk/by-id/dm-uuid-LVM-abc",
        "server:/export",
        "UUID=2f1c",
        "/srv/of/a/bind/mount"
      })
  void whatMayLieOnTheLunIsNot(String device) throws IOException {
    assertEquals(List.of(), warnings("/dev/disk/by-id/wwn-0x60", device));
  }

  @Test
  void partitionsAreNamedAsTheKernelNamesThem() throws IOException {
    assertEquals(List.of(), warnings("/dev/sdb", "/dev/sdb2"));
    assertEquals(List.of(), warnings("/dev/nvme0n1", "/dev/nvme0n1p2"));
    assertEquals(1, warnings("/dev/nvme0n1", "/dev/nvme0n12").size());
    assertEquals(1, warnings("/dev/sdb", "/dev/sdba").size());
  }
}
