package io.hotpair.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When each step of a move ended, on the clock of the node that became active.
 *
 * @param begin when the loss began as far as it can be known: the peer's last sign of life, or the
 *     order
 * @param steps what was done, in order
 */
public record MoveTimeline(Moment begin, List<Step> steps) {
  /**
   * One step.
   *
   * @param name {@code detect}, {@code fence}, {@code claim}, {@code stop}, or a resource's name
   * @param ended when it ended
   */
  public record Step(String name, Moment ended) {}

  /** Copies the list. */
  public MoveTimeline {
    steps = List.copyOf(steps);
  }

  /** A move that begins now. */
  public static MoveTimeline from(Moment begin) {
    return new MoveTimeline(begin, List.of());
  }

  /** With one more step. */
  public MoveTimeline with(String name, Moment ended) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(name, ended));
    return new MoveTimeline(begin, more);
  }

  /** From begin to the end of the last step. */
  public Duration total() {
    return steps.isEmpty() ? Duration.ZERO : steps.getLast().ended().since(begin);
  }

  /** {@code detect 320 ms, fence 24 ms, claim 6 ms, …}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    Moment last = begin;
    for (Step step : steps) {
      text.append(text.isEmpty() ? "" : ", ").append(step.name()).append(' ');
      text.append(step.ended().since(last).toMillis()).append(" ms");
      last = step.ended();
    }
    return text.toString();
  }
}
