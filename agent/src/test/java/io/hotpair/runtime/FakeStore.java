package io.hotpair.runtime;

import io.hotpair.core.model.DecisionRecord;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.port.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A store whose disk takes as many operations as a test lets it. */
final class FakeStore implements Store {
  final List<Operation> written = new CopyOnWriteArrayList<>();
  final Semaphore disk = new Semaphore(0);
  volatile boolean full;

  @Override
  public void append(Operation operation) {
    disk.acquireUninterruptibly();
    if (full) {
      throw new UncheckedIOException(new IOException("No space left on device"));
    }
    written.add(operation);
  }

  @Override
  public PairMemory loadMemory(PairName pair) {
    return PairMemory.EMPTY;
  }

  @Override
  public void saveMemory(PairName pair, PairMemory memory) {}

  @Override
  public List<Notice> loadNotices() {
    return List.of();
  }

  @Override
  public void append(Notice notice) {}

  @Override
  public List<Operation> loadOperations() {
    return List.of();
  }

  @Override
  public List<Operation> loadRefusals() {
    return List.of();
  }

  @Override
  public void appendRefusal(Operation refused) {}

  @Override
  public List<DecisionRecord> loadDecisions() {
    return List.of();
  }

  @Override
  public void append(DecisionRecord decision) {}

  @Override
  public OptionalLong mark(String name) {
    return OptionalLong.empty();
  }

  @Override
  public void mark(String name, long value) {}

  @Override
  public long next(String counter) {
    return 1;
  }
}
