package io.hotpair.fencing;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.FenceLevel;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several ways to switch one node off, tried in order until one confirms that it is off. Each has a
 * deadline of its own: one that hangs takes nothing of the next one's time.
 */
public final class FenceLevels implements FenceDevice {
  private final List<Level> levels;

  /** One way, and how long it may take. */
  record Level(PowerSwitch power, Duration deadline) {}

  private FenceLevels(List<Level> levels) {
    this.levels = List.copyOf(levels);
  }

  /**
   * The levels that a site file names for one node.
   *
   * @param levels in the order in which they are tried; at least one
   * @param processes runs the agents
   * @throws IllegalArgumentException if a parameter can't be told to an agent; says which and why,
   *     without a secret
   */
  public static FenceDevice of(List<FenceLevel> levels, Processes processes) {
    return inOrder(
        levels.stream()
            .map(
                level ->
                    new Level(
                        FenceTogether.of(
                            level.devices().stream()
                                .map(spec -> new FenceAgent(spec, processes))
                                .toList()),
                        level.deadline()))
            .toList());
  }

  static FenceDevice inOrder(List<Level> levels) {
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("a node without a fence device has no levels");
    }
    return new FenceLevels(levels);
  }

  @Override
  public String name() {
    return levels.stream()
        .map(level -> level.power().name())
        .collect(Collectors.joining(", else "));
  }

  @Override
  public Duration deadline() {
    return levels.stream().map(Level::deadline).reduce(Duration.ZERO, Duration::plus);
  }

  /** {@code Failed} only if every level failed: one that is unknown may have switched it off. */
  @Override
  public Outcome<Power> off(Listener listener) {
    List<String> reasons = new ArrayList<>();
    boolean failed = true;
    for (int place = 1; place <= levels.size(); place++) {
      Level level = levels.get(place - 1);
      Outcome<Power> outcome = level.power().off(level.deadline());
      listener.answered(place, outcome);
      if (isOff(outcome) || levels.size() == 1) {
        return outcome;
      }
      failed &= outcome instanceof Outcome.Failed<Power>;
      reasons.add(level.power().name() + ": " + outcome.text());
    }
    String reason = String.join("; ", reasons);
    return failed ? new Outcome.Failed<>(reason) : new Outcome.Unknown<>(reason);
  }

  /** Well only if every level answers: a level that fails today is no second way tomorrow. */
  @Override
  public Outcome<Power> status(Listener listener) {
    List<Outcome<Power>> answers = new ArrayList<>();
    // All of them: one that does not answer hides no other.
    for (Level level : levels) {
      Outcome<Power> answer = level.power().status(level.deadline());
      answers.add(answer);
      listener.answered(answers.size(), answer);
    }
    Outcome<Power> first = answers.getFirst();
    for (int place = 0; place < answers.size(); place++) {
      Outcome<Power> answer = answers.get(place);
      if (!answer.succeeded()) {
        return answer;
      }
      if (!answer.equals(first)) {
        return new Outcome.Unknown<>(
            levels.getFirst().power().name()
                + " says "
                + first.text()
                + ", but "
                + levels.get(place).power().name()
                + " says "
                + answer.text());
      }
    }
    return first;
  }

  @Override
  public Outcome<Boolean> check() {
    for (Level level : levels) {
      Outcome<Boolean> outcome = level.power().check(level.deadline());
      if (!outcome.succeeded()) {
        return outcome;
      }
    }
    return new Outcome.Succeeded<>(true);
  }

  static boolean isOff(Outcome<Power> outcome) {
    return outcome instanceof Outcome.Succeeded<Power>(Power power) && power == Power.OFF;
  }
}
