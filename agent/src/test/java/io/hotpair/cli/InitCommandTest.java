package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.config.SiteFile;
import io.hotpair.config.SiteReading;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Site;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InitCommandTest {
  private static final List<String> ENOUGH =
      List.of(
          "cluster=as300",
          "pair=erp",
          "preferred=blade1",
          "preferred-private=192.168.10.1",
          "preferred-public=10.0.0.11",
          "other=vpe1",
          "other-private=192.168.10.2",
          "other-public=10.0.0.21",
          "other-host=big1",
          "device=/dev/mapper/erp",
          "beat=/dev/mapper/erp-beat",
          "directory=/srv/erp",
          "address=10.0.0.100/24");

  @TempDir private Path folder;

  @Test
  void optionsGiveASiteThatIsAcceptedWithItsSecrets() throws IOException {
    LocalSite.Result result = init("", ENOUGH);
    assertEquals(ExitStatus.DONE, result.status(), result::errors);
    Site site = accepted("vpe1");
    PairSpec pair = site.pairs().get(new PairName("erp"));
    assertEquals(new NodeName("blade1"), pair.preferred());
    assertEquals(GuardKind.SCSI_PR, pair.arbiter().guard());
    assertEquals(2, pair.group().size());
    NodeSpec other = site.nodes().get(new NodeName("vpe1"));
    assertTrue(other.virtual());
    assertEquals(Optional.of("big1"), other.host());
    Path key = folder.resolve("secrets/cluster.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
  }

  @Test
  void whatNoOptionGivesIsAskedFor() throws IOException {
    String answers =
        "\nerp\nblade1\n192.168.10.1\n10.0.0.11\nvpe1\n192.168.10.2\n10.0.0.21\n\n10.0.0.1\n"
            + "/dev/mapper/erp\n/dev/mapper/beat\n\npostgresql@15-erp\n\n";
    LocalSite.Result result = init(answers, List.of());
    assertEquals(ExitStatus.DONE, result.status(), result::errors);
    Site site = accepted("blade1");
    assertEquals("site", site.cluster());
    assertEquals(List.of("10.0.0.1"), site.networks().reference());
    assertEquals(1, site.pairs().get(new PairName("erp")).group().size());
    assertFalse(result.errors().contains("its type"), "asked for the type of no file system");
  }

  @Test
  void tooFewAnswersNameWhatIsMissingAndWriteNothing() throws IOException {
    LocalSite.Result result = init("as300\n", List.of("preferred=blade1"));
    assertEquals(ExitStatus.USAGE, result.status());
    assertTrue(result.errors().contains("no answer for preferred-private,"), result::errors);
    assertTrue(result.errors().contains("directory, unit or address"), result::errors);
    assertEmpty();
  }

  @Test
  void anAnswerThatTheSiteFileRefusesIsNamedAndNoFileIsWritten() {
    List<String> wrong = new ArrayList<>(ENOUGH);
    wrong.set(3, "preferred-private=192.168.10.1: x}");
    LocalSite.Result result = init("", wrong);
    assertEquals(ExitStatus.USAGE, result.status());
    assertTrue(result.errors().contains("nodes.blade1.addresses.private is "), result::errors);
    assertFalse(Files.exists(folder.resolve("site.yaml")));
    assertFalse(Files.exists(folder.resolve("site.yaml.new")));
  }

  @Test
  void aSiteFileIsNeverOverwritten() throws IOException {
    Files.writeString(folder.resolve("site.yaml"), "mine");
    assertEquals(ExitStatus.REFUSED, init("", ENOUGH).status());
    assertEquals("mine", Files.readString(folder.resolve("site.yaml")));
  }

  @Test
  void theExampleIsASiteOfSixPairsOnTwoHosts() throws IOException {
    LocalSite.Result result = run("init", "--config", file(), "--example", "blade-center");
    assertEquals(ExitStatus.DONE, result.status(), result::errors);
    for (int number = 1; number <= 6; number++) {
      assertEquals(6, accepted("blade" + number).pairs().size());
      assertEquals(12, accepted("standby" + number).nodes().size());
    }
    Site site = accepted("blade1");
    List<String> hosts =
        site.nodes().values().stream().flatMap(node -> node.host().stream()).sorted().toList();
    assertEquals(List.of("big1", "big1", "big1", "big2", "big2", "big2"), hosts);
  }

  @Test
  void anUnknownExampleOrAnswerIsUsage() throws IOException {
    assertEquals(ExitStatus.USAGE, run("init", "--config", file(), "--example", "x").status());
    assertEquals(ExitStatus.USAGE, init("", List.of("colour=blue")).status());
    assertEmpty();
  }

  private void assertEmpty() throws IOException {
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  private String file() {
    return folder.resolve("site.yaml").toString();
  }

  private Site accepted(String node) {
    return switch (SiteFile.read(folder.resolve("site.yaml"), Optional.of(node))) {
      case SiteReading.Accepted accepted -> accepted.site();
      case SiteReading.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  private LocalSite.Result init(String typed, List<String> with) {
    List<String> arguments = new ArrayList<>(List.of("init", "--config", file()));
    with.forEach(answer -> arguments.addAll(List.of("--with", answer)));
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    try {
      return run(arguments.toArray(String[]::new));
    } finally {
      System.setIn(before);
    }
  }

  private static LocalSite.Result run(String... arguments) {
    return LocalSite.run((file, node, socket, state) -> ExitStatus.FAILED, arguments);
  }
}
