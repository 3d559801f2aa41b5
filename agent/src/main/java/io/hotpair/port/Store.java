package io.hotpair.port;

import io.hotpair.core.model.DecisionRecord;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import java.util.List;
import java.util.OptionalLong;

/**
 * What this node remembers over restarts, on its own disk. Every write is atomic and durable when
 * the method returns, or throws {@link java.io.UncheckedIOException}.
 */
public interface Store {
  /** A pair's memory; {@link PairMemory#EMPTY} if there is none or it can't be read. */
  PairMemory loadMemory(PairName pair);

  /** Keeps a pair's memory. */
  void saveMemory(PairName pair, PairMemory memory);

  /** The last events, oldest first. */
  List<Notice> loadNotices();

  /** Appends an event. */
  void append(Notice notice);

  /** The last operations, oldest first. */
  List<Operation> loadOperations();

  /** Appends an operation, or its newer state: the last one of a number counts. */
  void append(Operation operation);

  /** The last orders that were refused before they were taken, oldest first. */
  List<Operation> loadRefusals();

  /** Appends an order that was refused before it was taken. */
  void appendRefusal(Operation refused);

  /** A named mark as it was set last; empty if it never was, 0 if it was and can't be read. */
  OptionalLong mark(String name);

  /** Sets a named mark. */
  void mark(String name, long value);

  /** The last moves' records, oldest first. */
  List<DecisionRecord> loadDecisions();

  /** Appends a move's record. */
  void append(DecisionRecord decision);

  /** The next number of a named counter, over restarts, from 1; as for SNMP engine boots. */
  long next(String counter);
}
