package io.hotpair.view;

import java.util.OptionalLong;

/** How far the delivery of notices to each notification target has come, over restarts. */
public interface Deliveries {
  /**
   * The sequence of the newest notice that a target needs no more: it was delivered or given up,
   * and so was every older one. Empty for a target that is new.
   */
  OptionalLong reached(String target);

  /**
   * Keeps how far a target has come; durable when it returns.
   *
   * @throws java.io.UncheckedIOException if it could not be kept
   */
  void reached(String target, long sequence);
}
