package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One resource's calls, with bodies that hang until the test lets them go. */
@Timeout(60)
final class ResourceLaneTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final Workers workers = new Workers(() -> {});
  private final ResourceLane lane = new ResourceLane(workers.lane("test"));
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final BlockingQueue<Outcome<String>> first = new LinkedBlockingQueue<>();
  private final BlockingQueue<Outcome<String>> second = new LinkedBlockingQueue<>();

  @AfterEach
  void end() {
    released.countDown();
    workers.close();
  }

  @Test
  void aStopWaitsForTheStartBeforeIt() throws InterruptedException {
    lane.change("start", this::hung, LONG, first::add);
    lane.change("stop", () -> done("stopped"), LONG, second::add);
    assertTrue(begun.await(10, TimeUnit.SECONDS));
    assertNull(second.poll(), "stopped while the start was being made");
    released.countDown();
    assertEquals(done("hung"), take(first));
    assertEquals(done("stopped"), take(second));
  }

  @Test
  void whileAStartHangsAStopIsNeverASuccess() throws InterruptedException {
    lane.change("start", this::hung, SHORT, first::add);
    lane.change("stop", () -> done("stopped"), SHORT, second::add);
    assertEquals(new Outcome.TimedOut<>(SHORT), take(first));
    assertInstanceOf(Outcome.TimedOut.class, take(second));
    released.countDown();
    lane.change("stop", () -> done("stopped"), LONG, second::add);
    assertEquals(done("stopped"), take(second));
  }

  @Test
  void aStopHasItsWholeDeadlineAfterTheStartBeforeIt() throws InterruptedException {
    Duration start = Duration.ofMillis(1500);
    lane.change("start", this::hung, start, first::add);
    lane.change("stop", () -> done("stopped"), Duration.ofSeconds(1), second::add);
    assertEquals(new Outcome.TimedOut<>(start), take(first));
    released.countDown();
    assertEquals(done("stopped"), take(second), "its time ran while the start had its own");
  }

  @Test
  void aStopEndsTheLookThatIsUnderWay() throws InterruptedException {
    lane.look("monitor", this::hung, LONG, first::add);
    assertTrue(begun.await(10, TimeUnit.SECONDS));
    lane.change("stop", () -> done(Thread.interrupted() + ""), LONG, second::add);
    assertInstanceOf(Outcome.Unknown.class, take(first));
    assertEquals(done("false"), take(second), "the stop was interrupted");
  }

  @Test
  void aLookThatWaitsIsNotMadeOnceAStopWaitsToo() throws InterruptedException {
    lane.change("start", this::hung, LONG, first::add);
    BlockingQueue<Outcome<String>> look = new LinkedBlockingQueue<>();
    lane.look("monitor", () -> done("runs"), LONG, look::add);
    lane.change("stop", () -> done("stopped"), LONG, second::add);
    released.countDown();
    assertInstanceOf(Outcome.Unknown.class, take(look));
    assertEquals(done("stopped"), take(second));
    lane.look("monitor", () -> done("stopped"), LONG, look::add);
    assertEquals(done("stopped"), take(look));
  }

  private Outcome<String> hung() {
    begun.countDown();
    try {
      released.await();
      return done("hung");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Unknown<>("interrupted");
    }
  }

  private static Outcome<String> done(String text) {
    return new Outcome.Succeeded<>(text);
  }

  private static Outcome<String> take(BlockingQueue<Outcome<String>> answers)
      throws InterruptedException {
    Outcome<String> answer = answers.poll(20, TimeUnit.SECONDS);
    assertNotNull(answer, "no answer within 20 s");
    return answer;
  }
}
