package io.hotpair.checks;

import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.port.Inspection;
import io.hotpair.port.Inspection.DiskFacts;
import io.hotpair.port.Inspection.Queueing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shared disks as this node has them. */
public final class DiskChecks {
  private static final int READS = 200;
  private static final String BOUND_IT =
      "bound it: replacement_timeout of iSCSI, fast_io_fail_tmo of FC and SRP, ctrl_loss_tmo of"
          + " NVMe, no_path_retry of multipath";

  private final Inspection machine;
  private final Timings timings;

  /** Checks of one machine's disks. */
  public DiskChecks(Inspection machine, Timings timings) {
    this.machine = machine;
    this.timings = timings;
  }

  /** How long direct reads take, against the deadline that a beat and an audit have. */
  public Finding latency(PairSpec pair, LunSpec lun, String device) {
    String subject = "reads of " + pair.name() + "/" + lun.name();
    Outcome<List<Long>> outcome = machine.readTimes(device, READS);
    if (!(outcome instanceof Outcome.Succeeded<List<Long>>(List<Long> times))) {
      return Finding.fail(subject, outcome.text(), "see that this node has the LUN");
    }
    List<Long> sorted = times.stream().sorted().toList();
    Duration worst = Duration.ofNanos(sorted.getLast());
    String text =
        "%d direct reads of %s: median %s ms, 99%% %s ms, worst %s ms; I/O deadline %d ms"
            .formatted(
                sorted.size(),
                device,
                millis(percentile(sorted, 50)),
                millis(percentile(sorted, 99)),
                millis(sorted.getLast()),
                timings.ioDeadline().toMillis());
    if (worst.compareTo(timings.ioDeadline()) >= 0) {
      return Finding.fail(subject, text, "find out what is slow, or raise io-deadline");
    }
    return percentile(sorted, 99) * 2 > timings.ioDeadline().toNanos()
        ? Finding.warn(subject, text, "too near to the deadline: raise io-deadline")
        : Finding.pass(subject, text);
  }

  private static long percentile(List<Long> sorted, int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  private static String millis(long nanos) {
    return "%.2f".formatted(nanos / 1e6);
  }

  /**
   * Who the LUN says that it is, and how long a command may wait in it: rule 6. A command that
   * waits without end lands whenever a way comes back.
   */
  public List<Finding> layers(PairSpec pair, LunSpec lun) {
    String subject = "LUN " + pair.name() + "/" + lun.name();
    Outcome<DiskFacts> outcome = machine.disk(lun.device());
    if (!(outcome instanceof Outcome.Succeeded<DiskFacts>(DiskFacts facts))) {
      return List.of(Finding.fail(subject, outcome.text(), "see that this node has the LUN"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        facts.identity().isEmpty()
            ? Finding.warn(
                subject,
                lun.device() + " does not say who it is",
                "make sure that both nodes mean the same")
            : Finding.pass(subject, lun.device() + " is " + facts.identity()));
    for (Queueing layer : facts.queueing()) {
      findings.add(queueing(pair, lun, layer));
    }
    if (facts.queueing().isEmpty() && lun.guard() == GuardKind.LEASE) {
      Queueing file = Queueing.unknown(lun.device(), "it is no block device");
      findings.add(queueing(pair, lun, file));
    }
    return findings;
  }

  private Finding queueing(PairSpec pair, LunSpec lun, Queueing layer) {
    String subject = "queueing of " + pair.name() + "/" + lun.name();
    if (!layer.notKnown().isEmpty()) {
      return unknown(subject, lun, layer);
    }
    Optional<Duration> bound = layer.bound();
    if (bound.isEmpty()) {
      String text = layer.layer() + " holds commands without end";
      return lun.guard() == GuardKind.LEASE
          ? Finding.fail(subject, text + ": a late write outlives every lease", BOUND_IT)
          : Finding.warn(subject, text + ": a lost LUN is noticed by the deadline only", BOUND_IT);
    }
    boolean late = lun.guard() == GuardKind.LEASE && bound.get().compareTo(timings.leaseWait()) > 0;
    String text = layer.layer() + " holds commands for up to " + bound.get().toSeconds() + " s";
    return late
        ? Finding.fail(subject, text + ", longer than the lease", "bound it below the lease")
        : Finding.pass(subject, text);
  }

  // Unknown is never bounded: a lease ends by the clock, whatever may still be on its way.
  private static Finding unknown(String subject, LunSpec lun, Queueing layer) {
    String text =
        "not known how long %s holds commands: %s".formatted(layer.layer(), layer.notKnown());
    String advice =
        layer.layer().startsWith("multipath")
            ? "install and start multipathd, of multipath-tools or device-mapper-multipath"
            : "use guard scsi-pr or fence, or a transport that tells: iSCSI, FC, SRP, NVMe-oF";
    return lun.guard() == GuardKind.LEASE
        ? Finding.fail(subject, text + ": a late write may outlive the lease", advice)
        : Finding.warn(subject, text, advice);
  }
}
