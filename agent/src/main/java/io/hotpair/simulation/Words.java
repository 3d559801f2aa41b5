package io.hotpair.simulation;

import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.NodeEffect;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.NodeTransition;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.State;
import java.util.List;
import java.util.stream.Collectors;

/** Steps of the rules in the words of the transcript. */
final class Words {
  private Words() {}

  /** What one event did; empty if it is not worth a line. */
  static String of(Pair before, Pair after, NodeEvent event, NodeTransition transition) {
    List<String> told =
        transition.effects().stream()
            .filter(NodeEffect.OfPair.class::isInstance)
            .map(effect -> ((NodeEffect.OfPair) effect).effect())
            .filter(effect -> !(effect instanceof Effect.Remember))
            .filter(effect -> !(effect instanceof Effect.Report))
            .filter(effect -> !isRoutine(after, effect))
            .map(Words::words)
            .toList();
    boolean quiet = told.isEmpty() && before.reason().equals(after.reason());
    return quiet && before.state().word() == after.state().word()
        ? ""
        : words(event)
            + (before.state().word() == after.state().word()
                ? "  " + after.state().word()
                : "  " + before.state().word() + " -> " + after.state().word())
            + (before.reason().equals(after.reason()) ? "" : " \"" + after.reason() + "\"")
            + (told.isEmpty() ? "" : told.stream().collect(Collectors.joining("; ", "  => ", "")));
  }

  private static boolean isRoutine(Pair pair, Effect effect) {
    boolean looks =
        effect instanceof Effect.VerifyGuard || effect instanceof Effect.MonitorResource;
    return pair.state() instanceof State.Active && looks;
  }

  private static String words(NodeEvent event) {
    return switch (event) {
      case NodeEvent.ForPair(var pair, Event.GuardAnswered answer) ->
          "guard answered #" + answer.id().number() + " " + shorten(answer.outcome().text());
      case NodeEvent.ForPair(var pair, Event.ClaimAnswered answer) ->
          "claim answered " + answer.outcome().text();
      case NodeEvent.ForPair(var pair, Event.FenceAnswered answer) ->
          "fence answered " + answer.outcome().text();
      case NodeEvent.ForPair(var pair, Event.ResourceAnswered answer) ->
          answer.resource() + " answered #" + answer.id().number() + " " + answer.outcome().text();
      case NodeEvent.ForPair(var pair, Event inner) -> inner.getClass().getSimpleName();
      case NodeEvent.Ticked ticked ->
          ticked.local().lag().isZero() ? "tick" : "tick, late " + ticked.local().lag().toMillis();
      case NodeEvent.Heard heard -> "heard " + heard.kind();
      case NodeEvent.CarrierLost lost -> "carrier lost";
      case NodeEvent.Looked looked -> "looked";
      case NodeEvent.DiskFailed failed -> "disk failed";
      case NodeEvent.Probed probed -> "probed: " + probed.outcome().text();
      case NodeEvent.Leaving leaving -> "leaving, keep=" + leaving.keepRunning();
    };
  }

  private static String shorten(String text) {
    return text.replaceAll("EpochRecord\\[node=\\d+, boot=[^,]*, ", "[")
        .replaceAll("requestId=, |reason=none, |executed=\\[\\]", "");
  }

  private static String words(Effect effect) {
    return switch (effect) {
      case Effect.Notify notify -> "! " + notify.notice().kind();
      case Effect.ClaimGuard claim ->
          "claim " + claim.request().epoch() + " " + claim.request().proof();
      case Effect.ParkGuard park -> "park " + park.park();
      case Effect.ReadGuard read -> "read #" + read.id().number();
      case Effect.VerifyGuard verify -> "verify #" + verify.id().number();
      case Effect.FencePeer fence -> "fence peer";
      case Effect.StartResource start -> "start " + start.resource();
      case Effect.StopResource stop -> "stop " + stop.resource();
      case Effect.MonitorResource monitor ->
          "monitor " + monitor.resource() + " #" + monitor.id().number();
      case Effect.FenceSelf self -> "FENCE SELF " + self.reason();
      case Effect.Left left -> "left";
      case Effect.Remember remember -> "remember";
      case Effect.Report report -> "report";
    };
  }
}
