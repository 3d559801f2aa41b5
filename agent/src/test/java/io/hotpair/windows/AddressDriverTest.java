package io.hotpair.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.ResourceDriver.Finding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An address, by what the script was recorded to answer; states are numbers, 0 to 4. */
@Timeout(60)
final class AddressDriverTest {
  private static final String NAME = "erp.address (10.0.0.101 on Ethernet 2)";
  private static final int TENTATIVE = 1;
  private static final int DUPLICATE = 2;
  private static final int PREFERRED = 4;
  private static final String NONE = "{\"Addresses\":[]}";
  private static final Outcome<Finding> RUNNING = new Outcome.Succeeded<>(Finding.RUNNING);
  private static final Outcome<Finding> STOPPED = new Outcome.Succeeded<>(Finding.STOPPED);
  private static final Outcome<Finding> BROKEN = new Outcome.Succeeded<>(Finding.FAILED);

  private final Recorded powershell = new Recorded();

  private AddressDriver driver() {
    return driver(Duration.ofSeconds(20));
  }

  private AddressDriver driver(Duration deadline) {
    return new AddressDriver(
        new Powershell(powershell, Recorded.FOLDER),
        Times.of(deadline),
        "erp.address",
        "10.0.0.101",
        "Ethernet 2",
        24);
  }

  private static String on(String alias, int state) {
    return "{\"Addresses\":[{\"SkipAsSource\":false,\"PrefixLength\":24,\"InterfaceAlias\":\""
        + alias
        + "\",\"IPAddress\":\"10.0.0.101\",\"AddressState\":"
        + state
        + "}]}\r\n";
  }

  private static String error(String id, int category) {
    return "{\"Error\":{\"Category\":%d,\"Message\":\"Satz\",\"HResult\":0,\"Id\":\"%s\"}}"
        .formatted(category, id);
  }

  private List<String> verbs() {
    return powershell.environments.stream()
        .map(environment -> environment.get(Powershell.ARGUMENTS))
        .map(json -> json.replaceAll(".*\"Verb\":\"([a-z]+)\".*", "$1"))
        .toList();
  }

  @Test
  void aStartWaitsUntilNobodyElseHasIt() {
    powershell
        .says(0, NONE)
        .says(0, on("Ethernet 2", TENTATIVE))
        .says(0, on("Ethernet 2", TENTATIVE))
        .says(0, on("Ethernet 2", PREFERRED));
    assertEquals(RUNNING, driver().start());
    assertEquals(List.of("look", "add", "look", "look"), verbs());
  }

  @Test
  void anAddressThatAnotherMachineHasIsTakenAwayAgain() {
    powershell
        .says(0, NONE)
        .says(0, on("Ethernet 2", TENTATIVE))
        .says(0, on("Ethernet 2", DUPLICATE))
        .says(0, NONE);
    assertEquals(
        new Outcome.Failed<>("start of " + NAME + ": another machine has the address"),
        driver().start());
    assertEquals(List.of("look", "add", "look", "remove"), verbs());
  }

  @Test
  void whatIsThereAlreadyIsStarted() {
    powershell.says(0, on("ethernet 2", PREFERRED));
    assertEquals(RUNNING, driver().start());
    assertEquals(List.of("look"), verbs());
  }

  @Test
  void anAddressThatCameMeanwhileIsNoError() {
    powershell
        .says(0, NONE)
        .says(0, error("Windows System Error 5010,New-NetIPAddress", 20))
        .says(0, on("Ethernet 2", PREFERRED));
    assertEquals(RUNNING, driver().start());
  }

  @Test
  void onAnotherInterfaceItIsNotStarted() {
    powershell.says(0, on("Ethernet 7", PREFERRED));
    assertEquals(
        new Outcome.Failed<>("start of " + NAME + ": it is on Ethernet 7 with prefix 24 already"),
        driver().start());
    assertEquals(BROKEN, driver().monitor());
  }

  @Test
  void aRefusedStartSaysItsNumber() {
    powershell.says(0, NONE).says(0, error("Windows System Error 5,New-NetIPAddress", 18));
    assertEquals(
        new Outcome.Failed<>("start of " + NAME + ": error 5 (ERROR_ACCESS_DENIED): Satz"),
        driver().start());
  }

  @Test
  void aStartThatStaysTentativeTimesOut() {
    powershell.says(0, NONE).says(0, on("Ethernet 2", TENTATIVE));
    Duration deadline = Duration.ofMillis(500);
    assertEquals(new Outcome.TimedOut<Finding>(deadline), driver(deadline).start());
  }

  @ParameterizedTest
  @CsvSource({"0, FAILED", "2, FAILED", "3, FAILED", "4, RUNNING"})
  void aMonitorReadsTheState(int state, Finding finding) {
    powershell.says(0, on("Ethernet 2", state));
    assertEquals(new Outcome.Succeeded<>(finding), driver().monitor());
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "-1"})
  void whatIsUnderWayOrStrangeIsUnknown(int state) {
    powershell.says(0, on("Ethernet 2", state));
    assertInstanceOf(Outcome.Unknown.class, driver().monitor());
  }

  @Test
  void aMonitorThatGetsNoAnswerIsUnknownAndNoneIsStopped() {
    assertInstanceOf(
        Outcome.Unknown.class, driverThatHears(error("HRESULT 0x80041001,x", 0)).monitor());
    assertInstanceOf(Outcome.Unknown.class, driverThatHears("{}").monitor());
    assertEquals(STOPPED, driverThatHears(NONE).monitor());
    // One address, written without its list.
    assertEquals(
        RUNNING,
        driverThatHears(on("Ethernet 2", PREFERRED).replace("[", "").replace("]", "")).monitor());
  }

  private static AddressDriver driverThatHears(String output) {
    AddressDriverTest test = new AddressDriverTest();
    test.powershell.says(0, output);
    return test.driver();
  }

  @Test
  void aStopIsDoneWhenItIsGone() {
    assertEquals(STOPPED, driverThatHears(NONE).stop());
    assertInstanceOf(Outcome.Failed.class, driverThatHears(on("Ethernet 2", PREFERRED)).stop());
    powershell.says(0, error("CmdletizationQuery_NotFound,Remove-NetIPAddress", 13)).says(0, NONE);
    assertEquals(STOPPED, driver().stop());
    assertEquals(
        new Outcome.Failed<>("stop of " + NAME + ": error 5 (ERROR_ACCESS_DENIED): Satz"),
        driverThatHears(error("Windows System Error 5,Remove-NetIPAddress", 18)).stop());
  }

  @Test
  void aCheckWantsTheInterfaceAndNothingStored() {
    assertEquals(
        new Outcome.Succeeded<>(true),
        driverThatHears(
                "{\"Addresses\":[],\"Stored\":0,\"Interfaces\":[\"Ethernet 2\",\"Loopback\"]}")
            .check());
    assertEquals(
        new Outcome.Failed<>(
            "check of " + NAME + ": there is no such interface; there are [Ethernet]"),
        driverThatHears("{\"Addresses\":[],\"Stored\":0,\"Interfaces\":\"Ethernet\"}").check());
    assertInstanceOf(
        Outcome.Failed.class,
        driverThatHears("{\"Addresses\":[],\"Stored\":1,\"Interfaces\":[\"Ethernet 2\"]}").check());
    assertInstanceOf(Outcome.Unknown.class, driverThatHears("{}").check());
  }
}
