package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReferencesTest {
  private static final Duration DEAD = Duration.ofSeconds(1);

  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void end() {
    threads.forEach(Thread::interrupt);
  }

  @Test
  void aSiteWithoutReferencesAlwaysReachesThem() {
    assertTrue(References.NONE.isAnyReachable());
    assertTrue(References.NONE.probes().isEmpty());
  }

  @Test
  void threeQuestionsInARowWithoutAnAnswerAreSilenceAndOneAnswerEndsIt()
      throws InterruptedException {
    Router router = new Router();
    References references = started(router);
    router.says(false);
    router.says(false);
    router.says(true);
    router.says(false);
    router.says(false);
    router.isAskedAgain();
    assertTrue(references.isAnyReachable(), "never three in a row");
    router.says(false);
    router.says(false);
    router.says(false);
    router.isAskedAgain();
    assertFalse(references.isAnyReachable());
    router.says(true);
    router.isAskedAgain();
    assertTrue(references.isAnyReachable());
  }

  @Test
  void oneOfSeveralIsEnough() throws InterruptedException {
    Router silent = new Router();
    Router well = new Router();
    References references = started(silent, well);
    for (int times = 0; times < References.MISSES + 1; times++) {
      silent.says(false);
    }
    well.says(true);
    silent.isAskedAgain();
    assertTrue(references.isAnyReachable());
  }

  @Test
  void aQuestionThatCannotBeAskedHasNoAnswer() throws InterruptedException {
    SynchronousQueue<Boolean> asked = new SynchronousQueue<>();
    References references =
        started(
            within -> {
              put(asked, true);
              throw new IOException("no device has 10.0.0.11");
            });
    for (int times = 0; times < References.MISSES + 1; times++) {
      asked.take();
    }
    assertFalse(references.isAnyReachable());
  }

  @Test
  void thisMachineReachesItself() throws InterruptedException {
    References references = References.of(List.of("127.0.0.1"), "127.0.0.1", DEAD);
    Thread probe = Thread.ofPlatform().daemon().start(references.probes().getFirst());
    threads.add(probe);
    probe.join(DEAD);
    assertTrue(references.isAnyReachable());
  }

  @Test
  void anAddressIsSilentOnceEveryQuestionOfTheAgentWasInVain() {
    List<Boolean> answers = new ArrayList<>(List.of(false, false, true));
    References.Question late = within -> answers.removeFirst();
    assertEquals(new Outcome.Succeeded<>(true), References.ask(late, DEAD));
    answers.addAll(List.of(false, false, false, true));
    assertEquals(new Outcome.Succeeded<>(false), References.ask(late, DEAD));
    Outcome<Boolean> unaskable =
        References.ask(
            within -> {
              throw new IOException("no device has 10.0.0.11");
            },
            DEAD);
    assertEquals(new Outcome.Unknown<>("can't be asked: no device has 10.0.0.11"), unaskable);
    assertEquals(
        new Outcome.Succeeded<>(true), References.ask("127.0.0.1", "127.0.0.1", DEAD), "itself");
  }

  private References started(References.Question... questions) {
    References references =
        new References(
            Stream.of(questions)
                .map(question -> new References.Address("a router", question))
                .toList(),
            DEAD);
    references.probes().forEach(probe -> threads.add(Thread.ofPlatform().daemon().start(probe)));
    return references;
  }

  private static void put(SynchronousQueue<Boolean> queue, boolean value) throws IOException {
    try {
      queue.put(value);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", end);
    }
  }

  /** Answers when the test says what. */
  private static final class Router implements References.Question {
    private final SynchronousQueue<Boolean> asked = new SynchronousQueue<>();
    private final SynchronousQueue<Boolean> answers = new SynchronousQueue<>();
    private boolean pending;

    @Override
    public boolean answers(Duration within) throws IOException {
      put(asked, true);
      try {
        return answers.take();
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", end);
      }
    }

    /** Waits for the next question: what was said before has been taken in. */
    void isAskedAgain() throws InterruptedException {
      asked.take();
      pending = true;
    }

    void says(boolean answer) throws InterruptedException {
      if (!pending) {
        asked.take();
      }
      pending = false;
      answers.put(answer);
    }
  }
}
