package io.hotpair.checks;

import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.Site;
import io.hotpair.port.Inspection;
import io.hotpair.port.Inspection.WatchdogFacts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** This machine: clocks, boot, watchdog. */
public final class MachineChecks {
  private static final Duration FRESH = Duration.ofMinutes(5);

  // What the kernel falls back to is slow, and may jump.
  private static final Set<String> POOR = Set.of("jiffies", "refined-jiffies", "acpi_pm", "pit");

  private final Inspection machine;

  /** Checks of one machine. */
  public MachineChecks(Inspection machine) {
    this.machine = machine;
  }

  /** The clocks: one decides, the other is for people. */
  public List<Finding> clocks() {
    Outcome<String> source = machine.clockSource();
    Finding monotonic =
        source instanceof Outcome.Succeeded<String>(String name)
            ? POOR.contains(name)
                ? Finding.warn(
                    "clock", "the kernel counts with " + name, "find out why tsc was given up")
                : Finding.pass("clock", "CLOCK_BOOTTIME, counted with " + name)
            : Finding.fail("clock", source.text(), "is sysfs mounted?");
    Outcome<Boolean> wall = machine.wallClockSynchronised();
    Finding people =
        wall instanceof Outcome.Succeeded<Boolean>(Boolean synchronised) && synchronised
            ? Finding.pass("wall clock", "kept right")
            : Finding.warn(
                "wall clock",
                wall.succeeded() ? "nothing keeps it right" : wall.text(),
                "run chrony or systemd-timesyncd; it decides nothing, but people read it");
    return List.of(monotonic, people);
  }

  /** A machine that has just booted may do so again. */
  public Finding boot() {
    Outcome<Duration> since = machine.sinceBoot();
    if (!(since instanceof Outcome.Succeeded<Duration>(Duration time))) {
      return Finding.fail("boot", since.text(), "");
    }
    return time.compareTo(FRESH) < 0
        ? Finding.warn(
            "boot", "booted " + time.toSeconds() + " s ago", "find out why before you rely on it")
        : Finding.pass("boot", "up for " + time.toMinutes() + " minutes");
  }

  /**
   * The watchdog, if a lease needs it here.
   *
   * @param held whether the agent here runs and holds it
   */
  public Finding watchdog(Site site, NodeName self, boolean held) {
    boolean needed =
        site.pairs().values().stream()
            .anyMatch(pair -> pair.includes(self) && pair.arbiter().guard() == GuardKind.LEASE);
    if (!needed) {
      return Finding.pass("watchdog", "no guard needs one");
    }
    if (site.nodes().get(self).watchdog().isEmpty()) {
      return Finding.fail(
          "watchdog", "guard lease, and this node names none", "set watchdog: of the node");
    }
    String device = site.nodes().get(self).watchdog().get();
    Outcome<WatchdogFacts> outcome = machine.watchdog(device);
    if (!(outcome instanceof Outcome.Succeeded<WatchdogFacts>(WatchdogFacts facts))) {
      return Finding.fail("watchdog", outcome.text(), "load its driver; see wdctl " + device);
    }
    return watchdog(device, facts, site.timings().watchdog(), held);
  }

  private static Finding watchdog(
      String device, WatchdogFacts facts, Duration wanted, boolean held) {
    String text = device + " is " + facts.identity() + ", now set to " + facts.seconds() + " s";
    // One opens it at a time: a lease could never be armed here.
    if (facts.running() && !held) {
      return Finding.fail(
          "watchdog",
          text + "; it runs, and is held by another than the agent",
          "free it: RuntimeWatchdogSec=0 in systemd's system.conf, no watchdog daemon; or name"
              + " another device");
    }
    if (wanted.toSeconds() < 1
        || facts.least().filter(least -> least > wanted.toSeconds()).isPresent()
        || facts.most().filter(most -> most < wanted.toSeconds()).isPresent()) {
      return Finding.fail(
          "watchdog", text + "; it can't be set to " + wanted.toMillis() + " ms", "change timings");
    }
    if (facts.noWayOut()) {
      return Finding.warn(
          "watchdog",
          text + "; nowayout: an agent that ends, as for an update, has the machine reset",
          "load its driver with nowayout=0");
    }
    return facts.identity().toLowerCase(Locale.ROOT).contains("software")
        ? Finding.warn(
            "watchdog",
            text + ": it dies with the kernel that it watches",
            "use a hardware watchdog")
        : Finding.pass("watchdog", text);
  }
}
