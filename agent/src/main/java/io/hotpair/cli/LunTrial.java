package io.hotpair.cli;

import io.hotpair.checks.Finding;
import io.hotpair.checks.PromptLun;
import io.hotpair.checks.TrialChecks;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.guard.ReservationTrial;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.TrialReport;
import io.hotpair.system.ExclusiveUse;
import io.hotpair.system.ScsiDisk;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tries the reservations of one LUN that nobody uses. It cleans up whatever happens, a signal
 * included: the machine's end alone, or a kill that no process hears of, leaves keys behind, and
 * the next trial takes those back.
 */
final class LunTrial {
  /** Beyond the deadline that the kernel has for a command. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** How long a signal waits for the cleaning up. */
  private static final Duration ENDING = Duration.ofSeconds(60);

  private final Site site;
  private final NodeName self;
  private final PairSpec pair;
  private final LunSpec lun;

  private LunTrial(Site site, NodeName self, PairSpec pair, LunSpec lun) {
    this.site = site;
    this.self = self;
    this.pair = pair;
    this.lun = lun;
  }

  /**
   * A trial of one LUN.
   *
   * @param name as {@code erp/data}
   */
  static LunTrial of(Site site, NodeName self, String name) throws CommandFailure {
    for (PairSpec pair : site.pairs().values()) {
      for (LunSpec lun : pair.luns()) {
        if (pair.includes(self) && name.equals(pair.name() + "/" + lun.name())) {
          return new LunTrial(site, self, pair, lun);
        }
      }
    }
    String known =
        site.pairs().values().stream()
            .filter(pair -> pair.includes(self))
            .flatMap(pair -> pair.luns().stream().map(lun -> pair.name() + "/" + lun.name()))
            .sorted()
            .collect(Collectors.joining(", "));
    throw new CommandFailure(
        ExitStatus.USAGE, "no LUN " + name + " on this node; allowed are " + known);
  }

  String name() {
    return pair.name() + "/" + lun.name();
  }

  /** What the LUN is, and what will be done to it: for whoever has to agree. */
  String warning() {
    return "This registers, reserves and preempts on "
        + name()
        + " ("
        + lun.device()
        + "), and takes everything back.\nWith two ways to it, it tries to write the first block's"
        + " own content.\nMeanwhile other machines can't write to it:"
        + " nothing may use it, here or at "
        + pair.peerOf(self)
        + ".";
  }

  /** Ends the command if an agent or this machine uses the LUN, or may soon. */
  void refuseIfInUse(Optional<AgentWord> agent) throws CommandFailure, InterruptedException {
    Optional<String> user =
        agent.isPresent()
            ? agent.get().userOf(pair, self, site.digest())
            : new Listening(site, self, luns -> List.of()).userOf(pair);
    if (user.isPresent()) {
      throw refused(user.get());
    }
    Outcome<Boolean> used = ExclusiveUse.of(lun.device());
    if (!(used instanceof Outcome.Succeeded<Boolean>(Boolean inUse))) {
      throw refused(used.text());
    }
    if (inUse) {
      throw refused(
          lun.device() + " is in use on this machine: a file system, swap or a mapped device");
    }
  }

  private CommandFailure refused(String why) {
    return new CommandFailure(ExitStatus.REFUSED, name() + ": not tried: " + why);
  }

  /**
   * Tries, cleans up, and shows what came of it, before a signal may end the process.
   *
   * @return all findings
   */
  List<Finding> run(Consumer<List<Finding>> show) throws CommandFailure {
    return run(new ScsiDisk(Path.of(lun.device()), site.timings().ioDeadline()), show);
  }

  List<Finding> run(ScsiLun device, Consumer<List<Finding>> show) throws CommandFailure {
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch over = new CountDownLatch(1);
    Thread ending = new Thread(() -> end(stop, over), "end of the trial");
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      TrialReport report =
          new ReservationTrial(
                  lun,
                  new PromptLun(device, site.timings().ioDeadline().plus(GRACE)),
                  site.nodes().values().stream().map(NodeSpec::id).collect(Collectors.toSet()),
                  new SecureRandom().nextLong(),
                  stop::get)
              .run();
      if (report.refusal().isPresent()) {
        throw refused(report.refusal().get());
      }
      List<Finding> findings = TrialChecks.of(name(), report);
      show.accept(findings);
      return findings;
    } finally {
      over.countDown();
      forget(ending);
    }
  }

  private static void end(AtomicBoolean stop, CountDownLatch over) {
    stop.set(true);
    try {
      boolean cleaned = over.await(ENDING.toSeconds(), TimeUnit.SECONDS);
      if (!cleaned) {
        System.err.println("hotpair: the LUN does not answer: keys of the trial may be left on it");
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread ending) {
    try {
      Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException alreadyEnding) {
      // It has been waiting for this trial, and goes on.
    }
  }
}
