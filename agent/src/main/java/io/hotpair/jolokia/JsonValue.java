package io.hotpair.jolokia;

import java.io.IOException;

/** A value that Jolokia passes on as it is, and that writes itself into the answer. */
interface JsonValue {
  /** Writes it as one JSON value. */
  void write(JsonText text) throws IOException;
}
