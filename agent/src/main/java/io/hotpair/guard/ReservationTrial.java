package io.hotpair.guard;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import io.hotpair.port.TrialReport;
import io.hotpair.port.TrialReport.Result;
import io.hotpair.port.TrialReport.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Tries on a LUN that nobody uses whether its target keeps what a claim builds on, with keys that
 * no claim has, and takes everything back.
 *
 * <p>It begins only if the target lists no key and no holder, so it takes nothing from anybody: it
 * preempts by the names of its own keys alone. A claim that comes between makes the trial fail, and
 * not the claim. What a killed trial of this node left is taken back first, from this node's own
 * nexus and by its name, so that no other's can be meant.
 *
 * <p>Not for two threads at once.
 */
public final class ReservationTrial {
  private static final int MOST_SWEEPS = 3;

  private final TrialLun lun;
  private final TrialKeys keys;
  private final BooleanSupplier interrupted;

  /**
   * A trial; nothing is sent yet.
   *
   * @param spec the LUN
   * @param device the ways to it
   * @param nodes the node ids of the site
   * @param chance any number, another for each trial
   * @param interrupted whether to stop and clean up; asked before each step
   */
  public ReservationTrial(
      LunSpec spec, ScsiLun device, Set<Integer> nodes, long chance, BooleanSupplier interrupted) {
    this.lun = new TrialLun(spec, device);
    this.keys =
        new TrialKeys(
            new HashSet<>(nodes), new Epoch(1 + Math.floorMod(chance, Epoch.LARGEST - 4)));
    this.interrupted = interrupted;
  }

  /** Tries, cleans up, and tells. */
  public TrialReport run() {
    Outcome<String> identity = lun.identify();
    if (identity instanceof Outcome.Failed<String>(String another)) {
      return TrialReport.refused(another);
    }
    Outcome<Reservation> first = lun.look();
    if (first instanceof Outcome.Failed<Reservation>(String foreign)) {
      return TrialReport.refused(foreign);
    }
    if (!identity.succeeded() || !first.succeeded()) {
      String text = identity.succeeded() ? first.text() : identity.text();
      return report(List.of(new Step("reading keys and holder", Result.UNKNOWN, text)));
    }
    Outcome<Reservation> free = withoutLeftovers(first);
    if (!(free instanceof Outcome.Succeeded<Reservation>(Reservation found))) {
      return report(List.of(new Step("reading keys and holder", Result.UNKNOWN, free.text())));
    }
    if (found.holder().isPresent() || !found.registered().isEmpty()) {
      return TrialReport.refused(lunIs(found));
    }
    List<Step> steps = new ArrayList<>();
    try {
      new TrialSteps(lun, keys, interrupted, steps).run();
    } finally {
      steps.add(cleanUp());
    }
    return report(steps);
  }

  private static TrialReport report(List<Step> steps) {
    return new TrialReport(Optional.empty(), steps);
  }

  private String lunIs(Reservation found) {
    boolean trials = found.registered().stream().allMatch(keys::isOfATrial);
    String whose =
        trials ? "; these are a trial's keys: it runs, or was killed, at the other node" : "";
    return "the LUN is in use: " + TrialLun.text(found) + whose;
  }

  /** Takes back what an earlier trial left on this node's own ways. */
  private Outcome<Reservation> withoutLeftovers(Outcome<Reservation> read) {
    if (!(read instanceof Outcome.Succeeded<Reservation>(Reservation found))
        || found.registered().isEmpty()
        || !found.registered().stream().allMatch(keys::isOfATrial)) {
      return read;
    }
    for (ScsiPath path : lun.paths()) {
      found.registered().stream()
          .distinct()
          .forEach(key -> lun.register(path, key, RegistrationKey.NONE));
    }
    return lun.look();
  }

  /** Takes every key of this trial back, from wherever it may stand, until a reading says so. */
  private Step cleanUp() {
    String what = "cleaning up";
    String left = "";
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      for (ScsiPath path : lun.paths()) {
        keys.all().forEach(key -> lun.register(path, key, RegistrationKey.NONE));
      }
      Outcome<Reservation> read = lun.look();
      if (read instanceof Outcome.Succeeded<Reservation>(Reservation found)) {
        if (keys.ownIn(found).isEmpty()) {
          return new Step(what, Result.RIGHT, "read back: " + TrialLun.text(found));
        }
        left = TrialLun.text(found);
        sweepAway(keys.ownIn(found));
      } else {
        left = read.text();
      }
    }
    return new Step(what, Result.UNKNOWN, "keys of the trial may be left: " + left);
  }

  /** A way that is gone can't take its registration back; another one preempts it. */
  private void sweepAway(List<RegistrationKey> left) {
    for (ScsiPath path : lun.paths()) {
      lun.register(path, RegistrationKey.NONE, keys.broom());
      left.stream().distinct().forEach(key -> lun.preempt(path, keys.broom(), key));
    }
  }
}
