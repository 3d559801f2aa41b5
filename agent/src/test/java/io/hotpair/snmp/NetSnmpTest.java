package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tools of net-snmp, another implementation of the standards, make of the agent. */
final class NetSnmpTest {
  private static final String PAIR = "." + Oids.OBJECTS + ".3.1";
  private static final String CONTROL = "." + Oids.CONTROL_ENTRY;
  private static final String ERP = ".3.101.114.112";

  private RunningSurface running;
  private String patience = "10";
  @TempDir private Path home;

  @BeforeEach
  void start() throws IOException {
    running = new RunningSurface();
  }

  @AfterEach
  void stop() throws IOException {
    running.close();
  }

  private Tool.Result run(String user, String auth, String priv, String tool, String... arguments)
      throws IOException, InterruptedException {
    Files.writeString(
        home.resolve("snmp.conf"),
        """
        defVersion 3
        defSecurityLevel authPriv
        defSecurityName %s
        defAuthType %s
        defAuthPassphrase %s
        defPrivType %s
        defPrivPassphrase %s
        """
            .formatted(user, auth, RunningSurface.AUTH, priv, RunningSurface.PRIV));
    List<String> all =
        new ArrayList<>(List.of("-Onqe", "-t", patience, "-r", "1", "127.0.0.1:" + running.port()));
    all.addAll(List.of(arguments));
    return Tool.run(Tool.prepare(tool, "snmp", home, all));
  }

  @ParameterizedTest
  @CsvSource({
    "reader, SHA-256, AES",
    "operator, SHA-384, AES",
    "commander, SHA-512, AES-256",
  })
  void everyKindOfUserReads(String user, String auth, String priv)
      throws IOException, InterruptedException {
    assertEquals(
        new Tool.Result(0, PAIR + ".5" + ERP + " \"blade1\"", ""),
        run(user, auth, priv, "snmpget", PAIR + ".5" + ERP));
  }

  @Test
  void walksByNextAndByBulkAreTheSame() throws IOException, InterruptedException {
    Tool.Result next = run("reader", "SHA-256", "AES", "snmpwalk", "-Cc", "." + Oids.ROOT);
    Tool.Result bulk = run("reader", "SHA-256", "AES", "snmpbulkwalk", "." + Oids.ROOT);
    assertEquals(0, next.status(), next.errors());
    assertEquals(stable(next.output()), stable(bulk.output()));
    assertTrue(stable(next.output()).size() > 200, next.output());
  }

  private static List<String> stable(String walk) {
    return Stream.of(walk.split("\n")).toList();
  }

  @Test
  void timesAreReadAsTimes() throws IOException, InterruptedException {
    Tool.Result result = run("reader", "SHA-256", "AES", "snmpget", "." + Oids.OBJECTS + ".1.8.0");
    assertEquals(
        "." + Oids.OBJECTS + ".1.8.0 \"07 EA 0B 16 11 00 00 00 2B 00 00 \"", result.output());
  }

  @Test
  void anOrderIsGivenBySnmpsetOnceHoweverOftenItIsSent() throws IOException, InterruptedException {
    String lock =
        run("operator", "SHA-384", "AES", "snmpget", "-Ov", CONTROL + ".1" + ERP).output();
    String[] order = {
      CONTROL + ".1" + ERP, "i", lock,
      CONTROL + ".2" + ERP, "s", "vpe1",
      CONTROL + ".3" + ERP, "s", "change-4711",
      CONTROL + ".4" + ERP, "i", "2"
    };
    Tool.Result first = run("operator", "SHA-384", "AES", "snmpset", order);
    assertEquals(0, first.status(), first.errors());
    Tool.Result repeated = run("operator", "SHA-384", "AES", "snmpset", order);
    assertEquals(first, repeated);
    order[8] = "change-4712";
    Tool.Result another = run("operator", "SHA-384", "AES", "snmpset", order);
    assertTrue(another.errors().contains("inconsistentValue"), another.toString());
    assertEquals(1, running.sink.orders().size());
    assertEquals(Action.SWITCHOVER, running.sink.orders().getFirst().action());
  }

  @Test
  void aWrongKeyIsToldAsOne() throws IOException, InterruptedException {
    patience = "1";
    Tool.Result result = run("operator", "SHA-256", "AES", "snmpget", PAIR + ".5" + ERP);
    assertEquals(1, result.status(), result.toString());
    assertTrue(result.errors().contains("Authentication failed for operator"), result.errors());
  }
}
