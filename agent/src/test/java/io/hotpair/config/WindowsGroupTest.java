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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of Windows in the site file. */
final class WindowsGroupTest {
  private static final String ID = "6001405A1B2C3D4E5F60718293A4B5C6";

  @TempDir private Path folder;

  private SiteReading read(String... groups) throws IOException {
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
              luns: {data: {device: //./disk/data%d, guard: scsi-pr, beat: //./disk/beat%d}}
              group: [%s]
          """
              .formatted(pair, pair, pair, groups[pair]));
    }
    return new SiteFolder(folder).read(yaml.toString(), "a");
  }

  private List<String> errors(String... groups) throws IOException {
    return read(groups) instanceof Refused refused
        ? refused.problems().stream().map(Problem::text).toList()
        : List.of();
  }

  @Test
  void eachKindIsRead() throws IOException {
    SiteReading reading =
        read(
            "{windows-disk: "
                + ID
                + ", path: 'E:'}, {windows-service: 'MSSQL$ERP'}, {windows-address: 10.0.0.101,"
                + " prefix: 24, interface: {a: Ethernet 2, b: Public}}");
    Accepted accepted = assertInstanceOf(Accepted.class, reading, reading::toString);
    List<ResourceSpec> group = accepted.site().pairs().get(new PairName("p0")).group();
    assertEquals(
        List.of(
            ResourceKind.WINDOWS_DISK, ResourceKind.WINDOWS_SERVICE, ResourceKind.WINDOWS_ADDRESS),
        group.stream().map(ResourceSpec::kind).toList());
    assertEquals(
        List.of(ID, "MSSQL$ERP", "10.0.0.101"), group.stream().map(ResourceSpec::agent).toList());
    assertEquals("E:", group.get(0).parameters().get("path").on(new NodeName("b")));
    assertEquals("24", group.get(2).parameters().get("prefix").on(new NodeName("a")));
    assertEquals("Ethernet 2", group.get(2).parameters().get("interface").on(new NodeName("a")));
    assertEquals("Public", group.get(2).parameters().get("interface").on(new NodeName("b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{windows-service: 'type= service'}",
        "{windows-service: 'a/b'}",
        "{windows-service: '\\\\host'}",
        "{windows-service: x, prefix: 24}",
        "{windows-address: here, prefix: 24, interface: Public}",
        "{windows-address: 10.0.0.101, interface: Public}",
        "{windows-address: 10.0.0.101, prefix: 24}",
        "{windows-address: 10.0.0.101, prefix: 33, interface: Public}",
        "{windows-address: 10.0.0.101, prefix: 24, interface: 'Eth*'}",
        "{windows-disk: 'a b'}",
        "{windows-disk: 6001, path: relative}",
        "{windows-disk: 6001, path: '/srv'}",
      })
  void whatCannotBeRightIsRefused(String resource) throws IOException {
    assertEquals(1, errors(resource).size(), () -> resource);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.101, 32", "'fd00::1', 64", "'fd00::1', 128"})
  void aPrefixIsAsLongAsItsAddressAllows(String address, int prefix) throws IOException {
    assertEquals(
        List.of(),
        errors(
            "{windows-address: '%s', prefix: %d, interface: Public}".formatted(address, prefix)));
  }

  @Test
  void twoPairsOfANodeCannotHaveTheSameThing() throws IOException {
    assertEquals(1, errors("{windows-service: Spooler}", "{windows-service: spooler}").size());
    assertEquals(1, errors("{windows-disk: 60ab}", "{windows-disk: 60AB}").size());
    String address = "{windows-address: 10.0.0.101, prefix: 24, interface: Public}";
    assertEquals(1, errors(address, "{ocf: 'heartbeat:IPaddr2', ip: 10.0.0.101}").size());
  }

  @Test
  void beatsAreNotWrittenToTheGroupsDisk() throws IOException {
    List<String> errors = errors("{windows-disk: BEAT0}");
    assertEquals(1, errors.size());
    assertTrue(errors.getFirst().contains("would write beats to //./disk/beat0"), errors::toString);
    assertEquals(List.of(), errors("{windows-disk: data0}"));
  }
}
