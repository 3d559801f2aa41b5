package io.hotpair.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ResourceDriver;
import io.hotpair.port.ResourceDriver.Finding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service, by what sc.exe was recorded to say. */
@Timeout(60)
final class ServiceDriverTest {
  private static final Outcome<Finding> RUNNING = new Outcome.Succeeded<>(Finding.RUNNING);
  private static final Outcome<Finding> STOPPED = new Outcome.Succeeded<>(Finding.STOPPED);
  private static final String MISSING =
      Services.error(
          "EnumQueryServicesStatus:OpenService",
          1060,
          "The specified service does not exist as an installed service.");

  private final Recorded sc = new Recorded();

  private ResourceDriver driver() {
    return driver(Duration.ofSeconds(20), process -> () -> false);
  }

  private ResourceDriver driver(Duration deadline, LongFunction<BooleanSupplier> processes) {
    ResourceSpec.Times times =
        new ResourceSpec.Times(deadline, deadline, deadline, Duration.ofSeconds(10));
    return new ServiceDriver(
        new ServiceControl(sc, Recorded.FOLDER, "MSSQL$ERP"),
        new ServiceSettings(new Powershell(sc, Recorded.FOLDER), "MSSQL$ERP", "erp.db"),
        times,
        "erp.db (MSSQL$ERP)",
        processes);
  }

  @Test
  void theNameIsAnArgumentAndNoLine() {
    sc.says(0, Services.RUNNING);
    driver().monitor();
    assertEquals(
        List.of(List.of("C:\\Windows\\System32\\sc.exe", "queryex", "MSSQL$ERP")), sc.commands);
  }

  @Test
  void aMonitorReadsTheState() {
    assertEquals(RUNNING, found(0, Services.RUNNING));
    assertEquals(STOPPED, found(0, Services.STOPPED));
    assertEquals(STOPPED, found(0, Services.NEVER_STARTED));
    assertEquals(STOPPED, found(0, Services.CRASHED));
    assertEquals(STOPPED, found(1060, MISSING));
    assertEquals(new Outcome.Succeeded<>(Finding.FAILED), found(0, Services.PAUSED));
  }

  private static Outcome<Finding> found(int status, String output) {
    ServiceDriverTest test = new ServiceDriverTest();
    test.sc.says(status, output);
    return test.driver().monitor();
  }

  @Test
  void whatIsBetweenTwoStatesOrCannotBeReadIsUnknown() {
    assertInstanceOf(Outcome.Unknown.class, found(0, Services.START_PENDING));
    assertInstanceOf(Outcome.Unknown.class, found(0, Services.STOP_PENDING));
    assertInstanceOf(Outcome.Unknown.class, found(0, "what?"));
    String denied =
        found(5, Services.error("EnumQueryServicesStatus:OpenService", 5, "Access is denied."))
            .text();
    assertEquals("unknown: sc queryex MSSQL$ERP: error 5 (ERROR_ACCESS_DENIED)", denied);
  }

  @Test
  void aStartWaitsUntilItRuns() {
    sc.says(0, Services.START_PENDING)
        .says(0, Services.START_PENDING)
        .says(0, Services.START_PENDING.replace("CHECKPOINT         : 0x1", "CHECKPOINT : 0x2"))
        .says(0, Services.RUNNING);
    assertEquals(RUNNING, driver().start());
    assertEquals(4, sc.commands.size());
    assertEquals("start", sc.commands.getFirst().get(1));
  }

  @Test
  void whatRunsAlreadyIsStarted() {
    sc.says(
            1056,
            Services.error("StartService", 1056, "An instance of the service is already running."))
        .says(0, Services.RUNNING);
    assertEquals(RUNNING, driver().start());
  }

  @ParameterizedTest
  @CsvSource({
    "1053, ERROR_SERVICE_REQUEST_TIMEOUT",
    "1058, ERROR_SERVICE_DISABLED",
    "1068, ERROR_SERVICE_DEPENDENCY_FAIL",
    "1069, ERROR_SERVICE_LOGON_FAILED",
    "5, ERROR_ACCESS_DENIED",
  })
  void aRefusedStartSaysItsNumber(int number, String name) {
    sc.says(number, Services.error("StartService", number, "…")).says(0, Services.STOPPED);
    assertEquals(
        new Outcome.Failed<>(
            "start of erp.db (MSSQL$ERP): error %d (%s); it is STOPPED".formatted(number, name)),
        driver().start());
  }

  @Test
  void aStartThatFellOverSaysWhy() {
    sc.says(0, Services.START_PENDING).says(0, Services.CRASHED);
    assertEquals(
        new Outcome.Failed<>(
            "start of erp.db (MSSQL$ERP): STOPPED, error 1066 (ERROR_SERVICE_SPECIFIC_ERROR),"
                + " its 17058"),
        driver().start());
  }

  @Test
  void aStartOfWhatIsNotThereFails() {
    sc.says(1060, Services.error("OpenService", 1060, "…")).says(1060, MISSING);
    assertEquals(
        new Outcome.Failed<>(
            "start of erp.db (MSSQL$ERP): error 1060 (ERROR_SERVICE_DOES_NOT_EXIST)"),
        driver().start());
  }

  @Test
  void aStartThatStandsStillSaysSinceWhen() {
    sc.says(0, Services.START_PENDING).says(0, Services.START_PENDING.replace("0x7d0", "0x64"));
    Outcome<Finding> outcome = driver(Duration.ofMillis(600), process -> () -> false).start();
    assertTrue(
        assertInstanceOf(Outcome.Unknown.class, outcome)
            .text()
            .contains("START_PENDING, checkpoint 1, wait hint 100 ms, and no progress for "),
        outcome::text);
  }

