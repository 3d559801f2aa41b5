package io.hotpair.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Named marks: how far something has come. When the file is damaged every mark is 0: what was done
 * since may be done again, and nothing is left out.
 */
final class Marks {
  private final StateDirectory directory;
  private final Path file;
  private final Map<String, Long> marks = new TreeMap<>();
  private boolean damaged;

  Marks(StateDirectory directory) {
    this.directory = directory;
    this.file = directory.file("marks.json");
    if (Files.exists(file)) {
      read();
    }
  }

  private void read() {
    try {
      byte[] bytes = Files.readAllBytes(file);
      JsonNode node = CheckedLine.decode(bytes, 0, Math.max(bytes.length - 1, 0));
      Fields fields = new Fields(node);
      node.fieldNames().forEachRemaining(name -> marks.put(name, fields.number(name)));
    } catch (IOException | IllegalArgumentException e) {
      directory.keepAside(file, e.getMessage());
      marks.clear();
      damaged = true;
    }
  }

  synchronized OptionalLong get(String name) {
    Long mark = marks.get(name);
    if (mark == null) {
      return damaged ? OptionalLong.of(0) : OptionalLong.empty();
    }
    return OptionalLong.of(mark);
  }

  /**
   * Sets a mark, durable when this returns.
   *
   * @throws UncheckedIOException if that failed; then the mark is where it was
   */
  synchronized void set(String name, long value) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    marks.forEach(node::put);
    node.put(name, value);
    try {
      directory.replace(file, CheckedLine.encode(node));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
    marks.put(name, value);
  }
}
