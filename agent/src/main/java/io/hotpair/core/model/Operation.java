package io.hotpair.core.model;

/**
 * An order and what became of it: a row of the journal.
 *
 * @param number counts this node's operations over restarts, from 1
 * @param order what was ordered, by whom
 * @param state how far it is
 * @param step what is being done, in words; empty when over
 * @param result the result or the error, in words; empty while under way
 * @param startMillis wall clock, milliseconds since 1970
 * @param endMillis wall clock, milliseconds since 1970; 0 while under way
 */
public record Operation(
    long number,
    Order order,
    OperationState state,
    String step,
    String result,
    long startMillis,
    long endMillis) {
  /** Whether nothing more will happen. */
  public boolean isOver() {
    return switch (state) {
      case ACCEPTED, RUNNING -> false;
      case SUCCEEDED, FAILED, REFUSED, UNKNOWN -> true;
    };
  }
}
