package io.hotpair.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.Suspension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class FileStoreTest {
  private static final PairName ERP = new PairName("erp");
  private static final NodeName BLADE1 = new NodeName("blade1");

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
  void aTornLastLineIsDroppedWhereverItIsTorn() throws IOException {
    try (FileStore store = open()) {
      store.append(notice(1, Optional.of(ERP)));
      store.append(notice(2, Optional.of(ERP)));
    }
    byte[] whole = Files.readAllBytes(notices());
    int firstLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
    for (int length = 0; length <= whole.length; length++) {
      Files.write(notices(), Arrays.copyOf(whole, length));
      int complete = length == whole.length ? 2 : length >= firstLine ? 1 : 0;
      try (FileStore store = open()) {
        assertEquals(complete, store.loadNotices().size(), "cut to " + length + " bytes");
        store.append(notice(3, Optional.empty()));
      }
      try (FileStore store = open()) {
        assertEquals(complete + 1, store.loadNotices().size(), "appended after " + length);
        assertEquals(notice(3, Optional.empty()), store.loadNotices().getLast());
      }
    }
    assertEquals(List.of(), kept(), "a torn line is no damage");
  }

  @Test
  void aLeftoverOfAnInterruptedReplacementIsIgnored() throws IOException {
    try (FileStore store = open()) {
      store.saveMemory(ERP, memory(1));
    }
    Files.writeString(StateDirectory.temporary(state().resolve("pair-erp.json")), "{\"crc\":\"0");
    try (FileStore store = open()) {
      assertEquals(memory(1), store.loadMemory(ERP));
      store.saveMemory(ERP, memory(2));
      assertEquals(memory(2), store.loadMemory(ERP));
    }
  }

  @Test
  void aDamagedMemoryIsKeptAsideAndStartsEmpty() throws IOException {
    try (FileStore store = open()) {
      store.saveMemory(ERP, memory(5));
    }
    Path file = state().resolve("pair-erp.json");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"failovers\":5", "\"failovers\":6"));
    try (FileStore store = open()) {
      assertEquals(PairMemory.EMPTY, store.loadMemory(ERP));
      assertEquals(1, kept().size());
      store.saveMemory(ERP, memory(6));
      assertEquals(memory(6), store.loadMemory(ERP));
    }
  }

  @Test
  void damagedFilesNeverStopTheAgentAndNeverGiveAFalseEntry() throws IOException {
    List<Notice> written = new ArrayList<>();
    try (FileStore store = open()) {
      store.saveMemory(ERP, memory(3));
      store.next("engineBoots");
      store.next("engineBoots");
      for (int i = 1; i <= 20; i++) {
        written.add(notice(i, Optional.of(ERP)));
        store.append(written.getLast());
        store.append(operation(i, OperationState.SUCCEEDED));
      }
    }
    List<Path> files =
        Stream.of("notices.jsonl", "operations.jsonl", "pair-erp.json", "counters.json")
            .map(state()::resolve)
            .toList();
    List<byte[]> whole = new ArrayList<>();
    for (Path file : files) {
      whole.add(Files.readAllBytes(file));
    }
    long seed = 20261122;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      for (int i = 0; i < files.size(); i++) {
        Files.write(files.get(i), damage(whole.get(i), random));
      }
      try (FileStore store = open()) {
        String which = "seed " + seed + ", round " + round;
        assertTrue(written.containsAll(store.loadNotices()), which);
        PairMemory memory = store.loadMemory(ERP);
        assertTrue(memory.equals(memory(3)) || memory.equals(PairMemory.EMPTY), which);
        assertTrue(store.next("engineBoots") > 2, which + ": a number was given twice");
        store.append(notice(99, Optional.empty()));
        assertEquals(notice(99, Optional.empty()), store.loadNotices().getLast(), which);
      }
      for (Path file : kept()) {
        Files.delete(file);
      }
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
  void aLostCounterFileLeapsAndNeverRepeats() throws IOException {
    try (FileStore store = open()) {
      store.next("engineBoots");
      store.next("engineBoots");
    }
    Files.writeString(state().resolve("counters.json"), "");
    try (FileStore store = open()) {
      assertEquals(1 + Counters.LEAP + 1, store.next("engineBoots"));
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

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(state())) {
      return files.filter(file -> file.toString().contains(".damaged-")).toList();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static byte[] damage(byte[] whole, Random random) {
    byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 20));
    for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
    }
    return damaged;
  }

  private static PairMemory memory(long count) {
    return new PairMemory(
        new Epoch(count + 40),
        new Suspension(count, true),
        new PairMemory.Counters(count, 2, 3, 4, 5),
        new PairMemory.LastMove(
            1_795_000_000_000L, MoveReason.PEER_DEAD, 480, "detect 320 ms", new Epoch(count)),
        List.of(
            new PairReport.Settled("r-1", OperationState.SUCCEEDED, "active: vpe1"),
            new PairReport.Settled("r-0", OperationState.REFUSED, "\"quoted\"\n\u00fc")));
  }

  private static Notice notice(long sequence, Optional<PairName> pair) {
    return new Notice(
        sequence,
        "blade1:" + sequence,
        1_795_000_000_000L + sequence,
        BLADE1,
        NoticeKind.PATH_DOWN,
        pair,
        "private",
        "up",
        "down",
        MoveReason.NONE,
        new Epoch(12),
        "Path private is down: \u00e4 \"cable\"\nsecond line");
  }

  private static Operation operation(long number, OperationState state) {
    Order order =
        new Order(
            "request-" + number,
            Action.SWITCHOVER,
            ERP,
            number % 2 == 0 ? Optional.of(BLADE1) : Optional.empty(),
            number % 2 == 0 ? Optional.empty() : Optional.of(new Epoch(9)),
            false,
            new Requester(Surface.SNMP, "ops", "10.0.0.5"));
    return new Operation(number, order, state, "stop", "", 1_795_000_000_000L, 0);
  }
}
