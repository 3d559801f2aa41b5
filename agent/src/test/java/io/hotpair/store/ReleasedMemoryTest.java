package io.hotpair.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.PairMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What release 0.1 remembers of a pair, as it wrote it, and what a later version may add. */
final class ReleasedMemoryTest {
  private static final Path FIXTURE =
      Path.of("src/test/resources/io/hotpair/store/release-0.1/pair-erp.json");

  @TempDir private Path folder;

  @Test
  void itIsReadAndWrittenAsItWas() throws IOException {
    if (Files.notExists(FIXTURE) && Boolean.getBoolean("hotpair.rewrite")) {
      Files.createDirectories(FIXTURE.getParent());
      Files.write(FIXTURE, CheckedLine.encode(new MemoryCodec().encode(Samples.memory(1))));
    }
    Path file = folder.resolve("pair-erp.json");
    Files.copy(FIXTURE, file);
    try (FileStore store = FileStore.open(folder)) {
      PairMemory memory = store.loadMemory(Samples.ERP);
      assertEquals(Samples.memory(1), memory);
      store.saveMemory(Samples.ERP, memory);
    }
    assertEquals(Files.readString(FIXTURE), Files.readString(file));
  }

  @Test
  void oneWithoutAFormatIsTheFirst() {
    var entry = new MemoryCodec().encode(Samples.memory(1));
    entry.remove("format");
    assertEquals(Samples.memory(1), new MemoryCodec().decode(new Fields(entry)));
  }

  @Test
  void aFailedStartIsKeptAndIsSaidOnlyWhereThereIsOne() {
    PairMemory failed = Samples.memory(1).withFailedStart("fs: exit 1");
    assertEquals(failed, new MemoryCodec().decode(new Fields(new MemoryCodec().encode(failed))));
    assertFalse(new MemoryCodec().encode(Samples.memory(1)).has("failedStart"));
  }

  @Test
  void whatALaterVersionAddsIsPassedOverAndAnotherFormatIsRefused() {
    var entry = new MemoryCodec().encode(Samples.memory(1));
    entry.put("weather", "fair");
    assertEquals(Samples.memory(1), new MemoryCodec().decode(new Fields(entry)));
    entry.put("format", 2);
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> new MemoryCodec().decode(new Fields(entry)));
    assertTrue(refused.getMessage().contains("format 2 of another version"), refused.getMessage());
  }
}
