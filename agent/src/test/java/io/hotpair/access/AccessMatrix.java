package io.hotpair.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code ACCESS.md}: surface × verb × visitor, as its tables say. */
record AccessMatrix(Map<String, List<Row>> surfaces) {
  /** Where it stands. */
  static final Path FILE = Path.of("ACCESS.md");

  private static final String NOT_THERE = "–";
  private static final String SURFACE = "## ";

  /**
   * A row of a table.
   *
   * @param verb what is tried
   * @param cells what comes of it, in the order of {@link Visitor}; {@value #NOT_THERE} where there
   *     is no such visitor
   */
  record Row(String verb, List<String> cells) {
    boolean has(Visitor visitor) {
      return !cells.get(visitor.ordinal()).equals(NOT_THERE);
    }

    String cell(Visitor visitor) {
      return cells.get(visitor.ordinal());
    }
  }

  static AccessMatrix read() throws IOException {
    Map<String, List<Row>> surfaces = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      if (line.startsWith(SURFACE)) {
        rows = new ArrayList<>();
        surfaces.put(line.substring(SURFACE.length()), rows);
      } else if (line.startsWith("| ") && !surfaces.isEmpty()) {
        rows.add(row(line));
      }
    }
    surfaces.values().forEach(table -> table.removeFirst()); // the table's head
    return new AccessMatrix(surfaces);
  }

  private static Row row(String line) {
    List<String> columns =
        Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|"))
            .map(String::strip)
            .toList();
    if (columns.size() != 1 + Visitor.values().length) {
      throw new IllegalArgumentException(line + ": it has " + columns.size() + " columns");
    }
    return new Row(columns.getFirst(), columns.subList(1, columns.size()));
  }

  long cells() {
    return surfaces.values().stream()
        .flatMap(List::stream)
        .flatMap(row -> row.cells().stream())
        .filter(cell -> !cell.equals(NOT_THERE))
        .count();
  }

  List<String> verbs(String surface) {
    return surfaces.get(surface).stream().map(Row::verb).toList();
  }

  Set<String> names() {
    return surfaces.keySet();
  }
}
