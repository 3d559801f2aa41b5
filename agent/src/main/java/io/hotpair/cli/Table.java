package io.hotpair.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells, aligned; the last cell of a row is as long as it likes. */
final class Table {
  private static final String GAP = "  ";

  /**
   * A cell.
   *
   * @param text what it says
   * @param paint its colour
   */
  record Cell(String text, Paint paint) {
    /** Texts come from devices and programs as well: nothing in them may steer a terminal. */
    Cell {
      StringBuilder plain = new StringBuilder();
      text.codePoints()
          .forEach(
              point -> plain.appendCodePoint(Character.isISOControl(point) ? '\u00b7' : point));
      text = plain.toString();
    }

    static Cell of(String text) {
      return new Cell(text, Paint.PLAIN);
    }
  }

  private final List<List<Cell>> rows = new ArrayList<>();

  Table row(String... texts) {
    return row(List.of(texts).stream().map(Cell::of).toList());
  }

  Table row(List<Cell> cells) {
    rows.add(cells);
    return this;
  }

  /** The lines, each indented. */
  String render(String indent, boolean colour) {
    List<Integer> widths = new ArrayList<>();
    for (List<Cell> row : rows) {
      // A long last cell must not push the others' columns away.
      for (int column = 0; column < row.size() - 1; column++) {
        int width = row.get(column).text().length();
        if (column == widths.size()) {
          widths.add(width);
        } else {
          widths.set(column, Math.max(widths.get(column), width));
        }
      }
    }
    StringBuilder lines = new StringBuilder();
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int column = 0; column < row.size(); column++) {
        Cell cell = row.get(column);
        line.append(cell.paint().on(cell.text(), colour));
        if (column < row.size() - 1) {
          line.append(" ".repeat(widths.get(column) - cell.text().length())).append(GAP);
        }
      }
      lines.append(line.toString().stripTrailing()).append('\n');
    }
    return lines.toString();
  }
}
