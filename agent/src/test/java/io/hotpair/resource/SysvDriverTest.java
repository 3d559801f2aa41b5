package io.hotpair.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ResourceDriver;
import io.hotpair.port.ResourceDriver.Finding;
import io.hotpair.system.ProcessRunner;
import io.hotpair.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class SysvDriverTest {
  @TempDir Path etc;

  private Path pid;

  @BeforeEach
  void aScript() throws IOException {
    pid = etc.resolve("pid");
    // As scripts are: "status" tells a dead process with its file left behind from a stopped one.
    script(
        """
        case $1 in
          start) touch PID ;;
          stop) rm -f PID ;;
          status) test -e PID || exit 3; test "$(cat PID)" = dead && exit 1; exit 0 ;;
        esac
        """);
  }

  @Test
  void itStartsAndStops() {
    ResourceDriver driver = driver(Duration.ofSeconds(20));
    assertEquals(new Outcome.Succeeded<>(Finding.STOPPED), driver.monitor());
    assertEquals(new Outcome.Succeeded<>(Finding.RUNNING), driver.start());
    assertEquals(new Outcome.Succeeded<>(Finding.RUNNING), driver.monitor());
    assertEquals(new Outcome.Succeeded<>(Finding.STOPPED), driver.stop());
    assertEquals(new Outcome.Succeeded<>(Finding.STOPPED), driver.monitor());
  }

  @Test
  void aDeadProcessThatLeftItsFileIsBroken() throws IOException {
    Files.writeString(pid, "dead");
    assertEquals(new Outcome.Succeeded<>(Finding.FAILED), driver(Duration.ofSeconds(20)).monitor());
  }

  @ParameterizedTest(name = "status {0} proves nothing")
  @CsvSource({"2, FAILED", "4, ", "5, ", "150, ", "100, ", "64, "})
  void otherStatusesProveNothing(int status, Finding finding) throws IOException {
    script("exit " + status);
    Outcome<Finding> outcome = driver(Duration.ofSeconds(20)).monitor();
    if (finding == null) {
      assertInstanceOf(Outcome.Unknown.class, outcome);
    } else {
      assertEquals(new Outcome.Succeeded<>(finding), outcome);
    }
  }

  /** Some scripts complain of a start of what runs, though the standard forbids it. */
  @Test
  void theStatusDecidesAndNotTheAction() throws IOException {
    script("case $1 in status) exit 0 ;; *) echo already there >&2; exit 1 ;; esac");
    ResourceDriver driver = driver(Duration.ofSeconds(20));
    assertEquals(new Outcome.Succeeded<>(Finding.RUNNING), driver.start());
    assertTrue(
        driver.stop().text().endsWith("exit status 1: already there; then RUNNING"),
        driver.stop().text());
  }

  @Test
  void aStopWhoseProcessStaysIsNoSuccess() throws IOException {
    script("exit 0");
    assertEquals(
        new Outcome.TimedOut<Finding>(Duration.ofMillis(400)),
        driver(Duration.ofMillis(400)).stop());
  }

  @Test
  void whatIsMissingOrStartsAtBootIsNamed() throws IOException {
    ResourceDriver driver = driver(Duration.ofSeconds(20));
    assertEquals(new Outcome.Succeeded<>(true), driver.check());
    Path level = Files.createDirectories(etc.resolve("rc3.d"));
    Files.createSymbolicLink(level.resolve("S20tomcat"), Path.of("../init.d/tomcat"));
    assertEquals(
        "check of erp.service ("
            + etc
            + "/init.d/tomcat): "
            + level
            + " would start it at boot, without the guard; run update-rc.d tomcat disable",
        driver.check().text());
    Files.delete(etc.resolve("init.d").resolve("tomcat"));
    assertTrue(driver.check().text().endsWith("/init.d/tomcat does not exist"));
    assertInstanceOf(Outcome.Unknown.class, driver.monitor());
  }

  @Test
  void aPathIsNoName() {
    assertThrows(IllegalArgumentException.class, () -> driver("../tomcat", Duration.ofSeconds(1)));
  }

  private void script(String body) throws IOException {
    Specs.script(
        etc.resolve("init.d").resolve("tomcat"),
        "#!/bin/sh\n" + body.replace("PID", pid.toString()));
  }

  private ResourceDriver driver(Duration deadline) {
    return driver("tomcat", deadline);
  }

  private ResourceDriver driver(String script, Duration deadline) {
    ResourceSpec.Times times =
        new ResourceSpec.Times(deadline, deadline, Duration.ofSeconds(20), Duration.ofSeconds(10));
    ResourceSpec spec =
        new ResourceSpec(
            new ResourceName("service"), ResourceKind.SYSV, script, Map.of(), Map.of(), times);
    return new Drivers(
            ProcessRunner::new,
            Specs.BLADE1,
            Path.of("/usr/lib/ocf"),
            Path.of("/usr/bin/systemctl"),
            etc.resolve("init.d"),
            new Trust(false))
        .of(Specs.ERP, spec);
  }
}
