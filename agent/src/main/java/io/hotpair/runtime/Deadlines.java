package io.hotpair.runtime;

import io.hotpair.core.model.Outcome;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that every call to the world outside is answered exactly once, and in time. */
final class Deadlines implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

  private final ScheduledThreadPoolExecutor clock;

  Deadlines(Runnable runFirst) {
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task ->
                Thread.ofPlatform()
                    .daemon()
                    .name("deadlines")
                    .unstarted(
                        () -> {
                          runFirst.run();
                          task.run();
                        }));
    clock.setRemoveOnCancelPolicy(true);
  }

  /** A call that is answered once: by its result, or by its deadline, which begins now. */
  <T> Call<T> call(
      String what, Supplier<Outcome<T>> body, Duration deadline, Consumer<Outcome<T>> answer) {
    Call<T> call = new Call<>(what, body, answer);
    call.timeout =
        clock.schedule(
            () -> call.answer(new Outcome.TimedOut<>(deadline)),
            deadline.toNanos(),
            TimeUnit.NANOSECONDS);
    return call;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /**
   * A call under way.
   *
   * @param <T> what a success carries
   */
  static final class Call<T> implements Runnable {
    private final String what;
    private final Supplier<Outcome<T>> body;
    private final Consumer<Outcome<T>> answer;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile ScheduledFuture<?> timeout;

    private Call(String what, Supplier<Outcome<T>> body, Consumer<Outcome<T>> answer) {
      this.what = what;
      this.body = body;
      this.answer = answer;
    }

    /** Makes the call, unless its deadline passed while it waited: then it is never made. */
    @Override
    public void run() {
      if (answered.get()) {
        LOG.warn("{} was not begun before its deadline and is dropped", what);
        return;
      }
      Outcome<T> outcome;
      try {
        outcome = body.get();
      } catch (RuntimeException | Error bug) {
        LOG.error("{} failed with an exception that it should not throw", what, bug);
        outcome = new Outcome.Unknown<>(bug.toString());
      }
      if (!answer(outcome)) {
        LOG.warn("{} was answered after its deadline: {}", what, outcome.text());
      }
    }

    private boolean answer(Outcome<T> outcome) {
      if (!answered.compareAndSet(false, true)) {
        return false;
      }
      ScheduledFuture<?> pending = timeout;
      if (pending != null) {
        pending.cancel(false);
      }
      answer.accept(outcome);
      return true;
    }
  }
}
