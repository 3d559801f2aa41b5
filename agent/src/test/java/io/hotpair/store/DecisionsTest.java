package io.hotpair.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotpair.core.model.DecisionRecord;
import io.hotpair.core.model.PairName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records of the last moves outlive the agent, and are read beside it. */
final class DecisionsTest {
  @TempDir Path folder;

  @Test
  void theLastMovesAreKeptAndReadWhileTheAgentRuns() throws IOException {
    Path directory = folder.resolve("state");
    try (FileStore store = FileStore.open(directory)) {
      for (long number = 1; number <= FileStore.MOST_DECISIONS + 5; number++) {
        store.append(record(number));
      }
      List<DecisionRecord> kept = store.loadDecisions();
      assertEquals(FileStore.MOST_DECISIONS, kept.size());
      assertEquals(record(6), kept.getFirst());
      assertEquals(record(37), FileStore.readDecisions(directory).getLast());
    }
    try (FileStore store = FileStore.open(directory)) {
      assertEquals(record(37), store.loadDecisions().getLast());
    }
  }

  @Test
  void aTornLineIsNotReadAndAMissingDirectoryIsTold() throws IOException {
    Path directory = folder.resolve("state");
    try (FileStore store = FileStore.open(directory)) {
      store.append(record(1));
      Files.writeString(
          directory.resolve("decisions.jsonl"), "{\"crc\":\"00", StandardOpenOption.APPEND);
      assertEquals(List.of(record(1)), FileStore.readDecisions(directory));
    }
    assertThrows(IOException.class, () -> FileStore.readDecisions(folder.resolve("none")));
  }

  private static DecisionRecord record(long number) {
    return new DecisionRecord(
        number, 1_000 + number, new PairName("erp"), List.of("a:" + number, "a:7"), "text");
  }
}
