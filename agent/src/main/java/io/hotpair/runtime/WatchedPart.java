package io.hotpair.runtime;

import io.hotpair.core.detector.HealthTrack;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.HealthLimits;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.port.HealthProbe;
import io.hotpair.port.LocalHost;
import io.hotpair.view.HealthView;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part of this machine with what was made of its looks. */
final class WatchedPart {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedPart.class);

  /** So many periods without a look, and some time more, are no matter of a busy machine. */
  private static final int MISSED = 3;

  private static final Duration GRACE = Duration.ofSeconds(30);

  private final HealthProbe probe;
  private final LocalHost host;
  private final Consumer<NoticeDraft> tell;
  private final HealthLimits limits;
  private final String limitsText;
  private boolean broken;
  private volatile Optional<Moment> looked = Optional.empty();
  private Optional<Moment> judged = Optional.empty();
  private volatile Optional<Moment> begun = Optional.empty();
  // Guarded by this; the view is read without.
  private HealthTrack track;
  private volatile HealthView view;

  WatchedPart(HealthProbe probe, HealthLimits limits, LocalHost host, Consumer<NoticeDraft> tell) {
    this.probe = probe;
    this.host = host;
    this.tell = tell;
    this.limits = limits;
    limitsText = limits.text(probe.kind().unit());
    track = HealthTrack.begin(limits);
    view = show("not looked at yet", 0, 0);
  }

  String name() {
    return probe.name();
  }

  boolean mayHang() {
    return probe.mayHang();
  }

  HealthView view() {
    return view;
  }

  /** Looks if the period is over; may hang. Called by one thread. */
  void lookIfDue() {
    Moment now = host.now();
    if (looked.isPresent() && !now.isAtLeast(limits.period(), looked.get())) {
      return;
    }
    looked = Optional.of(now);
    begun = looked;
    HealthReading reading = lookSafely();
    begun = Optional.empty();
    take(reading);
  }

  private HealthReading lookSafely() {
    try {
      return probe.look();
    } catch (RuntimeException bug) {
      // Once, and not at every look from now on.
      if (!broken) {
        LOG.error("{} can't be looked at", name(), bug);
      }
      broken = true;
      return new HealthReading.NotKnown("could not be looked at: " + bug);
    }
  }

  /**
   * Judges a look that has not come back, or that its thread has not come to, once in a period.
   * Called by one thread.
   */
  void judgeIfOverdue() {
    Optional<Moment> since = begun;
    Optional<Moment> last = looked;
    Moment now = host.now();
    Duration period = limits.period();
    if (judged.isPresent() && !now.isAtLeast(period, judged.get())) {
      return;
    }
    if (since.isPresent() && now.isAtLeast(period, since.get())) {
      judged = Optional.of(now);
      take(probe.overdue(now.since(since.get())));
    } else if (since.isEmpty()
        && last.isPresent()
        && now.isAtLeast(period.multipliedBy(MISSED).plus(GRACE), last.get())) {
      judged = Optional.of(now);
      take(
          new HealthReading.NotKnown(
              "not looked at for "
                  + now.since(last.get()).toSeconds()
                  + " s: the look at another part does not come back"));
    }
  }

  private synchronized void take(HealthReading reading) {
    HealthVerdict before = track.verdict();
    track = track.look(host.now(), reading);
    boolean changed = track.verdict() != before;
    view =
        show(
            words(reading),
            changed ? host.wallMillis() : view.sinceMillis(),
            view.changes() + (changed ? 1 : 0));
    if (changed && (before.isBad() || track.verdict().isBad())) {
      tell.accept(notice(before));
    }
  }

  private String words(HealthReading reading) {
    return reading instanceof HealthReading.Counted && track.value() > 0
        ? reading.text() + ", " + track.value() + " of them in " + span(limits.window())
        : reading.text();
  }

  private static String span(Duration window) {
    return window.toMinutes() % 60 == 0 ? window.toHours() + " h" : window.toMinutes() + " min";
  }

  private HealthView show(String reading, long sinceMillis, long changes) {
    return new HealthView(
        name(),
        probe.kind(),
        track.verdict(),
        reading,
        track.value(),
        probe.kind().unit(),
        limitsText,
        track.verdict().isBad() ? probe.kind().advice() : "",
        sinceMillis,
        changes);
  }

  private NoticeDraft notice(HealthVerdict before) {
    HealthVerdict now = track.verdict();
    NoticeKind kind =
        switch (now) {
          case FAILED, FAILING -> NoticeKind.HEALTH_FAILING;
          // What was wrong and no longer tells has not recovered.
          case DEGRADED, UNKNOWN -> NoticeKind.HEALTH_DEGRADED;
          case OK -> NoticeKind.HEALTH_RESTORED;
        };
    String advice = view.advice().isEmpty() ? "" : ": " + view.advice();
    return new NoticeDraft(
        kind,
        Optional.empty(),
        name(),
        before.label(),
        now.label(),
        MoveReason.NONE,
        Epoch.NONE,
        name() + " is " + now.label() + " (" + view.reading() + ")" + advice);
  }
}
