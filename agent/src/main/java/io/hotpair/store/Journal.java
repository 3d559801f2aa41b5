package io.hotpair.store;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last entries of one kind, as a file of {@link CheckedLine}s to which entries are appended. An
 * entry with the number of an earlier one takes its place. When the file holds twice as many lines
 * as entries are kept, it is written anew.
 *
 * @param <T> an entry
 */
final class Journal<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final StateDirectory directory;
  private final Path file;
  private final Codec<T> codec;
  private final ToLongFunction<T> number;
  private final int capacity;
  private final SequencedMap<Long, T> entries = new LinkedHashMap<>();
  private FileOutputStream stream;
  private int lines;
  // Whether the file may end in half a line: then the next append writes it anew.
  private boolean suspect;

  /**
   * Reads the file, dropping a torn last line and keeping a damaged file aside.
   *
   * @param number what tells entries apart
   * @param capacity how many entries are kept, 1 or more
   * @throws IOException if the file can't be opened for appending
   */
  Journal(
      StateDirectory directory, String name, Codec<T> codec, ToLongFunction<T> number, int capacity)
      throws IOException {
    this.directory = directory;
    this.file = directory.file(name);
    this.codec = codec;
    this.number = number;
    this.capacity = capacity;
    load();
    stream = directory.append(file);
  }

  private void load() throws IOException {
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    int damaged = 0;
    String firstDamage = "";
    int begin = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        lines++;
        try {
          remember(codec.decode(new Fields(CheckedLine.decode(bytes, begin, end))));
        } catch (IllegalArgumentException e) {
          damaged++;
          firstDamage = damaged == 1 ? "line " + lines + ": " + e.getMessage() : firstDamage;
        }
        begin = end + 1;
      }
    }
    boolean torn = begin < bytes.length;
    if (damaged > 0) {
      directory.keepAside(file, damaged + " of " + lines + " lines, the first is " + firstDamage);
    } else if (torn) {
      LOG.info("{}: the last line was not written to its end; it is dropped.", file);
    }
    suspect = torn || damaged > 0;
  }

  private void remember(T entry) {
    entries.put(number.applyAsLong(entry), entry);
    if (entries.size() > capacity) {
      entries.pollFirstEntry();
    }
  }

  /** The last entries, oldest first. */
  synchronized List<T> entries() {
    return List.copyOf(entries.values());
  }

  /**
   * Appends an entry; durable when this returns.
   *
   * @throws UncheckedIOException if it may be lost
   */
  synchronized void append(T entry) {
    try {
      if (suspect) {
        rewrite();
      }
      suspect = true;
      stream.write(CheckedLine.encode(codec.encode(entry)));
      stream.getFD().sync();
      suspect = false;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
    lines++;
    remember(entry);
    if (lines >= 2 * capacity) {
      shorten();
    }
  }

  // The entry that led here is durable already: a failure is for the next time, not an error.
  private void shorten() {
    try {
      rewrite();
    } catch (IOException e) {
      LOG.warn("{} cannot be shortened: {}", file, e.toString());
    }
  }

  private void rewrite() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (T entry : entries.values()) {
      content.write(CheckedLine.encode(codec.encode(entry)));
    }
    directory.replace(file, content.toByteArray());
    suspect = true; // until appends go to the new file
    stream.close();
    stream = directory.append(file);
    lines = entries.size();
    suspect = false;
  }

  @Override
  public synchronized void close() throws IOException {
    stream.close();
  }
}
