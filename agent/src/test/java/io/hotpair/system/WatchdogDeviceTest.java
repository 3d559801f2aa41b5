package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a driver that does what watchdog-api says, and against the real kernel's refusals. */
final class WatchdogDeviceTest {
  private static final String PATH = "/dev/watchdog0";
  private static final Duration TIME = Duration.ofSeconds(8);

  private final FakeDriver driver = new FakeDriver();
  private final WatchdogDevice watchdog = new WatchdogDevice(PATH, driver);

  @Test
  void itIsSetReadBackFedAndStopped() {
    assertEquals(new Outcome.Succeeded<>(TIME), watchdog.arm(TIME));
    assertTrue(driver.runs());
    assertEquals(new Outcome.Succeeded<>(true), watchdog.feed());
    assertEquals(new Outcome.Succeeded<>(true), watchdog.disarm());
    assertFalse(driver.runs());
    assertEquals(
        List.of("open " + PATH, "set 8", "get", "write 0", "write V", "close"), driver.log);
  }

  @Test
  void armingAgainDoesNotOpenAgain() {
    watchdog.arm(TIME);
    assertEquals(
        new Outcome.Succeeded<>(Duration.ofSeconds(4)), watchdog.arm(Duration.ofSeconds(4)));
    assertEquals(1, driver.log.stream().filter(call -> call.startsWith("open")).count());
  }

  @Test
  void oneThatWouldWaitLongerIsStoppedAgain() {
    driver.shortest = 60;
    Outcome<Duration> outcome = watchdog.arm(TIME);
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertEquals(PATH + " would reset after 60 s; allowed are up to 8000 ms", outcome.text());
    assertFalse(driver.runs());
  }

  @Test
  void oneThatCannotBeStoppedSaysThatItRunsOn() {
    driver.shortest = 60;
    driver.stoppable = false;
    watchdog.arm(TIME);
    assertTrue(driver.runs(), "nowayout: the close does not stop it");
  }

  @Test
  void aFractionOfASecondIsRoundedDownAndLessThanOneRefused() {
    assertEquals(
        new Outcome.Succeeded<>(Duration.ofSeconds(2)), watchdog.arm(Duration.ofMillis(2900)));
    Outcome<Duration> outcome = new WatchdogDevice(PATH, driver).arm(Duration.ofMillis(999));
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains("999 ms"), outcome.text());
  }

  @Test
  void whatIsNotArmedIsNotFed() {
    assertInstanceOf(Outcome.Failed.class, watchdog.feed());
    assertEquals(new Outcome.Succeeded<>(true), watchdog.disarm());
    assertEquals(List.of(), driver.log);
  }

  @Test
  void aDriverThatFailsIsToldWithItsDevice() {
    watchdog.arm(TIME);
    driver.broken = true;
    assertEquals(PATH + " was not fed: Input/output error", watchdog.feed().text());
    assertEquals(PATH + " may run on: Input/output error", watchdog.disarm().text());
  }

  @Test
  void theKernelNamesWhatIsMissing() {
    Outcome<Duration> outcome = new WatchdogDevice("/dev/no-watchdog").arm(TIME);
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertEquals("cannot open /dev/no-watchdog: No such file or directory", outcome.text());
  }

  @Test
  void theKernelTellsAWatchdogFromAnythingElse(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    for (String path : List.of("/dev/null", file.toString())) {
      Outcome<Duration> outcome = new WatchdogDevice(path).arm(TIME);
      assertInstanceOf(Outcome.Failed.class, outcome);
      assertEquals(
          path + " does not take its time: Inappropriate ioctl for device", outcome.text());
    }
    assertEquals("V", Files.readString(file), "it was stopped before it was closed");
  }
}
