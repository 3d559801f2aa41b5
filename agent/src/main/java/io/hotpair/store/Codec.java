package io.hotpair.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a value is written as JSON and read again.
 *
 * @param <T> the value's type
 */
interface Codec<T> {
  ObjectNode encode(T value);

  /** Throws {@link IllegalArgumentException} saying what is wrong. */
  T decode(Fields fields);
}
