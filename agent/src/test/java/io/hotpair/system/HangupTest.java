package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Without it this virtual machine would end in the middle of its tests. */
@EnabledOnOs(OS.LINUX)
final class HangupTest {
  /** How proc(5) shows signal 1 in a mask. */
  private static final long FIRST = 1;

  @Test
  void itIsHeardAndEndsNothing() throws Exception {
    CountDownLatch heard = new CountDownLatch(2);
    assertEquals(new Outcome.Succeeded<>(true), Hangup.does(heard::countDown));
    for (int time = 0; time < 2; time++) {
      assertEquals(0, shell("kill -HUP " + ProcessHandle.current().pid()).waitFor());
    }
    // Two that come at one moment are one.
    assertTrue(heard.await(1, TimeUnit.SECONDS) || heard.getCount() == 1);
  }

  @Test
  void programsThatAreStartedDoNotInheritIt() throws Exception {
    Hangup.does(() -> {});
    String ignored =
        new String(
                shell("grep SigIgn /proc/self/status").getInputStream().readAllBytes(),
                StandardCharsets.UTF_8)
            .replaceAll("\\D*([0-9a-f]{16}).*\\s*", "$1");
    assertEquals(0, Long.parseUnsignedLong(ignored, 16) & FIRST, ignored);
  }

  private static Process shell(String line) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", line).start();
  }
}
