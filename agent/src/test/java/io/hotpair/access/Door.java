package io.hotpair.access;

import io.hotpair.core.model.Surface;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;

/** One way to a running agent. */
public interface Door extends AutoCloseable {
  /** What an attempt comes to if it is allowed. */
  String YES = "yes";

  /** As the matrix calls it. */
  String name();

  /** The surface that it belongs to. */
  Surface surface();

  /** All that can be tried, as the matrix calls it: taken from what the surface itself offers. */
  Set<String> verbs();

  /** Those of the verbs that are orders, as {@link Request#verb} has them. */
  Set<String> orders();

  /** Tries something that is no order; {@link #YES}, or how it is refused. */
  String attempt(Visitor visitor, String verb) throws Exception;

  /** Gives an order; {@link #YES}, or how it is refused. */
  String order(Visitor visitor, Request request) throws Exception;

  /** An order as it is sent: each call sends the very same once more. */
  default Callable<String> sent(Visitor visitor, Request request) throws Exception {
    return () -> order(visitor, request);
  }

  /** How another order under a used request id is refused. */
  String refusedId();

  /** How a repeat is told that the first was refused by the rules, after it had been taken. */
  String refusedLater();

  /** What a visitor with a role is called. */
  String user(Visitor visitor);

  @Override
  void close() throws IOException;
}
