package io.hotpair.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the kernel's own files say; their formats are those of proc(5) and Linux's ABI documents.
 */
final class KernelProbesTest {
  @TempDir private Path root;
  private FakeKernel kernel;

  @BeforeEach
  void boot() {
    kernel = new FakeKernel(root);
  }

  @Test
  void memoryErrorsAreSummedOverTheControllers() {
    kernel
        .set("sys/devices/system/edac/mc/mc0/ce_count", "3")
        .set("sys/devices/system/edac/mc/mc0/ue_count", "0")
        .set("sys/devices/system/edac/mc/mc1/ce_count", "9")
        .set("sys/devices/system/edac/mc/mc1/ue_count", "1")
        .set("sys/devices/system/edac/mc/power/control", "auto");
    MemoryErrors errors = new MemoryErrors(kernel.sys());
    assertEquals(
        new HealthReading.Counted(12, "12 corrected memory errors since the boot, most at mc1"),
        errors.corrected());
    assertEquals(
        new HealthReading.Measured(1, "1 uncorrected memory errors since the boot, most at mc1"),
        errors.uncorrected());
  }

  @Test
  void memoryWithoutEdacIsUnknownAndNeverOk() {
    MemoryErrors errors = new MemoryErrors(kernel.sys());
    assertInstanceOf(HealthReading.NotKnown.class, errors.corrected());
    assertInstanceOf(HealthReading.NotKnown.class, errors.uncorrected());
  }

  @Test
  void machineChecksAreSummedOverTheProcessorsAndPollsAreNone() {
    kernel.set(
        "proc/interrupts",
        """
                   CPU0       CPU1
          0:         52          0   IO-APIC   2-edge      timer
        NMI:          1          7   Non-maskable interrupts
        MCE:          0          2   Machine check exceptions
        MCP:         44         44   Machine check polls""");
    assertEquals(
        new HealthReading.Measured(2, "2 machine checks since the boot"),
        new MachineChecks(kernel.proc()).read());
  }

  @Test
  void aKernelThatCountsNoMachineChecksIsUnknown() {
    kernel.set("proc/interrupts", "           CPU0\nIPI0:        10   Rescheduling interrupts");
    assertInstanceOf(HealthReading.NotKnown.class, new MachineChecks(kernel.proc()).read());
  }

  @Test
  void theZoneNearestToItsCriticalTemperatureCounts() {
    zone(0, "acpitz", 60_000, "critical", 120_000);
    zone(1, "x86_pkg_temp", 91_000, "critical", 100_000);
    zone(2, "iwlwifi_1", 99_000, "passive", 100_000);
    assertEquals(
        new HealthReading.Measured(91, "x86_pkg_temp has 91 degrees Celsius, critical are 100"),
        new Temperature(kernel.sys()).read());
  }

  @Test
  void aChipsSensorCountsByItsOwnCriticalTemperature() {
    kernel
        .set("sys/class/hwmon/hwmon0/name", "coretemp")
        .set("sys/class/hwmon/hwmon0/temp1_input", "91000")
        .set("sys/class/hwmon/hwmon0/temp1_crit", "100000")
        .set("sys/class/hwmon/hwmon0/temp1_label", "Package id 0")
        .set("sys/class/hwmon/hwmon0/temp2_input", "99000")
        .set("sys/class/hwmon/hwmon1/name", "nvme")
        .set("sys/class/hwmon/hwmon1/temp1_input", "83850")
        .set("sys/class/hwmon/hwmon1/temp1_crit", "84850");
    assertEquals(
        new HealthReading.Measured(98, "nvme temp1 has 83 degrees Celsius, critical are 84"),
        new Temperature(kernel.sys()).read());
  }

  @Test
  void aSensorThatIsBrokenOrHasNoTrueLimitSaysNothing() {
    kernel
        .set("sys/class/hwmon/hwmon0/name", "board")
        .set("sys/class/hwmon/hwmon0/temp1_input", "127000")
        .set("sys/class/hwmon/hwmon0/temp1_crit", "100000")
        .set("sys/class/hwmon/hwmon0/temp1_fault", "1")
        .set("sys/class/hwmon/hwmon0/temp2_input", "40000")
        .set("sys/class/hwmon/hwmon0/temp2_crit", "65261850")
        .set("sys/class/hwmon/hwmon0/temp3_input", "40000")
        .set("sys/class/hwmon/hwmon0/temp3_crit", "0");
    assertInstanceOf(HealthReading.NotKnown.class, new Temperature(kernel.sys()).read());
  }

  @Test
  void aZoneWithoutACriticalTemperatureSaysNothing() {
    zone(0, "iwlwifi_1", 99_000, "passive", 100_000);
    assertInstanceOf(HealthReading.NotKnown.class, new Temperature(kernel.sys()).read());
  }

  private void zone(int number, String type, int temperature, String trip, int at) {
    String zone = "sys/class/thermal/thermal_zone" + number + "/";
    kernel
        .set(zone + "type", type)
        .set(zone + "temp", Integer.toString(temperature))
        .set(zone + "trip_point_0_type", trip)
        .set(zone + "trip_point_0_temp", Integer.toString(at));
  }

