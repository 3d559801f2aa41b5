package io.hotpair.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ResourceDriver;
import io.hotpair.port.ResourceDriver.Finding;
import io.hotpair.system.HungProgram;
import io.hotpair.system.ProcessRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a resource is said to be while a killed call of it still hangs in the kernel. */
@Timeout(60)
final class RemainsTest {
  private static final List<String> TRUE = List.of("true");
  private static final List<String> STOPPED = List.of("/bin/sh", "-c", "exit 7");
  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir Path directory;

  @Test
  void aStopDoesNotCountWhileAStartOutlivesItsKill() throws IOException {
    try (HungProgram start = HungProgram.in(directory)) {
      ResourceDriver driver = driver(start.command());
      assertEquals(new Outcome.TimedOut<Finding>(SHORT), driver.start());
      start.assertHangs();

      String stop = assertInstanceOf(Outcome.Unknown.class, driver.stop()).text();
      assertTrue(stop.contains("there still hangs in the kernel process "), stop);
      assertInstanceOf(Outcome.Unknown.class, driver.monitor());
      assertInstanceOf(Outcome.Unknown.class, driver.start());

      start.release();
      HungProgram.await("the old start is gone", () -> driver.monitor().succeeded());
      assertEquals(new Outcome.Succeeded<>(Finding.STOPPED), driver.stop());
    }
  }

  private static ResourceDriver driver(List<String> start) {
    ResourceSpec.Times times = new ResourceSpec.Times(SHORT, SHORT, SHORT, Duration.ofSeconds(10));
    Map<String, List<String>> commands = Map.of("start", start, "stop", TRUE, "monitor", STOPPED);
    return new Drivers(ProcessRunner::new, Specs.BLADE1)
        .of(Specs.ERP, Specs.commands(commands, times));
  }
}
