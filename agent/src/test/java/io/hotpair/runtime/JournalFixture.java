package io.hotpair.runtime;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairName;
import io.hotpair.port.Store;
import io.hotpair.store.FileStore;
import io.hotpair.view.CommandSink;
import io.hotpair.view.NoticeFeed;
import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotFixture;
import io.hotpair.view.SnapshotSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The part of an agent that takes orders, on a real state directory: the journal, the events, and a
 * snapshot that shows them. Nothing carries the orders out; they lie in the mailbox.
 */
public final class JournalFixture implements SnapshotSource, AutoCloseable {
  private static final Set<PairName> PAIRS =
      Set.of(SnapshotFixture.A, SnapshotFixture.ERP, SnapshotFixture.MAIL);

  private final FileStore files;
  private final Scribe scribe = new Scribe();
  private final Mailbox mailbox = new Mailbox();
  private final Notices notices;
  private final Operations operations;
  private final Thread writing;
  private volatile boolean dying;
  private volatile boolean dead;

  /** Opens a state directory, as an agent does that starts. */
  public JournalFixture(Path directory) throws IOException {
    files = FileStore.open(directory);
    Store store =
        (Store)
            Proxy.newProxyInstance(
                JournalFixture.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> onDisk(method, arguments));
    notices =
        new Notices(
            SnapshotFixture.BLADE1,
            store,
            scribe,
            scribe,
            Notices.PATIENCE,
            System::currentTimeMillis);
    operations = new Operations(PAIRS, store, scribe, mailbox, notices, System::currentTimeMillis);
    writing = Thread.ofPlatform().daemon().start(scribe);
  }

  private Object onDisk(Method method, Object[] arguments) throws Throwable {
    if (dead) {
      throw new UncheckedIOException(new IOException("the agent is dead"));
    }
    Object result;
    try {
      result = method.invoke(files, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (dying && arguments != null && arguments[0] instanceof Operation) {
      dead = true;
      throw new UncheckedIOException(new IOException("the agent died before it could answer"));
    }
    return result;
  }

  /** The next order is written down; then nothing is any more, and nobody is answered. */
  public void dieAfterTheNextOrder() {
    dying = true;
  }

  /** Where orders go in. */
  public CommandSink commands() {
    return operations;
  }

  /** Where notices come out. */
  public NoticeFeed notices() {
    return notices;
  }

  /** The journal's rows, once all that was asked for before is written. */
  public List<Operation> rows() throws InterruptedException {
    settle();
    return operations.newest();
  }

  /** The events, once all that was asked for before is written. */
  public List<Notice> events() throws InterruptedException {
    settle();
    return notices.newest();
  }

  /** What the state directory has of the orders that were taken. */
  public List<Operation> written() throws InterruptedException {
    settle();
    return files.loadOperations();
  }

  /** Says what became of an order, as the rules do. */
  public void over(String requestId, OperationState state, String text) {
    operations.report(requestId, state, text);
  }

  /** Takes out the orders that wait to be decided upon. */
  public int takeOrders() throws InterruptedException {
    int orders = 0;
    while (mailbox.take(0) != null) {
      orders++;
    }
    return orders;
  }

  private void settle() throws InterruptedException {
    // What is written may have something written after it.
    for (int round = 0; round < 2; round++) {
      CountDownLatch written = new CountDownLatch(1);
      scribe.write(written::countDown);
      if (!written.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("the scribe does not come to an end");
      }
    }
  }

  @Override
  public Snapshot get() {
    Snapshot fixture = SnapshotFixture.snapshot();
    return new Snapshot(
        fixture.generation(),
        fixture.wallMillis(),
        fixture.agent(),
        fixture.nodes(),
        fixture.pairs(),
        fixture.paths(),
        fixture.luns(),
        fixture.resources(),
        fixture.fences(),
        operations.newest(),
        notices.newest(),
        fixture.targets(),
        fixture.health());
  }

  @Override
  public void close() throws IOException {
    scribe.end();
    try {
      writing.join(Duration.ofSeconds(20));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    files.close();
  }
}
