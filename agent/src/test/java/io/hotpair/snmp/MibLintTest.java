package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other projects' parsers say of the MIB. */
final class MibLintTest {
  // Debian ships none of the standard modules; this npm package carries them.
  private static final String MODULES_PACKAGE = "net-snmp@3.29.2";
  private static final Path MODULES = Path.of("target/mibs");

  @TempDir private Path home;

  @BeforeAll
  static void fetchModules(@TempDir Path unpacked) throws Exception {
    if (Files.exists(MODULES.resolve("SNMPv2-CONF"))) {
      return;
    }
    Tool.Result packed =
        Tool.run(
            Tool.prepare(
                "npm",
                "npm (or nodejs)",
                unpacked,
                List.of("pack", MODULES_PACKAGE, "--silent", "--pack-destination", "" + unpacked)));
    assertEquals(0, packed.status(), packed.errors());
    Tool.Result extracted =
        Tool.run(
            Tool.prepare(
                "tar",
                "tar",
                unpacked,
                List.of(
                    "-xzf", unpacked.resolve(packed.output()).toString(), "-C", "" + unpacked)));
    assertEquals(0, extracted.status(), extracted.errors());
    Files.createDirectories(MODULES);
    for (String module : List.of("SNMPv2-SMI", "SNMPv2-TC", "SNMPv2-CONF")) {
      Files.copy(
          unpacked.resolve("package/lib/mibs").resolve(module + ".mib"), MODULES.resolve(module));
    }
  }

  @Test
  void smilintSaysNothing() throws IOException, InterruptedException {
    ProcessBuilder builder =
        Tool.prepare(
            "smilint", "smitools", home, List.of("-l", "6", MibFile.FILE.toRealPath().toString()));
    builder.environment().put("SMIPATH", MODULES.toAbsolutePath().toString());
    assertEquals(new Tool.Result(0, "", ""), Tool.run(builder));
  }

  @Test
  void smilintWouldFindADefect() throws IOException, InterruptedException {
    Path broken = home.resolve("HOTPAIR-MIB.txt");
    Files.writeString(broken, Files.readString(MibFile.FILE).replace("hotpairAgentVersion,", ""));
    ProcessBuilder builder =
        Tool.prepare("smilint", "smitools", home, List.of("-l", "6", broken.toString()));
    builder.environment().put("SMIPATH", MODULES.toAbsolutePath().toString());
    Tool.Result result = Tool.run(builder);
    assertEquals(
        true, (result.output() + result.errors()).contains("hotpairAgentVersion"), "" + result);
  }

  @Test
  void netSnmpLoadsIt() throws IOException, InterruptedException {
    MibFile mib = MibFile.read();
    for (String name :
        List.of("hotpairPairReady", "hotpairControlForce", "hotpairTakeoverStarted")) {
      ProcessBuilder builder =
          Tool.prepare("snmptranslate", "snmp", home, List.of("-On", "HOTPAIR-MIB::" + name));
      builder.environment().put("MIBS", "HOTPAIR-MIB");
      builder
          .environment()
          .put("MIBDIRS", MODULES.toAbsolutePath() + ":" + MibFile.FILE.toRealPath().getParent());
      assertEquals(new Tool.Result(0, "." + mib.oid(name), ""), Tool.run(builder));
    }
  }
}