  @Test
  void aStartThatIsStillUnderWayTimesOut() {
    sc.says(0, Services.START_PENDING);
    Duration deadline = Duration.ofMillis(300);
    assertEquals(
        new Outcome.TimedOut<Finding>(deadline), driver(deadline, process -> () -> false).start());
  }

  @Test
  void aStopWaitsForTheStateAndForTheProcess() {
    AtomicInteger asked = new AtomicInteger();
    sc.says(0, Services.RUNNING)
        .says(0, Services.STOP_SENT)
        .says(0, Services.RUNNING) // it has taken the control, and has not said so yet
        .says(0, Services.STOP_PENDING)
        .says(0, Services.STOPPED);
    ResourceDriver driver =
        driver(
            Duration.ofSeconds(20),
            process -> {
              assertEquals(4816, process);
              return () -> asked.incrementAndGet() < 3;
            });
    assertEquals(STOPPED, driver.stop());
    assertEquals(3, asked.get());
  }

  @Test
  void aServiceWhoseProcessStaysHasNotStopped() {
    sc.says(0, Services.RUNNING).says(0, Services.STOP_SENT).says(0, Services.STOPPED);
    Duration deadline = Duration.ofMillis(400);
    assertEquals(
        new Outcome.TimedOut<Finding>(deadline), driver(deadline, process -> () -> true).stop());
  }

  @Test
  void aProcessThatOthersShareMayStay() {
    sc.says(0, Services.RUNNING.replace(": 10  WIN32_OWN", ": 20  WIN32_SHARE"))
        .says(0, Services.STOP_SENT)
        .says(0, Services.STOPPED);
    assertEquals(STOPPED, driver(Duration.ofSeconds(20), process -> () -> true).stop());
  }

  @Test
  void whatIsStoppedOrNotThereIsStopped() {
    String notStarted = Services.error("ControlService", 1062, "The service has not been started.");
    sc.says(0, Services.STOPPED).says(1062, notStarted).says(0, Services.STOPPED);
    assertEquals(STOPPED, driver().stop());
    ServiceDriverTest other = new ServiceDriverTest();
    other.sc.says(1060, MISSING);
    assertEquals(STOPPED, other.driver().stop());
  }

  @Test
  void aStopWhileItStartsIsSentAgain() {
    sc.says(0, Services.START_PENDING)
        .says(
            1061,
            Services.error(
                "ControlService", 1061, "The service cannot accept control messages at this time."))
        .says(0, Services.START_PENDING)
        .says(0, Services.RUNNING)
        .says(0, Services.STOP_SENT)
        .says(0, Services.STOPPED);
    assertEquals(STOPPED, driver().stop());
    assertEquals(2, sc.commands.stream().filter(line -> line.get(1).equals("stop")).count());
  }

  @Test
  void aRefusedStopSaysItsNumber() {
    sc.says(0, Services.RUNNING)
        .says(1051, Services.error("ControlService", 1051, "…"))
        .says(0, Services.RUNNING);
    assertEquals(
        new Outcome.Failed<>(
            "stop of erp.db (MSSQL$ERP): error 1051 (ERROR_DEPENDENT_SERVICES_RUNNING); it is"
                + " RUNNING"),
        driver().stop());
  }

  private static Outcome<Boolean> check(String json) {
    ServiceDriverTest test = new ServiceDriverTest();
    test.sc.says(0, json + "\r\n");
    return test.driver().check();
  }

  @Test
  void aServiceThatOnlyAPersonStartsIsWell() {
    assertEquals(
        new Outcome.Succeeded<>(true),
        check("{\"Start\":3,\"Exists\":true,\"Triggers\":0,\"FailureActions\":null}"));
  }

  @Test
  void whateverWouldStartItWithoutTheGuardIsNamed() {
    assertEquals(
        "check of erp.db: Windows would start it at boot, without the guard; run sc config"
            + " MSSQL$ERP start= demand",
        check("{\"Start\":2,\"Exists\":true,\"Triggers\":0,\"FailureActions\":null}").text());
    assertTrue(
        check("{\"Start\":3,\"Exists\":true,\"Triggers\":1,\"FailureActions\":null}")
            .text()
            .contains("when it is triggered"));
    // Reset after 86400 s, then restart after 60 s twice and nothing: as sc failure stores it.
    String restart = "gFEBAAAAAAAAAAAAAwAAABQAAAABAAAAYOoAAAEAAABg6gAAAAAAAAAAAAA=";
    assertTrue(
        check("{\"Start\":3,\"Exists\":true,\"Triggers\":0,\"FailureActions\":\"" + restart + "\"}")
            .text()
            .contains("after a failure, without the guard; run sc failure MSSQL$ERP"));
    String nothing = "gFEBAAAAAAAAAAAAAQAAABQAAAAAAAAAAAAAAA==";
    assertEquals(
        new Outcome.Succeeded<>(true),
        check(
            "{\"Start\":3,\"Exists\":true,\"Triggers\":0,\"FailureActions\":\"" + nothing + "\"}"));
  }

  @Test
  void aServiceThatIsDisabledOrNotThereIsUnfit() {
    assertEquals(
        new Outcome.Failed<>("check of erp.db: error 1060 (ERROR_SERVICE_DOES_NOT_EXIST)"),
        check("{\"Exists\":false}"));
    assertTrue(
        check("{\"Start\":4,\"Exists\":true,\"Triggers\":0,\"FailureActions\":null}")
            .text()
            .contains("it is disabled"));
    assertInstanceOf(Outcome.Unknown.class, check("{}"));
    assertInstanceOf(Outcome.Unknown.class, check("{\"Exists\":true}"));
  }
}
