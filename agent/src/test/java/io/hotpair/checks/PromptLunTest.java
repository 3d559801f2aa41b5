package io.hotpair.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.port.ScsiPath.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A command that hangs ends the waiting, and no other overtakes it. */
final class PromptLunTest {
  private static final Command COMMAND = new Command(new byte[6], new byte[0], 0);

  private final CountDownLatch hanging = new CountDownLatch(1);
  private final AtomicInteger sent = new AtomicInteger();

  @Test
  void noCommandIsSentWhileOneIsOfUnknownFate() throws InterruptedException {
    ScsiLun lun = new PromptLun(new Hanging(), Duration.ofMillis(30));
    assertInstanceOf(Answer.None.class, path(lun).execute(COMMAND));
    assertInstanceOf(Answer.None.class, path(lun).execute(COMMAND));
    assertEquals(1, sent.get(), "a second command was sent");
    hanging.countDown();
    ScsiLun patient = new PromptLun(new Hanging(), Duration.ofSeconds(20));
    assertInstanceOf(Answer.Good.class, path(patient).execute(COMMAND));
    assertEquals(2, sent.get());
  }

  private static ScsiPath path(ScsiLun lun) {
    return lun.paths() instanceof Outcome.Succeeded<List<ScsiPath>>(List<ScsiPath> paths)
        ? paths.getFirst()
        : null;
  }

  private final class Hanging implements ScsiLun, ScsiPath {
    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public Outcome<List<ScsiPath>> paths() {
      return new Outcome.Succeeded<>(List.of(this));
    }

    @Override
    public Outcome<Boolean> reset() {
      return new Outcome.Unknown<>("hanging");
    }

    @Override
    public Answer execute(Command command) {
      sent.incrementAndGet();
      try {
        hanging.await();
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
      return new Answer.Good(new byte[0]);
    }
  }
}
