package io.hotpair.windows;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PathKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be told of the host without Windows. */
final class WindowsHostTest {
  private static final InterruptClock CLOCK = new InterruptClock(() -> 12_345_678L);

  private static WindowsHost host() {
    return new WindowsHost(
        Map.of(PathKind.PRIVATE, "127.0.0.1"),
        () -> true,
        () -> Map.of("10.0.0.1", true),
        CLOCK,
        index -> Optional.of(true));
  }

  @Test
  void theClockCountsUnitsOfAHundredNanoseconds() {
    assertEquals(1_234_567_800L, CLOCK.getAsLong());
    assertEquals(new Moment(1_234_567_800L), host().now());
    assertEquals(
        new Outcome.Succeeded<>(Duration.ofNanos(1_234_567_800L)),
        new WindowsInspection(CLOCK).sinceBoot());
  }

  @Test
  void whatIsNotKnownIsSaidToBeUnknown() {
    WindowsInspection inspection = new WindowsInspection(CLOCK);
    assertInstanceOf(Outcome.Unknown.class, inspection.clockSource());
    assertInstanceOf(Outcome.Unknown.class, inspection.wallClockSynchronised());
    assertInstanceOf(Outcome.Unknown.class, inspection.watchdog("x"));
    assertInstanceOf(Outcome.Unknown.class, inspection.disk("x"));
    assertInstanceOf(Outcome.Unknown.class, inspection.readTimes("x", 1));
    assertInstanceOf(Outcome.Unknown.class, inspection.inodesUsed("x"));
    assertEquals(Optional.empty(), host().carrier(PathKind.PRIVATE), "a loopback has no carrier");
    assertTrue(host().fenceSelf().startsWith("this node cannot fence itself"));
  }

  @Test
  void theMediumIsReadFromItsPlace() {
    MemorySegment row = MemorySegment.ofArray(new long[(int) InterfaceCalls.ROW_BYTES / 8]);
    assertEquals(Optional.empty(), InterfaceCalls.IpHelper.connected(row));
    row.set(ValueLayout.JAVA_INT, 1164, 1);
    assertEquals(Optional.of(true), InterfaceCalls.IpHelper.connected(row));
    row.set(ValueLayout.JAVA_INT, 1164, 2);
    assertEquals(Optional.of(false), InterfaceCalls.IpHelper.connected(row));
  }

  @Test
  void theLoadIsAShare() {
    double memory = host().load().memory();
    assertTrue(memory > 0 && memory < 1, () -> "memory " + memory);
  }

  @Test
  void classesLoadWithoutWindows() {
    assertDoesNotThrow(Kernel32::new);
    assertDoesNotThrow(InterfaceCalls.IpHelper::new);
    assertDoesNotThrow(() -> new InterruptClock());
    assertDoesNotThrow(() -> new WindowsLun("//./PhysicalDrive1", Duration.ofSeconds(1)));
    assertDoesNotThrow(() -> new RawDisk("//./PhysicalDrive1").close());
  }
}
