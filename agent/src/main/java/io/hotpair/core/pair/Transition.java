package io.hotpair.core.pair;

import java.util.List;

/**
 * What one event led to.
 *
 * @param next the pair afterwards
 * @param effects what is to be done, in order
 */
public record Transition(Pair next, List<Effect> effects) {
  /** Copies the list. */
  public Transition {
    effects = List.copyOf(effects);
  }

  /** Why the pair is in its state, in words. */
  public String reason() {
    return next.reason();
  }
}
