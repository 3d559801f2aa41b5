package io.hotpair.fencing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.FenceDevice.Power;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FenceLevelsTest {
  private static final Outcome<Power> OFF = new Outcome.Succeeded<>(Power.OFF);
  private static final Outcome<Power> ON = new Outcome.Succeeded<>(Power.ON);
  private static final Outcome<Power> FAILED = new Outcome.Failed<>("no such plug");
  private static final Outcome<Power> UNKNOWN = new Outcome.Unknown<>("no answer");

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final List<String> calls = new ArrayList<>();
  private final List<Duration> limits = new ArrayList<>();
  private final Map<Integer, Outcome<Power>> answers = new TreeMap<>();
  private final FenceDevice.Listener log = answers::put;

  /** A device that always answers the same. */
  private final class Fake implements PowerSwitch {
    private final String name;
    private final Outcome<Power> off;
    private final Outcome<Power> status;

    Fake(String name, Outcome<Power> off, Outcome<Power> status) {
      this.name = name;
      this.off = off;
      this.status = status;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Outcome<Power> off(Duration limit) {
      calls.add(name + " off");
      limits.add(limit);
      return off;
    }

    @Override
    public Outcome<Power> status(Duration limit) {
      limits.add(limit);
      calls.add(name + " status");
      return status;
    }

    @Override
    public Outcome<Boolean> check(Duration limit) {
      limits.add(limit);
      return name.equals("misfit")
          ? new Outcome.Failed<>("unknown parameter")
          : new Outcome.Succeeded<>(true);
    }
  }

  @Test
  void theNextLevelIsTriedOnlyIfTheOneBeforeProvedNothing() {
    assertEquals(OFF, levels(fake("a", OFF), fake("b", OFF)).off(log));
    assertEquals(List.of("a off"), calls);
    calls.clear();
    assertEquals(OFF, levels(fake("a", UNKNOWN), fake("b", FAILED), fake("c", OFF)).off(log));
    assertEquals(List.of("a off", "b off", "c off"), calls);
  }

  @Test
  void allLevelsThatFailSayWhy() {
    Outcome<Power> failed = levels(fake("a", FAILED), fake("b", FAILED)).off(log);
    assertEquals(new Outcome.Failed<>("a: no such plug; b: no such plug"), failed);
  }

  @Test
  void oneUnknownLevelMakesItUnknown() {
    assertInstanceOf(Outcome.Unknown.class, levels(fake("a", UNKNOWN), fake("b", FAILED)).off(log));
  }

  @Test
  void aStatusIsWellOnlyIfEveryLevelAnswersTheSame() {
    assertEquals(ON, levels(fake("a", OFF, ON), fake("b", OFF, ON)).status(log));
    assertEquals(UNKNOWN, levels(fake("a", OFF, ON), fake("b", OFF, UNKNOWN)).status(log));
    Outcome<Power> torn = levels(fake("a", OFF, ON), fake("b", OFF, OFF)).status(log);
    assertInstanceOf(Outcome.Unknown.class, torn);
    assertTrue(torn.text().contains("a says ON, but b says OFF"), torn.text());
  }

  @Test
  void eachLevelTellsItsOwnAnswer() {
    assertEquals(UNKNOWN, levels(fake("a", OFF, UNKNOWN), fake("b", OFF, ON)).status(log));
    assertEquals(Map.of(1, UNKNOWN, 2, ON), answers, "one that does not answer hides no other");
    answers.clear();
    levels(fake("a", FAILED), fake("b", OFF), fake("c", OFF)).off(log);
    assertEquals(Map.of(1, FAILED, 2, OFF), answers, "what was not tried says nothing");
  }

  @Test
  void bothPowerSuppliesMustBeOffAtOneTime() {
    assertEquals(OFF, together(fake("a", OFF, OFF), fake("b", OFF, OFF)).off(LIMIT));
    assertEquals(List.of("a off", "b off", "a status", "b status"), calls);
    assertInstanceOf(
        Outcome.Failed.class, together(fake("a", OFF, ON), fake("b", OFF, OFF)).off(LIMIT));
    assertEquals(UNKNOWN, together(fake("a", OFF, UNKNOWN), fake("b", OFF, OFF)).off(LIMIT));
  }

  @Test
  void onePowerSupplyThatStaysOnIsNoProof() {
    assertEquals(FAILED, together(fake("a", OFF, OFF), fake("b", FAILED, ON)).off(LIMIT));
    assertEquals(ON, together(fake("a", OFF, OFF), fake("b", FAILED, ON)).status(LIMIT));
    calls.clear();
    together(fake("a", UNKNOWN), fake("b", OFF)).off(LIMIT);
    assertEquals(List.of("a off"), calls, "what can't be proven any more is not begun");
  }

  @Test
  void nothingIsNoDevice() {
    assertThrows(IllegalArgumentException.class, () -> FenceLevels.inOrder(List.of()));
    assertThrows(IllegalArgumentException.class, () -> FenceTogether.of(List.of()));
  }

  @Test
  void eachLevelHasItsOwnDeadlineAndTheSumBoundsTheWhole() {
    FenceDevice device =
        FenceLevels.inOrder(
            List.of(
                new FenceLevels.Level(fake("a", UNKNOWN), Duration.ofSeconds(7)),
                new FenceLevels.Level(fake("b", OFF), Duration.ofSeconds(20))));
    assertEquals(OFF, device.off(log));
    assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(20)), limits);
    assertEquals(Duration.ofSeconds(27), device.deadline());
  }

  @Test
  void devicesOfOneLevelShareItsDeadlineAndLeaveWhatTheyDoNotUse() {
    Duration limit = Duration.ofSeconds(16);
    assertEquals(OFF, together(fake("a", OFF), fake("b", OFF)).off(limit));
    assertEquals(4, limits.size());
    // 3 of 8 shares, then 3 of 5 of all that is left, then the halves of the rest.
    List<Integer> least = List.of(5, 8, 7, 14);
    List<Integer> most = List.of(6, 10, 8, 16);
    for (int call = 0; call < limits.size(); call++) {
      double seconds = limits.get(call).toMillis() / 1000.0;
      assertTrue(seconds >= least.get(call) && seconds <= most.get(call), limits.toString());
    }
  }

  @Test
  void noTimeLeftIsNoAnswer() {
    Duration nothing = Duration.ofNanos(1);
    PowerSwitch supplies = together(fake("a", OFF), fake("b", OFF));
    assertInstanceOf(Outcome.TimedOut.class, supplies.off(nothing));
    assertInstanceOf(Outcome.TimedOut.class, supplies.status(nothing));
    assertEquals(List.of(), calls);
  }

  @Test
  void oneMisfitAmongTheLevelsIsTold() {
    assertTrue(levels(fake("a", OFF), fake("b", OFF)).check().succeeded());
    PowerSwitch supplies = together(fake("a", OFF), fake("misfit", OFF));
    assertEquals(
        new Outcome.Failed<>("unknown parameter"), levels(fake("c", OFF), supplies).check());
  }

  @Test
  void theNameSaysHow() {
    PowerSwitch supplies = together(fake("a", OFF), fake("b", OFF));
    assertEquals("a and b, else c", levels(supplies, fake("c", OFF)).name());
  }

  private Fake fake(String name, Outcome<Power> off) {
    return new Fake(name, off, off);
  }

  private Fake fake(String name, Outcome<Power> off, Outcome<Power> status) {
    return new Fake(name, off, status);
  }

  private static FenceDevice levels(PowerSwitch... levels) {
    return FenceLevels.inOrder(
        Stream.of(levels).map(level -> new FenceLevels.Level(level, LIMIT)).toList());
  }

  private static PowerSwitch together(PowerSwitch... parts) {
    return FenceTogether.of(List.of(parts));
  }
}
