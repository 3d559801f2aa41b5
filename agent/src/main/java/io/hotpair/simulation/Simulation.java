package io.hotpair.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Plays schedules. Each is a pure function of its seed, whatever else runs beside it.
 *
 * <p>A run is the seeds from {@code first} on; it goes on after a failure, so that one broken
 * schedule does not hide how many there are.
 */
public final class Simulation {
  /** Failures that are kept with what broke; the others are counted. */
  private static final int MOST_KEPT = 20;

  /** In how many variants the situation of a rule is played at the most. */
  public static final int DRILLS = 2000;

  private final long first;
  private final long many;
  private final AtomicLong next;
  private final AtomicLong failed = new AtomicLong();
  private final ConcurrentSkipListSet<Played> failures =
      new ConcurrentSkipListSet<>(Comparator.comparingLong(Played::seed));
  private final Extremes extremes = new Extremes();

  /**
   * @param first the first seed
   * @param many how many; above 0
   */
  public Simulation(long first, long many) {
    this.first = first;
    this.many = many;
    next = new AtomicLong(first);
  }

  /** Plays one schedule and writes its transcript. */
  public static Played replay(long seed) {
    return new Run(seed, true).play();
  }

  /**
   * Plays all.
   *
   * @param workers how many at a time
   * @param progress told after every schedule how many are done, by any thread
   */
  public void run(int workers, LongConsumer progress) {
    AtomicLong done = new AtomicLong();
    // A guard's call has a thread of its own that takes turns with its schedule's: between virtual
    // threads a turn costs no switch of the operating system's.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int worker = 0; worker < workers; worker++) {
        threads.execute(() -> work(done, progress));
      }
    }
  }

  /**
   * Plays the situation that a rule is there for, in up to {@link #DRILLS} variants: with the rule,
   * where nothing may break, and without it, until something does.
   *
   * @return the first variant that broke something without the rule; empty if none did
   * @throws IllegalStateException if a variant breaks something with the rule
   */
  public static Optional<Played> firstWithout(Rule rule) {
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      return thread.submit(() -> search(rule)).get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause().getMessage(), bug.getCause());
    }
  }

  private static Optional<Played> search(Rule rule) {
    for (long variant = 1; variant <= DRILLS; variant++) {
      Played with = Drill.play(rule, variant, false, false);
      if (with.broken().isPresent()) {
        throw new IllegalStateException(
            rule.label() + " is in force, and variant " + variant + " breaks: " + with.what());
      }
      if (Drill.play(rule, variant, true, false).broken().isPresent()) {
        return Optional.of(Drill.play(rule, variant, true, true));
      }
    }
    return Optional.empty();
  }

  private void work(AtomicLong done, LongConsumer progress) {
    for (long seed = next.getAndIncrement(); seed < first + many; seed = next.getAndIncrement()) {
      Played played = new Run(seed, false).play();
      synchronized (extremes) {
        extremes.merge(played.extremes());
      }
      if (played.broken().isPresent()) {
        failed.incrementAndGet();
        failures.add(played);
        if (failures.size() > MOST_KEPT) {
          failures.pollLast();
        }
      }
      progress.accept(done.incrementAndGet());
    }
  }

  /** How many schedules failed so far. */
  public long failed() {
    return failed.get();
  }

  /** The failures with the lowest seeds, at most 20, without transcripts. */
  public List<Played> failures() {
    return List.copyOf(failures);
  }

  /** The longest that was seen of each measure; complete when the run is over. */
  public Extremes extremes() {
    return extremes;
  }
}
