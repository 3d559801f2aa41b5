package io.hotpair.runtime;

import io.hotpair.core.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that may wait. A lane makes one call after the other: a command of unknown fate is
 * settled before the next is sent. Calls outside a lane wait for nobody.
 */
final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  /** How long a thread that failed rests, so that one that always fails takes no processor. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final Runnable runFirst;
  private final Deadlines deadlines;
  private final ExecutorService free =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("worker-", 0).factory());
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /** Workers; {@code runFirst} lets the calling thread run before ordinary programs. */
  Workers(Runnable runFirst) {
    this.runFirst = runFirst;
    deadlines = new Deadlines(runFirst);
  }

  /** Makes a call beside all others. */
  <T> void call(
      String what, Supplier<Outcome<T>> body, Duration deadline, Consumer<Outcome<T>> answer) {
    free.execute(deadlines.call(what, body, deadline, answer));
  }

  /** Runs something beside everything else. */
  void run(Runnable task) {
    free.execute(task);
  }

  /** A new lane; its calls may hang in the kernel, so it has a platform thread of its own. */
  Lane lane(String name) {
    Lane lane = new Lane();
    start(name, lane);
    return lane;
  }

  /** A new lane that runs before ordinary programs. */
  Lane promptLane(String name) {
    Lane lane = new Lane();
    startPrompt(name, lane);
    return lane;
  }

  /**
   * Starts a thread that runs before ordinary programs, where the machine allows that: one that a
   * heartbeat or an audit waits for. It ends when it is interrupted.
   */
  Thread startPrompt(String name, Runnable body) {
    return start(
        name,
        () -> {
          runFirst.run();
          body.run();
        });
  }

  /**
   * Starts a thread that ends when it is interrupted, or its body returns. A body that throws, out
   * of a bug or for lack of memory beside the heap, begins again after a second: a watch that ended
   * unnoticed would keep this node from ever seeing what it watched.
   */
  Thread start(String name, Runnable body) {
    Thread thread = Thread.ofPlatform().daemon().name(name).start(() -> watched(name, body));
    threads.add(thread);
    return thread;
  }

  private void watched(String name, Runnable body) {
    while (!closed) {
      try {
        body.run();
        return;
      } catch (RuntimeException | Error bug) {
        if (closed) {
          return;
        }
        LOG.error("thread {} failed, and begins again", name, bug);
      }
      try {
        Thread.sleep(REST);
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    free.shutdownNow();
    deadlines.close();
  }

  /** One call after the other. */
  final class Lane implements Runnable {
    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

    /** Makes a call when those before it have returned; the deadline begins now. */
    <T> void call(
        String what, Supplier<Outcome<T>> body, Duration deadline, Consumer<Outcome<T>> answer) {
      queue.add(deadlines.call(what, body, deadline, answer));
    }

    @Override
    public void run() {
      try {
        while (!closed) {
          queue.take().run();
        }
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
