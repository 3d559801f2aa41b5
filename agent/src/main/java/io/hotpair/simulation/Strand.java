package io.hotpair.simulation;

import java.util.concurrent.Semaphore;

/**
 * A blocking call inside the simulation. It has a thread of its own, but never runs beside anything
 * else: it runs while {@link #resume} waits for it, and waits while the schedule goes on. So the
 * shipped blocking code runs unchanged, and one seed still replays all.
 */
final class Strand {
  private final Semaphore turn = new Semaphore(0);
  private final Semaphore back = new Semaphore(0);
  private boolean begun;
  private boolean over;
  private boolean cut;
  private Throwable failure;

  /** The life that made the call has ended. */
  private static final class Cut extends Error {
    private static final long serialVersionUID = 1;

    Cut() {
      super(null, null, false, false);
    }
  }

  /** Begins a call; returns when it waits for the first time, or is over. */
  void begin(Runnable body) {
    if (over) {
      return;
    }
    begun = true;
    Thread.startVirtualThread(
        () -> {
          turn.acquireUninterruptibly();
          try {
            body.run();
          } catch (Cut end) {
            // The node is gone: nobody waits for the outcome.
          } catch (RuntimeException | Error bug) {
            failure = bug;
          } finally {
            over = true;
            back.release();
          }
        });
    resume();
  }

  /** Lets the call go on until it waits again, or is over. */
  void resume() {
    if (over) {
      return;
    }
    turn.release();
    back.acquireUninterruptibly();
    if (failure != null) {
      Throwable thrown = failure;
      failure = null;
      throw new IllegalStateException("a call failed with an exception", thrown);
    }
  }

  /** Called within the call: waits for the next {@link #resume}. */
  void await() {
    back.release();
    turn.acquireUninterruptibly();
    if (cut) {
      throw new Cut();
    }
  }

  /** Ends the call where it waits. */
  void cut() {
    cut = true;
    if (begun) {
      resume();
    } else {
      over = true;
    }
  }
}
