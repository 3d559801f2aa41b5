package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Nagios plugin asks this agent; the plugin's own tests ask net-snmp's. */
final class CheckHotpairTest {
  private static final Path PLUGIN = Path.of("../nagios-plugins/check_hotpair");
  private static RunningSurface agent;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException {
    agent = new RunningSurface();
  }

  @AfterAll
  static void stop() throws IOException {
    agent.close();
  }

  @Test
  void theActivePairIsOk() throws Exception {
    check(0, "PAIR OK - erp: active on blade1, ready; unsafe demo", "-m", "pair", "-P", "erp");
  }

  @Test
  void theWorstPairComesFirst() throws Exception {
    check(
        2,
        "PAIR CRITICAL - a: no active node is known to blade1, which is joining: listens for its"
            + " peer; mail: standby on blade1, fault stopFailed: watches",
        "-m",
        "pair");
  }

  @Test
  void whatToRepairIsSaidInTheWordsOfTheAgent() throws Exception {
    check(
        2,
        "1 of 3 pairs not ready: a: joining: has not finished its start (limit 0); mail: suspended",
        "-m",
        "readiness");
  }

  @Test
  void thePathsOfOnePairAreRead() throws Exception {
    check(
        1,
        "PATH WARNING - erp public: down, vpe1 heard 0.1 s ago (10.0.0.11:7801 - 10.0.0.21:7801,"
            + " carrier down)",
        "-m",
        "path",
        "-P",
        "erp");
  }

  @Test
  void theLunsAreReadWithTheirOwners() throws Exception {
    check(0, "LUN OK - erp data: owner blade1;", "-m", "lun", "-P", "erp");
    check(2, "mail spool: vpe1 has another LUN than /dev/sdc of blade1", "-m", "lun");
    check(2, "mail spool: blade1 cannot read /dev/sdc", "-m", "lun");
  }

  @Test
  void thePartsOfTheNodeAreReadWithWhatToDo() throws Exception {
    check(2, "HEALTH CRITICAL - lun-erp of blade1 is failed, no answer for 31 s: ", "-m", "health");
    check(0, "1 of 1 parts are ok", "-m", "health", "--part", "clock");
  }

  @Test
  void theFailoverCountersAreRead() throws Exception {
    check(
        0,
        "erp_failovers=5c erp_failedMoves=1c erp_suppressedMoves=4c erp_takeovers=3c"
            + " erp_switchovers=2c",
        "-m",
        "failovers",
        "-P",
        "erp");
  }

  @Test
  void aVanishedPairIsTold() throws Exception {
    check(3, "blade1 has no pair crm; it has: a, erp, mail", "-m", "pair", "-P", "crm");
  }

  @Test
  void aRefusedUserOrKeyIsTold() throws Exception {
    credentials("stranger", RunningSurface.AUTH, RunningSurface.PRIV);
    run(3, "defSecurityName", "-m", "pair", "-t", "3");
    credentials(RunningSurface.READER, "another phrase", RunningSurface.PRIV);
    run(3, "defAuthPassphrase", "-m", "pair", "-t", "3");
    credentials(RunningSurface.READER, RunningSurface.AUTH, "another phrase");
    run(3, "defPrivPassphrase", "-m", "pair", "-t", "3");
  }

  private void check(int status, String text, String... arguments) throws Exception {
    credentials(RunningSurface.READER, RunningSurface.AUTH, RunningSurface.PRIV);
    run(status, text, arguments);
  }

  private void run(int status, String text, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(PLUGIN.toString()));
    command.addAll(List.of("-H", "127.0.0.1", "-p", Integer.toString(agent.port()), "-t", "20"));
    // The fixture's clock stands still.
    command.addAll(List.of("--max-age", "0", "--credentials", directory.toString()));
    command.addAll(List.of("--state-dir", directory.resolve("state").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
    assertTrue(output.contains(text), output);
    assertEquals(status, process.exitValue(), output);
  }

  private void credentials(String user, String auth, String priv) throws IOException {
    Path file = directory.resolve("snmp.conf");
    Files.writeString(
        file,
        """
        defVersion 3
        defSecurityName %s
        defSecurityLevel authPriv
        defAuthType SHA-256
        defAuthPassphrase "%s"
        defPrivType AES
        defPrivPassphrase "%s"
        """
            .formatted(user, auth, priv));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
