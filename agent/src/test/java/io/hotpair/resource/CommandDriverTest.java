package io.hotpair.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ResourceDriver;
import io.hotpair.port.ResourceDriver.Finding;
import io.hotpair.system.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class CommandDriverTest {
  private static final List<String> TRUE = List.of("true");

  @TempDir Path directory;

  @ParameterizedTest(name = "exit status {0} is {1}")
  @CsvSource({"0, RUNNING", "3, STOPPED", "7, STOPPED", "1, FAILED", "5, FAILED", "126, FAILED"})
  void aMonitorsStatusIsRead(int status, Finding finding) {
    ResourceDriver driver = driver(TRUE, TRUE, shell("exit " + status));
    assertEquals(new Outcome.Succeeded<>(finding), driver.monitor());
  }

  @Test
  void aStartWaitsUntilTheMonitorAgrees() throws IOException {
    Path served = directory.resolve("served");
    // It begins to serve a while after the command came back.
    List<String> start = shell("(sleep 0.3; touch " + served + ") > /dev/null 2>&1 &");
    ResourceDriver driver = driver(start, TRUE, shell("test -e " + served + " || exit 7"));
    assertEquals(new Outcome.Succeeded<>(Finding.STOPPED), driver.monitor());
    assertEquals(new Outcome.Succeeded<>(Finding.RUNNING), driver.start());
    assertTrue(Files.exists(served));
  }

  @Test
  void aStopWaitsUntilItIsGone() throws IOException {
    Path served = Files.createFile(directory.resolve("served"));
    List<String> stop = shell("(sleep 0.3; rm " + served + ") > /dev/null 2>&1 &");
    ResourceDriver driver = driver(TRUE, stop, shell("test -e " + served + " || exit 7"));
    assertEquals(new Outcome.Succeeded<>(Finding.RUNNING), driver.monitor());
    assertEquals(new Outcome.Succeeded<>(Finding.STOPPED), driver.stop());
  }

  @Test
  void aStopWhoseResourceStaysIsNoSuccess() {
    ResourceDriver driver = driver(TRUE, TRUE, TRUE, Duration.ofMillis(500));
    assertEquals(new Outcome.TimedOut<Finding>(Duration.ofMillis(500)), driver.stop());
  }

  @Test
  void aFailedStartGivesItsStatusAndLastWords() {
    ResourceDriver driver = driver(shell("echo no licence >&2; exit 9"), TRUE, TRUE);
    assertEquals(
        "start of erp.service: exit status 9: no licence",
        assertInstanceOf(Outcome.Failed.class, driver.start()).text());
  }

  @Test
  void aHungMonitorTimesOut() {
    ResourceDriver driver = driver(TRUE, TRUE, shell("sleep 300"), Duration.ofMillis(300));
    assertEquals(new Outcome.TimedOut<Finding>(Duration.ofMillis(300)), driver.monitor());
  }

  @Test
  void aMissingProgramIsNamedAndItsResourceUnknown() {
    ResourceDriver driver = driver(TRUE, TRUE, List.of("/no/such/monitor"));
    assertEquals(
        "monitor of erp.service: /no/such/monitor does not exist",
        assertInstanceOf(Outcome.Failed.class, driver.check()).text());
    assertInstanceOf(Outcome.Unknown.class, driver.monitor());
  }

  @Test
  void presentProgramsPassTheCheck() {
    assertEquals(new Outcome.Succeeded<>(true), driver(TRUE, TRUE, TRUE).check());
  }

  @Test
  void commandsKnowWhatTheyAreFor() throws IOException {
    Path seen = directory.resolve("seen");
    driver(TRUE, TRUE, shell("env | grep HOTPAIR | sort > " + seen)).monitor();
    assertEquals(
        List.of("HOTPAIR_NODE=blade1", "HOTPAIR_PAIR=erp", "HOTPAIR_RESOURCE=service"),
        Files.readAllLines(seen));
  }

  @Test
  void aMissingOrRelativeCommandIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> driver(TRUE, TRUE, List.of()));
    assertThrows(IllegalArgumentException.class, () -> driver(TRUE, List.of("bin/stop"), TRUE));
  }

  private static List<String> shell(String line) {
    return List.of("/bin/sh", "-c", line);
  }

  private static ResourceDriver driver(
      List<String> start, List<String> stop, List<String> monitor) {
    return driver(start, stop, monitor, Duration.ofSeconds(20));
  }

  private static ResourceDriver driver(
      List<String> start, List<String> stop, List<String> monitor, Duration deadline) {
    Map<String, List<String>> commands = new HashMap<>();
    commands.put("start", start);
    commands.put("stop", stop);
    commands.put("monitor", monitor);
    ResourceSpec.Times times =
        new ResourceSpec.Times(deadline, deadline, deadline, Duration.ofSeconds(10));
    return new Drivers(ProcessRunner::new, Specs.BLADE1)
        .of(Specs.ERP, Specs.commands(commands, times));
  }
}
