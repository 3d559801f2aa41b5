package io.hotpair.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named counters that never give a number twice. The file of the step before is kept: if the newest
 * is damaged, counting goes on well above it.
 */
final class Counters {
  /** How far counters jump when the newest file is lost. */
  static final long LEAP = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Counters.class);
  private static final String NAME = "counters.json";

  private final StateDirectory directory;
  private final Path file;
  private final Path previous;
  private final Map<String, Long> last = new TreeMap<>();
  // Whether the newest file is known to be whole: else it must not replace the one before.
  private boolean intact;

  Counters(StateDirectory directory) {
    this.directory = directory;
    this.file = directory.file(NAME);
    this.previous = directory.file(NAME + ".previous");
    if (!Files.exists(file) && !Files.exists(previous)) {
      return; // the first start
    }
    Optional<Map<String, Long>> newest = read(file);
    if (newest.isPresent()) {
      last.putAll(newest.get());
      intact = true;
      return;
    }
    Optional<Map<String, Long>> before = read(previous);
    before.ifPresent(counts -> counts.forEach((name, value) -> last.put(name, value + LEAP)));
    LOG.error("{} is lost; counters go on from {}.", file, before.isPresent() ? last : "1");
  }

  private Optional<Map<String, Long>> read(Path from) {
    if (!Files.exists(from)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(from);
      JsonNode node = CheckedLine.decode(bytes, 0, Math.max(bytes.length - 1, 0));
      Fields fields = new Fields(node);
      Map<String, Long> counts = new TreeMap<>();
      node.fieldNames().forEachRemaining(name -> counts.put(name, fields.number(name)));
      return Optional.of(counts);
    } catch (IOException | IllegalArgumentException e) {
      directory.keepAside(from, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The next number, durable when this returns.
   *
   * @throws UncheckedIOException if that failed; then the number is not given
   */
  synchronized long next(String counter) {
    long next = last.getOrDefault(counter, 0L) + 1;
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    last.forEach(node::put);
    node.put(counter, next);
    try {
      keepPrevious();
      directory.replace(file, CheckedLine.encode(node));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
    intact = true;
    last.put(counter, next);
    return next;
  }

  // A second name for the present file: it stands there under its own name all the time.
  private void keepPrevious() throws IOException {
    if (!intact) {
      return;
    }
    Files.deleteIfExists(previous);
    try {
      Files.createLink(previous, file);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(file, previous); // a file system without links
    }
  }
}
