package io.hotpair.resource;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ResourceDriver;
import io.hotpair.port.ResourceDriver.Finding;
import io.hotpair.system.ProcessRunner;
import io.hotpair.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The driver with a systemctl that keeps a unit's properties in a file, in the form that
 * systemctl(1) describes for {@code show}. A real systemd is for tests in guests.
 */
@Timeout(60)
final class SystemdDriverTest {
  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      # systemctl [OPTIONS] VERB [OPTIONS] UNIT; start and stop do what a file of that name says.
      desk=$(dirname "$0")
      echo "$*" >> "$desk/calls"
      for word in "$@"; do
        case $word in
          --*) ;;
          show) for last; do :; done
                case $last in x.socket | x.timer) cat "$desk/triggers" ;; *) cat "$desk/unit" ;; esac
                exit 0 ;;
          start | stop | reset-failed) . "$desk/$word"; exit "${status:-0}" ;;
        esac
      done
      exit 1
      """;

  @TempDir Path directory;

  @BeforeEach
  void makeSystemctl() throws IOException {
    Specs.script(directory.resolve("systemctl"), SYSTEMCTL);
    unit("inactive", "dead", "success", "");
    on("reset-failed", "");
  }

  @ParameterizedTest(name = "{0}/{1} with control group \"{2}\" is {3}")
  @CsvSource({
    "active, running, /system.slice/x.service, RUNNING",
    "active, exited, '', RUNNING",
    "reloading, reload, /system.slice/x.service, RUNNING",
    "inactive, dead, '', STOPPED",
    "failed, failed, '', FAILED",
    "activating, auto-restart, '', FAILED",
  })
  void aUnitsStateIsRead(String active, String sub, String group, Finding finding)
      throws IOException {
    unit(active, sub, "success", group);
    assertEquals(new Outcome.Succeeded<>(finding), driver().monitor());
  }

  @ParameterizedTest(name = "{0}/{1} with control group \"{2}\" is unknown")
  @CsvSource({
    "activating, start, /system.slice/x.service",
    "deactivating, stop-sigterm, /system.slice/x.service",
    "failed, failed, /system.slice/x.service",
    "inactive, dead, /system.slice/x.service",
    "dreaming, dead, ''",
  })
  void aUnitUnderWayIsNotGuessedAt(String active, String sub, String group) throws IOException {
    unit(active, sub, "success", group);
    assertInstanceOf(Outcome.Unknown.class, driver().monitor());
  }

  @Test
  void aStartWaitsUntilTheUnitHasSettled() throws IOException {
    on(
        "start",
        state("activating", "start", "success", "/system.slice/x.service")
            + "(sleep 0.3; "
            + state("active", "running", "success", "/system.slice/x.service").strip()
            + ") > /dev/null 2>&1 &\n");
    assertEquals(new Outcome.Succeeded<>(Finding.RUNNING), driver().start());
  }

  @Test
  void aFailedStartSaysWhatSystemdSays() throws IOException {
    on(
        "start",
        state("failed", "failed", "exit-code", "")
            + "echo 'Job for x.service failed because the control process exited.' >&2\n"
            + "status=1\n");
    assertEquals(
        "start of erp.service (x.service): failed/failed, result exit-code: "
            + "Job for x.service failed because the control process exited.",
        assertInstanceOf(Outcome.Failed.class, driver().start()).text());
  }

  @Test
  void aStopThatEndsInBadOrderIsAStopAndIsForgotten() throws IOException {
    on("stop", state("failed", "failed", "exit-code", ""));
    on("reset-failed", state("inactive", "dead", "success", ""));
    ResourceDriver driver = driver();
    assertEquals(new Outcome.Succeeded<>(Finding.STOPPED), driver.stop());
    assertEquals(new Outcome.Succeeded<>(Finding.STOPPED), driver.monitor());
  }

  @Test
  void aUnitWhoseProcessesStayHasNotStopped() throws IOException {
    on("stop", state("failed", "failed", "timeout", "/system.slice/x.service"));
    Duration deadline = Duration.ofMillis(500);
    assertEquals(new Outcome.TimedOut<Finding>(deadline), driver("x.service", deadline).stop());
  }

  @Test
  void aStopThatLeavesTheUnitActiveFailed() throws IOException {
    unit("active", "running", "success", "/system.slice/x.service");
    on("stop", "status=1\necho 'Failed to stop x.service: Access denied' >&2\n");
    String text = assertInstanceOf(Outcome.Failed.class, driver().stop()).text();
    assertTrue(
        text.endsWith(
            "active/running, result success: " + "Failed to stop x.service: Access denied"),
        text);
  }

  @Test
  void aHungSystemctlTimesOut() throws IOException {
    on("start", "sleep 300\n");
    Duration deadline = Duration.ofMillis(300);
    assertEquals(new Outcome.TimedOut<Finding>(deadline), driver("x.service", deadline).start());
  }

  @Test
  void withoutSystemdTheStateIsUnknown() throws IOException {
    Specs.script(
        directory.resolve("systemctl"),
        """
        #!/bin/sh
        echo "System has not been booted with systemd as init system (PID 1)." >&2
        exit 1
        """);
    Outcome<Finding> outcome = driver().monitor();
    assertInstanceOf(Outcome.Unknown.class, outcome);
    assertTrue(outcome.text().endsWith("as init system (PID 1)."), outcome.text());
    assertInstanceOf(Outcome.Unknown.class, driver().check());
  }

  @Test
  void aDisabledUnitThatIsThereIsGood() throws IOException {
    assertEquals(new Outcome.Succeeded<>(true), driver().check());
    List<String> calls = Files.readAllLines(directory.resolve("calls"));
    assertEquals(
        List.of(
            "--no-ask-password --no-pager show --property=LoadState,LoadError,UnitFileState,"
                + "ActiveState,SubState,Result,ControlGroup,TriggeredBy x.service"),
        calls);
  }

  @Test
  void aUnitThatSystemdWouldStartAtBootIsRefused() throws IOException {
    unitFile("loaded", "enabled");
    String text = assertInstanceOf(Outcome.Failed.class, driver().check()).text();
    assertTrue(text.endsWith("without the guard; run systemctl disable x.service"), text);
  }

  @Test
  void aUnitThatAnEnabledSocketOrTimerWouldStartIsRefused() throws IOException {
    Path unit = directory.resolve("unit");
    Files.writeString(unit, "TriggeredBy=x.socket x.timer\n", StandardOpenOption.APPEND);
    Path triggers = directory.resolve("triggers");
    String well = "Id=x.socket\nUnitFileState=disabled\n\nId=x.timer\nUnitFileState=static\n";
    Files.writeString(triggers, well);
    assertEquals(new Outcome.Succeeded<>(true), driver().check());
    Files.writeString(triggers, well.replace("static", "enabled-runtime"));
    String text = assertInstanceOf(Outcome.Failed.class, driver().check()).text();
    assertTrue(text.endsWith("without the guard; run systemctl disable --now x.timer"), text);
    Files.writeString(triggers, "Id=x.socket\nUnitFileState=disabled\n");
    assertInstanceOf(Outcome.Unknown.class, driver().check(), "it told of one only");
  }

  @ParameterizedTest
  @CsvSource({"not-found", "masked", "bad-setting", "error"})
  void aUnitThatIsNotLoadedIsNamed(String state) throws IOException {
    unitFile(state, "");
    assertEquals(
        "check of erp.service (x.service): the unit is " + state,
        assertInstanceOf(Outcome.Failed.class, driver().check()).text());
  }

  @ParameterizedTest
  @CsvSource({"--now", "a b", "../x.service", "x;y", "''"})
  void aMalformedUnitIsRefused(String unit) {
    assertThrows(IllegalArgumentException.class, () -> driver(unit, Duration.ofSeconds(20)));
  }

  @Test
  void anInstanceOfATemplateIsAUnit() {
    assertDoesNotThrow(() -> driver("postgresql@15-erp.service", Duration.ofSeconds(20)));
  }

  private ResourceDriver driver() {
    return driver("x.service", Duration.ofSeconds(20));
  }

  private ResourceDriver driver(String unit, Duration deadline) {
    ResourceSpec.Times times =
        new ResourceSpec.Times(deadline, deadline, deadline, Duration.ofSeconds(10));
    Drivers drivers =
        new Drivers(
            ProcessRunner::new,
            Specs.BLADE1,
            directory,
            directory.resolve("systemctl"),
            directory,
            Trust.ofThisUser());
    return drivers.of(Specs.ERP, Specs.unit(unit, times));
  }

  private void unit(String active, String sub, String result, String group) throws IOException {
    Files.writeString(
        directory.resolve("unit"), properties("loaded", "disabled", active, sub, result, group));
  }

  private void unitFile(String load, String file) throws IOException {
    Files.writeString(
        directory.resolve("unit"), properties(load, file, "inactive", "dead", "success", ""));
  }

  private void on(String verb, String script) throws IOException {
    Files.writeString(directory.resolve(verb), script);
  }

  private String state(String active, String sub, String result, String group) {
    String properties = properties("loaded", "disabled", active, sub, result, group);
    return "printf '" + properties.replace("\n", "\\n") + "' > \"$desk/unit\"\n";
  }

  // Not in the order in which they were asked for: systemctl does not keep it either.
  private static String properties(
      String load, String file, String active, String sub, String result, String group) {
    return """
    Result=%s
    ControlGroup=%s
    LoadState=%s
    ActiveState=%s
    SubState=%s
    UnitFileState=%s
    """
        .formatted(result, group, load, active, sub, file);
  }
}
