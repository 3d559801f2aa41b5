package io.hotpair.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.config.SiteReading.Accepted;
import io.hotpair.config.SiteReading.Refused;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.site.ResourceSpec;
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
              .formatted(pair, pair == 0 ? lun : lun + pair, pair, groups[pair]));
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

  private static String ip(String address) {
    return "{ocf: 'heartbeat:IPaddr2', ip: '" + address + "'}";
  }

  private static String mount(String directory) {
    return "{ocf: 'heartbeat:Filesystem', device: 'nas:/x', directory: " + directory + "}";
  }

  private List<String> errors(String... groups) throws IOException {
    SiteReading reading = read("/dev/vg/data", groups);
    return reading instanceof Refused refused
        ? refused.problems().stream().map(Problem::text).toList()
        : List.of();
  }

  @Test
  void twoPairsOfANodeCannotHaveTheSameThing() throws IOException {
    assertEquals(
        List.of(
            "pairs.p1.group has, by its resource other, the systemd unit x.service on a, as"
                + " pairs.p0.group (line 9), resource x has; allowed is one pair that has it"),
        errors("{systemd: x}", "{name: other, systemd: x.service}"));
    assertEquals(1, errors(ip("10.0.0.100"), ip("10.0.0.100")).size());
    assertEquals(1, errors(ip("fd00:0::1"), ip("fd00::1")).size());
    assertEquals(1, errors(ip("10.0.0.100"), "{address: 10.0.0.100, prefix: 24}").size());
    assertEquals(1, errors(mount("/srv/x"), mount("/srv/./x/")).size());
    assertEquals(1, errors("{sysv: x}", "{sysv: x}").size());
  }

  @Test
  void aGroupMayNameAThingTwiceAndPairsMayHaveTheirOwn() throws IOException {
    assertEquals(List.of(), errors("{systemd: x}, {name: again, systemd: x}", "{systemd: y}"));
    assertEquals(List.of(), errors("{sysv: x}", "{sysv: y}"));
    assertEquals(List.of(), errors(ip("10.0.0.100"), ip("10.0.0.101")));
    assertEquals(
        List.of(),
        errors(
            "{ocf: 'heartbeat:IPaddr2', ip: {a: 10.0.0.1, b: 10.0.0.2}}",
            "{ocf: 'heartbeat:IPaddr2', ip: {a: 10.0.0.2, b: 10.0.0.1}}"));
  }

  @Test
  void anAddressIsReadWithItsDevices() throws IOException {
    String address = "{address: 10.0.0.100, prefix: 24, interface: {a: eth0, b: ens3.7}}";
    Accepted accepted = assertInstanceOf(Accepted.class, read("/dev/vg/data", address));
    ResourceSpec read = accepted.site().pairs().get(new PairName("p0")).group().getFirst();
    assertEquals(ResourceKind.ADDRESS, read.kind());
    assertEquals("10.0.0.100", read.agent());
    assertEquals("address", read.name().value());
    assertEquals("24", read.parameters().get("prefix").on(new NodeName("b")));
    assertEquals("ens3.7", read.parameters().get("interface").on(new NodeName("b")));
    assertEquals(List.of(), errors("{address: 10.0.0.100, prefix: 32}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{address: 10.0.0.100/24, prefix: 24}",
        "{address: 'fd00::1', prefix: 32}",
        "{address: erp, prefix: 24}",
        "{address: 10.0.0.100}",
        "{address: 10.0.0.100, prefix: 33}",
        "{address: 10.0.0.100, prefix: 24, interface: 'a b'}",
        "{address: 10.0.0.100, prefix: 24, interface: -all}",
        "{address: 10.0.0.100, prefix: 24, interface: a-name-of-16-let}",
        "{address: 10.0.0.100, prefix: 24, interface: {a: eth0}}",
        "{address: 10.0.0.100, prefix: 24, nic: eth0}",
      })
  void anAddressThatCannotBeRightIsRefused(String address) throws IOException {
    assertEquals(1, errors(address).size(), () -> address);
  }

  @Test
  void noPairTakesANodesOwnAddressAlong() throws IOException {
    String own = "{address: 10.0.0.11, prefix: 24}";
    assertEquals(
        List.of(
            "pairs.p0.group has, by its resource address, the address 10.0.0.11, which is that of"
                + " a itself; allowed are those that move with the pair"),
        errors(own));
    assertEquals(1, errors(ip("10.0.0.11")).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"_x:y", "-x:y", "x:_y", "x:-y", ".x:y"})
  void anAgentsNameIsOneThatCanBeRun(String name) throws IOException {
    List<String> errors = errors("{ocf: '" + name + "'}");
    assertTrue(errors.getFirst().contains("are provider:agent"), errors::toString);
    assertEquals(List.of(), errors("{ocf: 'x_.-:y_.-'}"));
  }
}
