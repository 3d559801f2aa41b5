package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotpair.view.SnapshotFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table, word for word. With the property {@code hotpair.rewrite} it is written anew. */
final class StatusTableTest {
  private static final Path EXPECTED =
      Path.of("src", "test", "resources", "io", "hotpair", "cli", "status.txt");

  private TimeZone zone;

  @BeforeEach
  void inUniversalTime() {
    zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void inOwnTime() {
    TimeZone.setDefault(zone);
  }

  private static String table(boolean colour) throws IOException {
    String json = StatusJson.write(SnapshotFixture.snapshot());
    return new StatusTable(new ObjectMapper().readTree(json), colour).render();
  }

  @Test
  void theTableSaysFirstWhoIsActiveAndWhetherThePairIsProtected() throws IOException {
    String table = table(false);
    if (Boolean.getBoolean("hotpair.rewrite")) {
      Files.writeString(EXPECTED, table);
    }
    assertEquals(Files.readString(EXPECTED), table);
  }

  @Test
  void colourAddsNothingButColour() throws IOException {
    String coloured = table(true);
    assertTrue(coloured.contains("\u001b[32myes, vpe1 can take over\u001b[0m"), coloured);
    assertEquals(table(false), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void whatProgramsSaidCannotSteerTheTerminal() {
    String table =
        new Table()
            .row(List.of(Table.Cell.of("\u001b[2Jgone\r\n\u009b"), Table.Cell.of("x")))
            .render("", false);
    assertEquals("\u00b7[2Jgone\u00b7\u00b7\u00b7  x\n", table);
    assertFalse(table.contains("\u001b"));
  }

  @Test
  void timesAreForPeople() {
    assertEquals("999 ms", People.duration(999));
    assertEquals("1.2 s", People.duration(1_249));
    assertEquals("119 s", People.duration(119_999));
    assertEquals("2 min", People.duration(120_000));
    assertEquals("2 h", People.duration(7_200_000));
    assertEquals("3 d", People.duration(3 * 86_400_000L));
    assertEquals("held by peer", People.words("heldByPeer"));
  }
}
