package io.hotpair.core.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.ResourceName;
import java.util.List;
import java.util.stream.Stream;

/** Takes a pair through events, and speaks of what came out. */
final class Steps {
  private final PairConfig config;
  private Transition last;

  private Steps(PairConfig config, Transition first) {
    this.config = config;
    last = first;
  }

  static Steps of(Pair pair, Event event) {
    return of(Situations.config(), pair, event);
  }

  static Steps of(PairConfig config, Pair pair, Event event) {
    return new Steps(config, PairRules.step(config, pair, event));
  }

  Steps then(Event event) {
    last = PairRules.step(config, last.next(), event);
    return this;
  }

  Pair pair() {
    return last.next();
  }

  Steps is(PairState state) {
    assertEquals(state, pair().state().word(), last::toString);
    return this;
  }

  /** The only effect of its kind in the last step. */
  <T extends Effect> T only(Class<T> kind) {
    List<T> found = all(kind);
    assertEquals(1, found.size(), last::toString);
    return found.getFirst();
  }

  <T extends Effect> List<T> all(Class<T> kind) {
    return last.effects().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The last step asked the world for nothing; it may have told or noted something. */
  Steps asksNothing() {
    boolean asks =
        last.effects().stream()
            .anyMatch(
                effect ->
                    !(effect instanceof Effect.Notify)
                        && !(effect instanceof Effect.Remember)
                        && !(effect instanceof Effect.Report));
    assertEquals(false, asks, last::toString);
    return this;
  }

  List<NoticeKind> told() {
    return all(Effect.Notify.class).stream().map(notify -> notify.notice().kind()).toList();
  }

  /** The only call in flight that the state waits for. */
  EffectId flight() {
    List<EffectId> calls =
        pair().watches().values().stream()
            .flatMap(watch -> watch.call().stream())
            .map(Watch.Call::id)
            .toList();
    List<EffectId> flights = Stream.concat(pair().flight().stream(), calls.stream()).toList();
    assertEquals(1, flights.size(), last::toString);
    return flights.getFirst();
  }

  /** The call of a resource in flight. */
  EffectId call(ResourceName resource) {
    return pair().watch(resource).call().orElseThrow().id();
  }

  static <T> Outcome<T> done(T value) {
    return new Outcome.Succeeded<>(value);
  }
}
