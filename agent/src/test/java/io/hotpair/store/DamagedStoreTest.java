package io.hotpair.store;

import static io.hotpair.store.Samples.ERP;
import static io.hotpair.store.Samples.memory;
import static io.hotpair.store.Samples.notice;
import static io.hotpair.store.Samples.operation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a crash, a person or a broken disk does to the files never stops the agent. */
@Timeout(120)
final class DamagedStoreTest {
  @TempDir Path temporary;

  @Test
  void aTornLastLineIsDroppedWhereverItIsTorn() throws IOException {
    try (FileStore store = open()) {
      store.append(notice(1, Optional.of(ERP)));
      store.append(notice(2, Optional.of(ERP)));
    }
    byte[] whole = Files.readAllBytes(notices());
    int firstLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
    for (int length = 0; length <= whole.length; length++) {
      boolean edge = whole.length - length < 3 || Math.abs(length - firstLine) < 3;
      if (!edge && length % 7 != 0) {
        continue; // every length would wait for the disk too often
      }
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
    for (int round = 0; round < 100; round++) {
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

  private static byte[] damage(byte[] whole, Random random) {
    byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 20));
    for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
    }
    return damaged;
  }
}
