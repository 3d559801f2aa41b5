package io.hotpair.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real process was told to be durable is there after it was killed. */
@Timeout(120)
final class KilledWriterTest {
  @TempDir Path directory;

  @Test
  void everyAcknowledgedEntryOutlivesItsWriter() throws Exception {
    long acknowledged = 0;
    // Past 2,000 lines the file is written anew: some of these die while that is near.
    for (int acknowledgements : List.of(1, 700, 1290, 40)) {
      acknowledged = killAfter(acknowledged, acknowledgements);
      try (FileStore store = FileStore.open(directory)) {
        List<Long> found = store.loadNotices().stream().map(Notice::sequence).toList();
        long newest = found.getLast();
        assertTrue(newest >= acknowledged, newest + " is not " + acknowledged);
        long oldest = Math.max(1, newest - FileStore.MOST_NOTICES + 1);
        assertEquals(LongStream.rangeClosed(oldest, newest).boxed().toList(), found);
        acknowledged = newest;
      }
    }
  }

  @Test
  void anotherProcessIsKeptOutAndNamed() throws Exception {
    Process writer = writer(0);
    try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
      assertNotNull(lines.readLine(), "the writer did not begin");
      IOException refusal = assertThrows(IOException.class, () -> FileStore.open(directory));
      assertEquals(
          "state directory %s is in use by another agent: process %d"
              .formatted(directory.toRealPath(), writer.pid()),
          refusal.getMessage());
    } finally {
      writer.destroyForcibly().waitFor();
    }
    FileStore.open(directory).close();
  }

  private long killAfter(long before, int acknowledgements) throws Exception {
    Process writer = writer(before);
    try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
      String line = "0";
      for (int i = 0; i < acknowledgements; i++) {
        line = lines.readLine();
        assertNotNull(line, "the writer ended by itself");
      }
      return Long.parseLong(line);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private Process writer(long before) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            directory.toString(),
            Long.toString(before))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Appends for ever and says which entry is durable. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      try (FileStore store = FileStore.open(Path.of(arguments[0]))) {
        for (long sequence = Long.parseLong(arguments[1]) + 1; ; sequence++) {
          store.append(notice(sequence));
          System.out.println(sequence);
        }
      }
    }

    private static Notice notice(long sequence) {
      return new Notice(
          sequence,
          "blade1:" + sequence,
          0,
          new NodeName("blade1"),
          NoticeKind.PATH_UP,
          Optional.empty(),
          "private",
          "down",
          "up",
          MoveReason.NONE,
          Epoch.NONE,
          "Path private is up.");
    }
  }
}
