package io.hotpair.store;

import io.hotpair.core.model.DecisionRecord;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.port.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** This node's memory as files in its state directory. Safe for many threads. */
public final class FileStore implements Store, AutoCloseable {
  /** The state directory of an installed agent. */
  public static final Path USUAL_DIRECTORY = Path.of("/var/lib/hotpair");

  /** How many events are kept. */
  public static final int MOST_NOTICES = 1000;

  /** How many operations are kept. */
  public static final int MOST_OPERATIONS = 1000;

  /** How many orders that were refused before they were taken are kept. */
  public static final int MOST_REFUSALS = 100;

  /** How many moves' records are kept. */
  public static final int MOST_DECISIONS = 32;

  private static final String DECISIONS = "decisions.jsonl";
  private static final MemoryCodec MEMORY = new MemoryCodec();

  private final StateDirectory directory;
  private final Counters counters;
  private final Marks marks;
  private final Journal<Notice> notices;
  private final Journal<Operation> operations;
  private final Journal<Operation> refusals;
  private final Journal<DecisionRecord> decisions;

  private FileStore(StateDirectory directory) throws IOException {
    this.directory = directory;
    this.counters = new Counters(directory);
    this.marks = new Marks(directory);
    this.notices =
        new Journal<>(
            directory, "notices.jsonl", new NoticeCodec(), Notice::sequence, MOST_NOTICES);
    this.operations =
        new Journal<>(
            directory,
            "operations.jsonl",
            new OperationCodec(),
            Operation::number,
            MOST_OPERATIONS);
    this.refusals =
        new Journal<>(
            directory, "refusals.jsonl", new OperationCodec(), Operation::number, MOST_REFUSALS);
    this.decisions =
        new Journal<>(
            directory, DECISIONS, new DecisionCodec(), DecisionRecord::number, MOST_DECISIONS);
  }

  /**
   * The moves' records in a state directory that another process may be using: whole lines only, so
   * that one which is being appended is not seen yet.
   *
   * @throws IOException if they can't be read
   */
  public static List<DecisionRecord> readDecisions(Path directory) throws IOException {
    Path file = directory.resolve(DECISIONS);
    if (!Files.exists(directory)) {
      throw new IOException(directory + " does not exist");
    }
    if (!Files.exists(file)) {
      return List.of();
    }
    List<DecisionRecord> records = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      try {
        records.add(
            new DecisionCodec().decode(new Fields(CheckedLine.decode(bytes, 0, bytes.length))));
      } catch (IllegalArgumentException damaged) {
        continue;
      }
    }
    return List.copyOf(records);
  }

  /**
   * Opens a state directory and keeps every other agent out of it.
   *
   * @param path the directory; made with mode 0700 if there is none
   * @throws IOException if another agent uses it, or it can't be made, read or written; the message
   *     names it
   */
  public static FileStore open(Path path) throws IOException {
    StateDirectory directory = StateDirectory.open(path);
    try {
      return new FileStore(directory);
    } catch (IOException e) {
      directory.close();
      throw e;
    }
  }

  @Override
  public synchronized PairMemory loadMemory(PairName pair) {
    Path file = memoryFile(pair);
    if (!Files.exists(file)) {
      return PairMemory.EMPTY;
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      return MEMORY.decode(new Fields(CheckedLine.decode(bytes, 0, bytes.length - 1)));
    } catch (IOException | IllegalArgumentException e) {
      directory.keepAside(file, e.getMessage());
      return PairMemory.EMPTY;
    }
  }

  @Override
  public synchronized void saveMemory(PairName pair, PairMemory memory) {
    Path file = memoryFile(pair);
    try {
      directory.replace(file, CheckedLine.encode(MEMORY.encode(memory)));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private Path memoryFile(PairName pair) {
    return directory.file("pair-" + pair + ".json");
  }

  @Override
  public List<Notice> loadNotices() {
    return notices.entries();
  }

  @Override
  public void append(Notice notice) {
    notices.append(notice);
  }

  @Override
  public List<Operation> loadOperations() {
    return operations.entries();
  }

  @Override
  public void append(Operation operation) {
    operations.append(operation);
  }

  @Override
  public List<Operation> loadRefusals() {
    return refusals.entries();
  }

  @Override
  public void appendRefusal(Operation refused) {
    refusals.append(refused);
  }

  @Override
  public OptionalLong mark(String name) {
    return marks.get(name);
  }

  @Override
  public void mark(String name, long value) {
    marks.set(name, value);
  }

  @Override
  public List<DecisionRecord> loadDecisions() {
    return decisions.entries();
  }

  @Override
  public void append(DecisionRecord decision) {
    decisions.append(decision);
  }

  @Override
  public long next(String counter) {
    return counters.next(counter);
  }

  /** Leaves the directory to others. */
  @Override
  public void close() throws IOException {
    try (directory;
        notices;
        operations;
        refusals;
        decisions) {
      // closed in the reverse order, the directory's lock last
    }
  }
}
