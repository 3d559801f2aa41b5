package io.hotpair.runtime;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells that somebody failed to authenticate: soon after the first, then what has come together, so
 * that a flood of wrong keys is no flood of notices.
 */
public final class RefusalWatch implements Runnable {
  /** How often the counters are looked at. */
  static final Duration LOOK = Duration.ofSeconds(5);

  /** Two notices are never closer than this. */
  static final Duration QUIET = Duration.ofMinutes(5);

  private final Map<String, LongSupplier> counters;
  private final Consumer<NoticeDraft> tell;
  private final Map<String, Long> told = new TreeMap<>();
  private long quietUntil;
  private boolean quiet;

  /**
   * Nothing is told yet.
   *
   * @param counters what was refused since the agent's start, by where, as people call it
   */
  public RefusalWatch(Map<String, LongSupplier> counters, Consumer<NoticeDraft> tell) {
    this.counters = new TreeMap<>(counters);
    this.tell = tell;
  }

  @Override
  public void run() {
    try {
      while (true) {
        look(System.nanoTime());
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look at a moment of a monotonic clock, in nanoseconds. */
  void look(long now) {
    if (quiet && now - quietUntil < 0) {
      return;
    }
    List<String> news = new ArrayList<>();
    counters.forEach(
        (where, counter) -> {
          long count = counter.getAsLong();
          long more = count - told.getOrDefault(where, 0L);
          if (more > 0) {
            news.add(more + " " + where);
            told.put(where, count);
          }
        });
    if (news.isEmpty()) {
      return;
    }
    quiet = true;
    quietUntil = now + QUIET.toNanos();
    tell.accept(
        new NoticeDraft(
            NoticeKind.AUTHENTICATION_FAILURES,
            Optional.empty(),
            "",
            "",
            "",
            MoveReason.NONE,
            Epoch.NONE,
            "refused since the last such event, or the agent's start: "
                + String.join(", ", news)
                + "; look for a wrong key or password, and for who sends it"));
  }
}
