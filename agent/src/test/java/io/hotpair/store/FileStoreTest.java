package io.hotpair.store;

import static io.hotpair.store.Samples.ERP;
import static io.hotpair.store.Samples.memory;
import static io.hotpair.store.Samples.notice;
import static io.hotpair.store.Samples.operation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class FileStoreTest {
  @TempDir Path temporary;

  @Test
  void aNewStoreRemembersNothing() throws IOException {
    try (FileStore store = open()) {
      assertEquals(PairMemory.EMPTY, store.loadMemory(ERP));
      assertEquals(List.of(), store.loadNotices());
      assertEquals(List.of(), store.loadOperations());
    }
  }

  @Test
  void allComesBackAfterARestart() throws IOException {
    try (FileStore store = open()) {
      store.saveMemory(ERP, memory(7));
      store.append(notice(1, Optional.of(ERP)));
      store.append(notice(2, Optional.empty()));
      store.append(operation(1, OperationState.SUCCEEDED));
    }
    try (FileStore store = open()) {
      assertEquals(memory(7), store.loadMemory(ERP));
      assertEquals(
          List.of(notice(1, Optional.of(ERP)), notice(2, Optional.empty())), store.loadNotices());
      assertEquals(List.of(operation(1, OperationState.SUCCEEDED)), store.loadOperations());
    }
  }

  @Test
  void theLastStateOfAnOperationCounts() throws IOException {
    try (FileStore store = open()) {
      store.append(operation(1, OperationState.ACCEPTED));
      store.append(operation(2, OperationState.ACCEPTED));
      store.append(operation(1, OperationState.RUNNING));
      store.append(operation(1, OperationState.FAILED));
    }
    try (FileStore store = open()) {
      assertEquals(
          List.of(operation(1, OperationState.FAILED), operation(2, OperationState.ACCEPTED)),
          store.loadOperations());
    }
  }

  @Test
  void directoryAndFilesAreTheOwnersOnly() throws IOException {
    Files.createDirectory(
        state(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (FileStore store = open()) {
      store.saveMemory(ERP, memory(1));
      store.append(notice(1, Optional.empty()));
      store.next("engineBoots");
      assertEquals("rwx------", mode(state()));
      try (Stream<Path> files = Files.list(state())) {
        for (Path file : files.toList()) {
          assertEquals("rw-------", mode(file), file.toString());
        }
      }
    }
  }

  @Test
  void twoAgentsNeverShareADirectory() throws IOException {
    try (FileStore first = open()) {
      IOException refusal = assertThrows(IOException.class, this::open);
      assertEquals(
          "state directory " + state() + " is in use by another agent: this process",
          refusal.getMessage());
      first.append(notice(1, Optional.empty()));
    }
    open().close();
  }

  @Test
  void aFileInTheDirectorysPlaceIsNamed() throws IOException {
    Files.writeString(state(), "");
    IOException refusal = assertThrows(IOException.class, this::open);
    assertEquals("state directory " + state() + " is not a directory", refusal.getMessage());
  }

  @Test
  void theRingKeepsTheLastThousandAndTheFileStaysBounded() throws IOException {
    List<Notice> written = new ArrayList<>();
    try (FileStore store = open()) {
      for (int i = 1; i <= 2 * FileStore.MOST_NOTICES + 700; i++) {
        written.add(notice(i, Optional.of(ERP)));
        store.append(written.getLast());
        if (i % 500 == 0) {
          assertTrue(Files.readAllLines(notices()).size() <= 2 * FileStore.MOST_NOTICES, "at " + i);
        }
      }
    }
    List<Notice> last = written.subList(written.size() - FileStore.MOST_NOTICES, written.size());
    try (FileStore store = open()) {
      assertEquals(last, store.loadNotices());
    }
  }

  @Test
  void countersGoOnOverRestartsFromOne() throws IOException {
    try (FileStore store = open()) {
      assertEquals(1, store.next("engineBoots"));
      assertEquals(2, store.next("engineBoots"));
      assertEquals(1, store.next("operation"));
    }
    try (FileStore store = open()) {
      assertEquals(3, store.next("engineBoots"));
      assertEquals(2, store.next("operation"));
    }
  }

  @Test
  void marksStayWhereTheyWereSetAndFallBackToZeroWhenDamaged() throws IOException {
    try (FileStore store = open()) {
      assertEquals(OptionalLong.empty(), store.mark("a"));
      store.mark("a", 41);
      store.mark("b", 2);
      store.mark("a", 42);
    }
    try (FileStore store = open()) {
      assertEquals(OptionalLong.of(42), store.mark("a"));
      assertEquals(OptionalLong.of(2), store.mark("b"));
      assertEquals(OptionalLong.empty(), store.mark("c"));
    }
    Files.writeString(state().resolve("marks.json"), "{\"a\":99}\n");
    try (FileStore store = open()) {
      assertEquals(OptionalLong.of(0), store.mark("a"));
      store.mark("a", 43);
      assertEquals(OptionalLong.of(43), store.mark("a"));
    }
  }

  @Test
  void aDiskThatRefusesIsReportedAndTheNextAppendHeals() throws IOException {
    try (FileStore store = open()) {
      store.append(notice(1, Optional.empty()));
      // A directory where the new file must go: as root, no permission would refuse.
      Path obstacle = StateDirectory.temporary(state().resolve("pair-erp.json"));
      Files.createDirectories(obstacle.resolve("full"));
      UncheckedIOException refusal =
          assertThrows(UncheckedIOException.class, () -> store.saveMemory(ERP, memory(1)));
      assertTrue(refusal.getMessage().contains("pair-erp.json cannot be written"));
      Files.delete(obstacle.resolve("full"));
      store.saveMemory(ERP, memory(2));
      assertEquals(memory(2), store.loadMemory(ERP));
    }
  }

  @Test
  void anInterruptedThreadStillWritesAndStaysInterrupted() throws IOException {
    try (FileStore store = open()) {
      Thread.currentThread().interrupt();
      store.append(notice(1, Optional.empty()));
      store.saveMemory(ERP, memory(1));
      assertTrue(Thread.interrupted(), "the interrupt was swallowed");
      store.append(notice(2, Optional.empty()));
      assertEquals(2, store.loadNotices().size());
    }
  }

  private Path state() {
    return temporary.resolve("state");
  }

  private Path notices() {
    return state().resolve("notices.jsonl");
  }

  private FileStore open() throws IOException {
    return FileStore.open(state());
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
