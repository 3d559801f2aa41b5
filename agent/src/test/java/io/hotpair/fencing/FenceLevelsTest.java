package io.hotpair.fencing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.FenceDevice.Power;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FenceLevelsTest {
  private static final Outcome<Power> OFF = new Outcome.Succeeded<>(Power.OFF);
  private static final Outcome<Power> ON = new Outcome.Succeeded<>(Power.ON);
  private static final Outcome<Power> FAILED = new Outcome.Failed<>("no such plug");
  private static final Outcome<Power> UNKNOWN = new Outcome.Unknown<>("no answer");

  private final List<String> calls = new ArrayList<>();

  /** A device that always answers the same. */
  private final class Fake implements FenceDevice {
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
    public Outcome<Power> off() {
      calls.add(name + " off");
      return off;
    }

    @Override
    public Outcome<Power> status() {
      calls.add(name + " status");
      return status;
    }
  }

  @Test
  void theNextLevelIsTriedOnlyIfTheOneBeforeProvedNothing() {
    assertEquals(OFF, levels(fake("a", OFF), fake("b", OFF)).off());
    assertEquals(List.of("a off"), calls);
    calls.clear();
    assertEquals(OFF, levels(fake("a", UNKNOWN), fake("b", FAILED), fake("c", OFF)).off());
    assertEquals(List.of("a off", "b off", "c off"), calls);
  }

  @Test
  void allLevelsThatFailSayWhy() {
    Outcome<Power> failed = levels(fake("a", FAILED), fake("b", FAILED)).off();
    assertEquals(new Outcome.Failed<>("a: no such plug; b: no such plug"), failed);
  }

  @Test
  void oneUnknownLevelMakesItUnknown() {
    assertInstanceOf(Outcome.Unknown.class, levels(fake("a", UNKNOWN), fake("b", FAILED)).off());
  }

  @Test
  void aStatusIsWellOnlyIfEveryLevelAnswersTheSame() {
    assertEquals(ON, levels(fake("a", OFF, ON), fake("b", OFF, ON)).status());
    assertEquals(UNKNOWN, levels(fake("a", OFF, ON), fake("b", OFF, UNKNOWN)).status());
    Outcome<Power> torn = levels(fake("a", OFF, ON), fake("b", OFF, OFF)).status();
    assertInstanceOf(Outcome.Unknown.class, torn);
    assertTrue(torn.text().contains("a says ON, but b says OFF"), torn.text());
  }

  @Test
  void bothPowerSuppliesMustBeOffAtOneTime() {
    assertEquals(OFF, together(fake("a", OFF, OFF), fake("b", OFF, OFF)).off());
    assertEquals(List.of("a off", "b off", "a status", "b status"), calls);
    assertInstanceOf(Outcome.Failed.class, together(fake("a", OFF, ON), fake("b", OFF, OFF)).off());
    assertEquals(UNKNOWN, together(fake("a", OFF, UNKNOWN), fake("b", OFF, OFF)).off());
  }

  @Test
  void onePowerSupplyThatStaysOnIsNoProof() {
    assertEquals(FAILED, together(fake("a", OFF, OFF), fake("b", FAILED, ON)).off());
    assertEquals(ON, together(fake("a", OFF, OFF), fake("b", FAILED, ON)).status());
    calls.clear();
    together(fake("a", UNKNOWN), fake("b", OFF)).off();
    assertEquals(List.of("a off"), calls, "what can't be proven any more is not begun");
  }

  @Test
  void nothingIsNoDevice() {
    assertThrows(IllegalArgumentException.class, () -> FenceLevels.inOrder(List.of()));
    assertThrows(IllegalArgumentException.class, () -> FenceTogether.of(List.of()));
  }

  @Test
  void theNameSaysHow() {
    FenceDevice supplies = together(fake("a", OFF), fake("b", OFF));
    assertEquals("a and b, else c", levels(supplies, fake("c", OFF)).name());
  }

  private Fake fake(String name, Outcome<Power> off) {
    return new Fake(name, off, off);
  }

  private Fake fake(String name, Outcome<Power> off, Outcome<Power> status) {
    return new Fake(name, off, status);
  }

  private static FenceDevice levels(FenceDevice... levels) {
    return FenceLevels.inOrder(List.of(levels));
  }

  private static FenceDevice together(FenceDevice... parts) {
    return FenceTogether.of(List.of(parts));
  }
}
