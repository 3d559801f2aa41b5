package io.hotpair.jolokia;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Nagios plugin asks this agent over Jolokia, and finds what it finds over SNMP. */
final class CheckHotpairTest {
  private static final Path PLUGIN = Path.of("../nagios-plugins/check_hotpair");
  private final JolokiaFixture agent = new JolokiaFixture();

  @TempDir private Path folder;

  CheckHotpairTest() throws IOException {}

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void theActivePairIsOk() throws Exception {
    check(0, "PAIR OK - erp: active on blade1, ready; unsafe demo", "-m", "pair", "-P", "erp");
  }

  @Test
  void thePathsOfOnePairAreRead() throws Exception {
    check(1, "PATH WARNING - erp public: down, vpe1 heard 0.1 s ago", "-m", "path", "-P", "erp");
  }

  @Test
  void theLunsAreReadWithTheirOwners() throws Exception {
    check(0, "LUN OK - erp data: owner blade1;", "-m", "lun", "-P", "erp");
  }

  @Test
  void thePartsOfTheNodeAreReadWithWhatToDo() throws Exception {
    check(2, "HEALTH CRITICAL - lun-erp of blade1 is failed, no answer for 31 s: ", "-m", "health");
    check(0, "1 of 1 parts are ok", "-m", "health", "--part", "clock");
  }

  @Test
  void theFailoverCountersAreRead() throws Exception {
    check(0, "erp_failovers=5c", "-m", "failovers", "-P", "erp");
  }

  @Test
  void aRefusedUserIsTold() throws Exception {
    run("stranger", 3, "refuses the user or the password", "-m", "pair");
  }

  private void check(int status, String text, String... arguments) throws Exception {
    run("watcher", status, text, arguments);
  }

  private void run(String user, int status, String text, String... arguments) throws Exception {
    Path secret = folder.resolve("password");
    if (!Files.exists(secret)) {
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(secret, JolokiaFixture.password("watcher"));
    List<String> command = new ArrayList<>(List.of(PLUGIN.toString()));
    command.addAll(List.of("--jolokia", "http://127.0.0.1:" + agent.port() + "/jolokia"));
    command.addAll(List.of("-u", user, "--password-file", secret.toString()));
    // The fixture's clock stands still.
    command.addAll(List.of("-t", "20", "--max-age", "0"));
    command.addAll(List.of("--state-dir", folder.resolve("state").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
    assertEquals(status, process.exitValue(), output);
    assertTrue(output.contains(text), output);
  }
}
