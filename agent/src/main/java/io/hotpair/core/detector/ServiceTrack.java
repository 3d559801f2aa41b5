package io.hotpair.core.detector;

import io.hotpair.core.model.ClientView;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ProbePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a standby knows of the active's service by asking as a client would. One probe without an
 * answer says nothing, several in a row do; and only of a service that has answered this probe
 * before, under the same epoch: a probe that is wrong moves nothing. While this node's own way to
 * the service is not known to be well, or has just lost a beat, nothing is counted.
 *
 * @param from probes that were begun before this do not count
 * @param epoch the active's
 * @param lost how many of the active's beats were ever lost on this node's way to the service
 * @param rows one for each probe, in their order
 */
public record ServiceTrack(Moment from, Epoch epoch, long lost, List<Row> rows) {
  /**
   * One probe.
   *
   * @param answered whether it ever got an answer under this epoch
   * @param well whether the last one got an answer
   * @param misses how many in a row got none since
   * @param since when the first of those was begun
   * @param latest when the last of those was begun
   * @param text what came instead
   */
  public record Row(
      boolean answered, boolean well, int misses, Moment since, Moment latest, String text) {
    private static final Row NEW = none(false, false, "");

    private static Row none(boolean answered, boolean well, String text) {
      return new Row(answered, well, 0, Moment.ZERO, Moment.ZERO, text);
    }

    private Row cleared() {
      return none(answered, false, "");
    }

    private Row missed(Moment asked, String words) {
      return answered
          ? new Row(true, false, misses + 1, misses == 0 ? asked : since, asked, words)
          : none(false, false, words);
    }
  }

  /** Copies the list. */
  public ServiceTrack {
    rows = List.copyOf(rows);
  }

  /** Nothing was asked yet. */
  public static ServiceTrack begin(int probes, Moment now) {
    return new ServiceTrack(now, Epoch.NONE, 0, Collections.nCopies(probes, Row.NEW));
  }

  /**
   * The track at a moment.
   *
   * @param current the active's epoch
   * @param usable whether the service should be there, and this node's way to it is well
   * @param lostNow as in {@link #lost}
   */
  public ServiceTrack at(Moment now, Epoch current, boolean usable, long lostNow) {
    if (rows.isEmpty()) {
      return this;
    }
    if (!current.equals(epoch)) {
      return new ServiceTrack(now, current, lostNow, Collections.nCopies(rows.size(), Row.NEW));
    }
    return usable && lostNow == lost ? this : cleared(now, lostNow);
  }

  /** What was asked while this node stood still does not count against the service. */
  public ServiceTrack restartWindow(Moment now) {
    return cleared(now, lost);
  }

  private ServiceTrack cleared(Moment now, long lostNow) {
    return new ServiceTrack(now, epoch, lostNow, rows.stream().map(Row::cleared).toList());
  }

  /**
   * The track after a probe.
   *
   * @param place the probe's, from 0
   * @param asked when it was begun
   */
  public ServiceTrack probed(int place, Outcome<Boolean> outcome, Moment asked) {
    if (asked.isBefore(from) || place >= rows.size()) {
      return this;
    }
    Row row = rows.get(place);
    Row next =
        switch (outcome) {
          case Outcome.Succeeded<Boolean> served -> Row.none(true, true, "");
          case Outcome.Failed<Boolean> failed -> row.missed(asked, failed.text());
          case Outcome.TimedOut<Boolean> late -> row.missed(asked, late.text());
          // Nobody was asked: what is not in a row does not add up.
          case Outcome.Unknown<Boolean> unknown -> row.cleared();
        };
    List<Row> changed = new ArrayList<>(rows);
    changed.set(place, next);
    return new ServiceTrack(from, epoch, lost, changed);
  }

  /**
   * The verdict: the first probe that has missed often enough and for long enough, or that none
   * has. How long is told from one probe to another and not until now: a node that stands still
   * asks nothing, and what it found before is not worse for that.
   *
   * @param patience how long it takes to find that not the service is gone, but a network
   */
  public ClientView view(List<ProbePlan> plans, Duration patience) {
    boolean all = !rows.isEmpty();
    for (int place = 0; place < rows.size(); place++) {
      Row row = rows.get(place);
      ProbePlan plan = plans.get(place);
      if (row.misses() >= plan.failures() && row.latest().isAtLeast(patience, row.since())) {
        return ClientView.unserved(plan.resource(), row.misses(), row.text());
      }
      all &= row.well();
    }
    return all ? ClientView.SERVED : ClientView.UNKNOWN;
  }
}
