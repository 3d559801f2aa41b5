package io.hotpair.core.pair;

import java.util.List;

/**
 * What one event led to.
 *
 * @param next the node afterwards
 * @param effects what is to be done, in order
 */
public record NodeTransition(Node next, List<NodeEffect> effects) {
  /** Copies the list. */
  public NodeTransition {
    effects = List.copyOf(effects);
  }
}
