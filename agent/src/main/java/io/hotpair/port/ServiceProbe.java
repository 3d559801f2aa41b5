package io.hotpair.port;

import io.hotpair.core.model.Outcome;

/** Asks a service whether it serves, as a client would. Called by one thread at a time. */
public interface ServiceProbe {
  /** What is asked, for people. */
  String name();

  /**
   * Asks once, within its own deadline; changes nothing. Every question is a client of its own: a
   * connection that still stands proves nothing to those who come.
   *
   * <ul>
   *   <li>{@code Succeeded}: it serves.
   *   <li>{@code Failed}, {@code TimedOut}: it does not; the reason says what came instead.
   *   <li>{@code Unknown}: nobody was asked; this thread was interrupted, or what asks is broken.
   * </ul>
   */
  Outcome<Boolean> ask();

  /** Whether all that it takes to ask is installed here; the failure names what is missing. */
  Outcome<Boolean> check();
}
