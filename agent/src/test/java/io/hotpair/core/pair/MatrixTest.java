package io.hotpair.core.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Suspension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Each state × each event: what the rules do, as a text that people read. A change of the rules is
 * a change of that text; {@code -Dhotpair.rewrite=true} writes it anew, to be read in the diff.
 */
final class MatrixTest {
  private static final String NAME = "matrix.txt";

  private static final Map<String, Pair> STATES = states();
  private static final Map<String, Event> EVENTS = events();

  @Test
  void theMatrixIsWhatTheRulesDo() throws IOException {
    String matrix = matrix();
    if (Boolean.getBoolean("hotpair.rewrite")) {
      Path file = Path.of("src/test/resources/io/hotpair/core/pair", NAME);
      Files.createDirectories(file.getParent());
      Files.writeString(file, matrix);
    }
    assertEquals(checkedIn(), matrix);
  }

  @Test
  void everyStateIsInIt() {
    List<PairState> words = STATES.values().stream().map(pair -> pair.state().word()).toList();
    assertTrue(words.containsAll(List.of(PairState.values())));
  }

  private static String checkedIn() throws IOException {
    try (InputStream in = MatrixTest.class.getResourceAsStream(NAME)) {
      assertTrue(in != null, NAME + " is missing: run with -Dhotpair.rewrite=true");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String matrix() {
    int width = EVENTS.keySet().stream().mapToInt(String::length).max().orElseThrow();
    StringBuilder text = new StringBuilder();
    text.append(
        "What blade1 does for a pair in each state upon each event; guard fence, epoch 5.\n");
    text.append("Written by MatrixTest. \"=\" means: in the same state.\n");
    STATES.forEach(
        (state, pair) -> {
          text.append('\n').append(state).append('\n');
          List<String> nothing = new ArrayList<>();
          EVENTS.forEach(
              (name, event) -> {
                String does = outcome(pair, PairRules.step(Situations.config(), pair, event));
                if (does.isEmpty()) {
                  nothing.add(name);
                } else {
                  text.append(String.format(Locale.ROOT, "  %-" + width + "s  %s%n", name, does));
                }
              });
          text.append(folded("nothing", nothing));
        });
    return text.toString();
  }

  private static String outcome(Pair before, Transition transition) {
    PairState next = transition.next().state().word();
    boolean same = next == before.state().word() && transition.effects().isEmpty();
    if (same && transition.reason().equals(before.reason())) {
      return "";
    }
    String word = next == before.state().word() ? "=" : next.name();
    String effects =
        transition.effects().stream().map(MatrixTest::word).collect(Collectors.joining(", "));
    String why =
        transition.reason().equals(before.reason()) ? "" : " (" + transition.reason() + ")";
    return String.format(Locale.ROOT, "%-10s %s%s", word, effects, why).stripTrailing();
  }

  /** A list that a page holds. */
  private static String folded(String title, List<String> names) {
    StringBuilder text = new StringBuilder();
    String line = "  " + title + " upon:";
    for (String name : names) {
      if (line.length() + name.length() > 110) {
        text.append(line).append('\n');
        line = "     ";
      }
      line += " " + name + ";";
    }
    return text.append(line).append('\n').toString();
  }

  private static String word(Effect effect) {
    return switch (effect) {
      case Effect.ReadGuard read -> "read guard";
      case Effect.ClaimGuard claim ->
          "claim " + claim.request().epoch() + " " + words(claim.request().proof().name());
      case Effect.VerifyGuard verify -> "verify guard";
      case Effect.ParkGuard park -> "park " + words(park.park().disposition().name());
      case Effect.FencePeer fence -> "fence peer";
      case Effect.StartResource start -> "start " + start.resource();
      case Effect.StopResource stop -> "stop " + stop.resource();
      case Effect.MonitorResource monitor -> "monitor " + monitor.resource();
      case Effect.FenceSelf self -> "fence self";
      case Effect.Notify notify -> "! " + words(notify.notice().kind().name());
      case Effect.Remember remember -> "remember";
      case Effect.Report report -> "report " + words(report.state().name());
      case Effect.Left left -> "left";
    };
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Map<String, Pair> states() {
    Map<String, Pair> states = new LinkedHashMap<>();
    states.put("JOINING, reading the guard", Situations.joining());
    states.put("STANDBY, the peer holds 5", Situations.standby());
    states.put("CONFIRMING, the peer holds 5", Situations.confirming());
    for (State.ClaimStep step : State.ClaimStep.values()) {
      states.put("CLAIMING, " + words(step.name()), Situations.claiming(step));
    }
    states.put("STARTING, fs first", Situations.starting());
    states.put("STARTING, verifying the guard", Situations.verifying());
    states.put("ACTIVE", Situations.active());
    for (State.StopStep step : State.StopStep.values()) {
      states.put("STOPPING by order, " + words(step.name()), Situations.stopping(step));
    }
    states.put("STOPPING by order, looking at ip", Situations.lookingAfterStop());
    states.put("EJECTED, stopping ip", Situations.ejected());
    states.put("FAULTED, starts failed on both", Situations.faulted());
    states.put("SUSPENDED while active", Situations.suspendedActive());
    states.put("SUSPENDED while standby", Situations.suspendedStandby());
    return states;
  }

  private static Map<String, Event> events() {
    Map<String, Event> events = new LinkedHashMap<>();
    ticks(events);
    answers(events);
    for (Action action : Action.values()) {
      if (action != Action.NONE) {
        events.put("order: " + words(action.name()), Situations.ordered(action));
      }
    }
    events.put("agent stops", new Event.Leaving(Situations.NOW, false));
    events.put("agent stops, group runs on", new Event.Leaving(Situations.NOW, true));
    return events;
  }

  private static void ticks(Map<String, Event> events) {
    Moment now = Situations.NOW;
    GuardReading own = Situations.OWN;
    GuardReading peers = Situations.PEERS;
    events.put("tick: this node holds 5", Situations.tick(now, Situations.heard(), own));
    Moment later = now.plus(Duration.ofMinutes(1));
    events.put("tick: the same, a minute on", Situations.tick(later, Situations.heard(), own));
    events.put("tick: the peer holds 5", Situations.tick(now, Situations.heard(), peers));
    for (Disposition disposition : Disposition.values()) {
      GuardReading six = Situations.reading(Disposition.OFFERED, 5, disposition, 6);
      if (disposition != Disposition.NONE) {
        events.put(
            "tick: the peer says " + words(disposition.name()) + " 6",
            Situations.tick(now, Situations.heard(), six));
      }
    }
    events.put(
        "tick: nobody ever claimed", Situations.tick(now, Situations.heard(), Situations.FRESH));
    events.put(
        "tick: networks silent, beat fresh",
        Situations.tick(now, Situations.silent(PeerHealth.SILENT, false), peers));
    events.put(
        "tick: networks silent, beat stale",
        Situations.tick(now, Situations.silent(PeerHealth.SILENT, true), peers));
    events.put(
        "tick: the peer is proven dead",
        Situations.tick(now, Situations.silent(PeerHealth.DEAD, false), peers));
    events.put(
        "tick: the peer asks to be fenced",
        Situations.tick(
            now,
            Situations.heard(Situations.report(PairState.STOPPING, true, Suspension.NONE)),
            peers));
    events.put(
        "tick: the peer is in maintenance",
        Situations.tick(
            now,
            Situations.heard(
                Situations.report(PairState.SUSPENDED, false, new Suspension(2, true))),
            peers));
    events.put(
        "tick: maintenance is over",
        Situations.tick(
            now,
            Situations.heard(Situations.report(PairState.STANDBY, false, new Suspension(2, false))),
            own));
    LocalView offline = new LocalView(false, Duration.ZERO, 0, NodeHealth.WELL, Readiness.READY);
    DiskTrack disk = Situations.disk(now, own, false);
    events.put(
        "tick: own public network down", new Event.Tick(now, Situations.heard(), disk, offline));
    events.put(
        "tick: a part here is failing",
        new Event.Tick(now, Situations.heard(), disk, Situations.local(HealthVerdict.FAILING)));
    events.put(
        "tick: the peer has a failing part",
        Situations.tick(
            now,
            Situations.heard(
                HealthVerdict.FAILING,
                new Readiness(CannotTakeOverCause.HEALTH_FAILING, "lun-erp: failing")),
            own));
    events.put(
        "tick: the disk does not answer",
        new Event.Tick(
            later,
            Situations.heard(),
            Situations.disk(Situations.BEFORE, own, false),
            LocalView.WELL));
    events.put(
        "tick: a clone was found",
        new Event.Tick(now, Situations.heard(), Situations.disk(now, own, true), LocalView.WELL));
  }

  private static void answers(Map<String, Event> events) {
    Moment now = Situations.NOW;
    EffectId id = Situations.FLIGHT;
    events.put(
        "guard answers: done",
        new Event.GuardAnswered(now, id, new Outcome.Succeeded<>(Situations.OWN)));
    events.put(
        "guard answers: lost", new Event.GuardAnswered(now, id, new Outcome.Failed<>("lost")));
    events.put(
        "guard answers: unknown", new Event.GuardAnswered(now, id, new Outcome.Unknown<>("I/O")));
    events.put(
        "audit answers: lost",
        new Event.GuardAnswered(now, Situations.AUDIT, new Outcome.Failed<>("lost")));
    events.put(
        "audit answers: unknown",
        new Event.GuardAnswered(now, Situations.AUDIT, new Outcome.Unknown<>("I/O")));
    events.put(
        "claim answers: 6 is held",
        new Event.ClaimAnswered(now, id, new Outcome.Succeeded<>(new Epoch(6))));
    events.put(
        "claim answers: not held", new Event.ClaimAnswered(now, id, new Outcome.Failed<>("lost")));
    events.put(
        "claim answers: nothing in time",
        new Event.ClaimAnswered(now, id, new Outcome.TimedOut<>(Duration.ofSeconds(1))));
    events.put(
        "switch answers: off", new Event.FenceAnswered(now, id, new Outcome.Succeeded<>("off")));
    events.put(
        "switch answers: failed", new Event.FenceAnswered(now, id, new Outcome.Failed<>("no")));
    events.put(
        "switch answers: unknown", new Event.FenceAnswered(now, id, new Outcome.Unknown<>("?")));
    for (Event.Finding finding : Event.Finding.values()) {
      events.put(
          "ip answers: " + words(finding.name()),
          new Event.ResourceAnswered(now, id, Situations.IP, new Outcome.Succeeded<>(finding), 1));
    }
    events.put(
        "ip answers: nothing in time",
        new Event.ResourceAnswered(
            now, id, Situations.IP, new Outcome.TimedOut<>(Duration.ofSeconds(60)), 1));
    events.put(
        "fs answers: running",
        new Event.ResourceAnswered(
            now, id, Situations.FS, new Outcome.Succeeded<>(Event.Finding.RUNNING), 1));
    events.put(
        "monitor of fs: failed",
        new Event.ResourceAnswered(
            now,
            Situations.WATCH,
            Situations.FS,
            new Outcome.Succeeded<>(Event.Finding.FAILED),
            1));
  }
}