  /** Read on a busy machine with two processors and Linux 6.18. */
  @Test
  void pressureIsReadAsTheKernelWritesIt() {
    kernel
        .set(
            "proc/pressure/cpu",
            "some avg10=97.51 avg60=91.46 avg300=50.27 total=222707217\n"
                + "full avg10=0.00 avg60=0.00 avg300=0.00 total=0")
        .set(
            "proc/pressure/io",
            "some avg10=0.06 avg60=0.19 avg300=0.50 total=5388724\n"
                + "full avg10=0.00 avg60=0.01 avg300=0.28 total=3269645")
        .set(
            "proc/pressure/memory",
            "some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"
                + "full avg10=0.00 avg60=0.00 avg300=0.00 total=0")
        .set("proc/loadavg", "17.75 8.96 3.66 12/345 6789");
    Pressure pressure = new Pressure(kernel.proc(), 2);
    assertEquals(
        new HealthReading.Measured(50, "some task waited for a processor 50 % of the last 5 min"),
        pressure.cpu());
    assertEquals(
        new HealthReading.Measured(0, "all tasks waited for disks 0 % of the last minute"),
        pressure.disk());
    assertEquals(
        new HealthReading.Measured(0, "all tasks waited for memory 0 % of the last minute"),
        pressure.memory());
    assertEquals(
        new HealthReading.Measured(
            448, "8.96 tasks ran or wanted to in the last 5 min, on 2 processors"),
        pressure.load());
  }

  @Test
  void aKernelWithoutPressureIsUnknown() {
    Pressure pressure = new Pressure(kernel.proc(), 2);
    assertInstanceOf(HealthReading.NotKnown.class, pressure.cpu());
    assertInstanceOf(HealthReading.NotKnown.class, pressure.load());
  }

  @Test
  void thisMachinesOwnFilesAreUnderstood() {
    Pressure pressure = new Pressure(Path.of("/proc"), 1);
    assertInstanceOf(HealthReading.Measured.class, pressure.load());
    assertEquals(true, new Mounts(Path.of("/proc")).holding(Path.of("/")).isPresent());
  }

  @Test
  void aCardIsHeldOnlyToWhatItCountsFromNowOn() {
    card("eth0", 70, 7, 1);
    NetworkDevice card = new NetworkDevice(kernel.sys(), () -> Optional.of("eth0"));
    assertEquals(new HealthReading.Counted(0, "eth0 has counted 77 errors"), card.errors());
    card("eth0", 90, 8, 3);
    assertEquals(new HealthReading.Counted(21, "eth0 has counted 98 errors"), card.errors());
    assertEquals(
        new HealthReading.Counted(0, "eth0 has counted 3 losses of carrier"), card.losses());
  }

  @Test
  void whatAnotherCardCountedBeforeIsNoGrowth() {
    card("eth0", 5, 0, 0);
    card("br0", 4_000, 0, 0);
    String[] device = {"eth0"};
    NetworkDevice card = new NetworkDevice(kernel.sys(), () -> Optional.of(device[0]));
    card.errors();
    device[0] = "br0";
    assertEquals(0, assertInstanceOf(HealthReading.Counted.class, card.errors()).total());
    card("br0", 4_002, 0, 0);
    assertEquals(2, assertInstanceOf(HealthReading.Counted.class, card.errors()).total());
  }

  @Test
  void aCardThatIsSlowerThanItWasIsDegraded() {
    kernel.set("sys/class/net/eth0/speed", "1000");
    NetworkDevice card = new NetworkDevice(kernel.sys(), () -> Optional.of("eth0"));
    assertEquals(
        new HealthReading.Judged(HealthVerdict.OK, "eth0 runs at 1000 Mbit/s"), card.speed());
    kernel.set("sys/class/net/eth0/speed", "100");
    assertEquals(
        new HealthReading.Judged(
            HealthVerdict.DEGRADED, "eth0 runs at 100 Mbit/s, and has run at 1000"),
        card.speed());
    kernel.set("sys/class/net/eth0/speed", "-1");
    assertInstanceOf(HealthReading.NotKnown.class, card.speed());
  }

  @Test
  void anAddressWithoutADeviceIsUnknown() {
    NetworkDevice card = new NetworkDevice(kernel.sys(), Optional::empty);
    assertInstanceOf(HealthReading.NotKnown.class, card.errors());
    assertInstanceOf(HealthReading.NotKnown.class, card.speed());
    assertInstanceOf(HealthReading.NotKnown.class, card.losses());
  }

  private void card(String name, int received, int sent, int losses) {
    String card = "sys/class/net/" + name + "/";
    kernel
        .set(card + "statistics/rx_errors", Integer.toString(received))
        .set(card + "statistics/tx_errors", Integer.toString(sent))
        .set(card + "carrier_down_count", Integer.toString(losses));
  }
}
