package io.hotpair.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.windows.ServiceStatus.State;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sc.exe prints, read by its numbers. */
final class ServiceStatusTest {
  private static ServiceStatus parse(String output) {
    return ServiceStatus.parse(output).orElseThrow();
  }

  @Test
  void everyFieldIsRead() {
    assertEquals(
        new ServiceStatus(0x10, State.START_PENDING, 0, 0, 1, Duration.ofSeconds(2), 4816),
        parse(Services.START_PENDING));
    assertEquals(
        new ServiceStatus(0x10, State.STOP_PENDING, 0, 0, 3, Duration.ofSeconds(5), 4816),
        parse(Services.STOP_PENDING));
    assertEquals(
        new ServiceStatus(0x10, State.STOPPED, 1066, 17058, 0, Duration.ZERO, 0),
        parse(Services.CRASHED));
  }

  @Test
  void theStatesAreThoseOfTheirNumbers() {
    assertEquals(State.RUNNING, parse(Services.RUNNING).state());
    assertEquals(State.STOPPED, parse(Services.STOPPED).state());
    assertEquals(State.PAUSED, parse(Services.PAUSED).state());
    assertEquals(State.CONTINUE_PENDING, parse(Services.RUNNING.replace(": 4", ": 5")).state());
    assertEquals(State.PAUSE_PENDING, parse(Services.RUNNING.replace(": 4", ": 6")).state());
  }

  @Test
  void aTranslatedWindowsIsReadByItsNumbers() {
    ServiceStatus status = parse(Services.SPANISH);
    assertEquals(State.RUNNING, status.state());
    assertEquals(2460, status.process());
    assertEquals(ServiceStatus.OWN_PROCESS, status.type() & ServiceStatus.OWN_PROCESS);
  }

  @Test
  void theEncodingOfTheConsoleDoesNotMatter() {
    assertEquals(parse(Services.RUNNING), parse(Recorded.utf16(Services.RUNNING)));
    assertEquals(parse(Services.RUNNING), parse("\uFEFF" + Services.RUNNING));
    assertEquals(parse(Services.RUNNING), parse(Services.RUNNING.replace("\r", "")));
    // Code page 850, decoded as UTF-8.
    assertEquals(parse(Services.SPANISH), parse(Services.SPANISH.replace('Ó', '\uFFFD')));
  }

  @Test
  void aServiceWhoseNameIsANumberIsNoField() {
    assertEquals(parse(Services.RUNNING), parse(Services.RUNNING.replace("MSSQL$ERP", "4711")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "SERVICE_NAME: x\r\n", "Access is denied.\r\n"})
  void whatIsNoStatusIsNone(String output) {
    assertEquals(Optional.empty(), ServiceStatus.parse(output));
  }

  @Test
  void aStatusThatIsCutOffOrHasAStrangeStateIsNone() {
    assertEquals(Optional.empty(), ServiceStatus.parse(Services.STOP_SENT));
    assertEquals(Optional.empty(), ServiceStatus.parse(Services.RUNNING.replace(": 4", ": 9")));
  }

  @Test
  void anErrorIsItsNumber() {
    assertEquals(
        OptionalInt.of(1060),
        ServiceStatus.error(
            Services.error(
                "EnumQueryServicesStatus:OpenService",
                1060,
                "The specified service does not exist as an installed service.")));
    assertEquals(
        OptionalInt.of(1060),
        ServiceStatus.error(
            "[SC] EnumQueryServicesStatus:OpenService FEHLER 1060:\r\n\r\n"
                + "Der angegebene Dienst ist kein installierter Dienst.\r\n\r\n"));
    assertEquals(
        OptionalInt.of(5),
        ServiceStatus.error("[SC] OpenService ÉCHEC 5 :\r\n\r\nAccès refusé.\r\n"));
    assertEquals(
        OptionalInt.of(1056),
        ServiceStatus.error(
            Recorded.utf16(
                Services.error(
                    "StartService", 1056, "An instance of the service is already running."))));
    assertEquals(OptionalInt.empty(), ServiceStatus.error(Services.RUNNING));
  }
}
