package io.hotpair.core.model;

import java.util.Optional;

/**
 * An administrator's order for one pair, with an id that makes it happen at most once.
 *
 * @param requestId 1 to 64 printable ASCII characters without spaces, chosen by the requester; a
 *     repeat of an id gets the first result
 * @param action what to do; never {@link Action#NONE}
 * @param pair the pair
 * @param target the node that shall be active; empty: the other than now
 * @param decidedIn the epoch that the requester saw; an epoch that has moved on refuses the order;
 *     empty: whatever it is now
 * @param force do it although the target is not ready; needs {@link AccessRole#FORCE}
 * @param requester who
 */
public record Order(
    String requestId,
    Action action,
    PairName pair,
    Optional<NodeName> target,
    Optional<Epoch> decidedIn,
    boolean force,
    Requester requester) {
  /** The longest request id, in characters. */
  public static final int LONGEST_REQUEST_ID = 64;

  /** Refuses a bad request id or action with {@link IllegalArgumentException}. */
  public Order {
    if (!isRequestId(requestId)) {
      throw new IllegalArgumentException(
          "request id \""
              + requestId
              + "\": allowed are 1 to 64 printable ASCII characters without spaces");
    }
    if (action == Action.NONE) {
      throw new IllegalArgumentException("action none orders nothing");
    }
  }

  /**
   * Whether this is an earlier order, given again. Who asks, and in which epoch, is no difference:
   * a repeat may come by another way, and after the move.
   */
  public boolean repeats(Order first) {
    return requestId.equals(first.requestId)
        && action == first.action
        && pair.equals(first.pair)
        && target.equals(first.target)
        && force == first.force;
  }

  /** What is ordered, and by whom, in words. */
  public String inWords() {
    return action.label()
        + target.map(node -> " to " + node).orElse("")
        + (force ? " with force" : "")
        + ", ordered by "
        + requester;
  }

  /** Whether a text can be a request id. */
  public static boolean isRequestId(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_REQUEST_ID
        && text.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
  }
}
