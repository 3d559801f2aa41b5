package io.hotpair.snmp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * One table of one snapshot: its rows sorted by index, searched by bisection. Cells are numbered
 * from 0 as SNMP walks them, column by column, and get their value only when it is asked for.
 */
final class Section<R> {
  private final MibTable<R> table;
  private final int[] entry;
  private final List<Row<R>> rows;

  private record Row<R>(int[] index, R content) {}

  /** Sorts the rows that a table has now. */
  Section(MibTable<R> table, Served served) {
    this.table = table;
    this.entry = table.entry().getValue();
    this.rows =
        table.rows().apply(served).stream()
            .map(row -> new Row<>(table.index().apply(row), row))
            .sorted(Comparator.comparing(Row::index, Arrays::compareUnsigned))
            .toList();
  }

  /** How many cells there are. */
  int size() {
    return table.columns().size() * rows.size();
  }

  /** The value at an OID; noSuchObject or noSuchInstance (RFC 3416, section 4.2.1) if none is. */
  Variable get(int[] oid) {
    int column = oid.length > entry.length && covers(oid) ? column(oid[entry.length]) : -1;
    if (column < 0) {
      return Null.noSuchObject;
    }
    int row = search(oid);
    return row < 0 ? Null.noSuchInstance : value(column * rows.size() + row);
  }

  /** Whether a cell is at an OID. */
  boolean has(int[] oid) {
    return oid.length > entry.length
        && covers(oid)
        && column(oid[entry.length]) >= 0
        && search(oid) >= 0;
  }

  /** Whether an OID lies in this table. */
  boolean covers(int[] oid) {
    return oid.length >= entry.length
        && Arrays.equals(oid, 0, entry.length, entry, 0, entry.length);
  }

  /**
   * The number of the first cell after an OID; {@link #size} if none is.
   *
   * @param from where to begin, anywhere in the tree
   * @param included whether a cell at {@code from} itself counts
   */
  int first(int[] from, boolean included) {
    if (!covers(from)) {
      return Arrays.compareUnsigned(from, entry) < 0 ? 0 : size();
    }
    if (from.length == entry.length) {
      return 0;
    }
    int column = column(from[entry.length]);
    if (column < 0) {
      return (-column - 1) * rows.size();
    }
    int row = search(from);
    int after = row >= 0 ? row + (included ? 0 : 1) : -row - 1;
    return column * rows.size() + after;
  }

  // As Arrays.binarySearch: the place, or -(insertion point) - 1.
  private int column(int number) {
    List<MibTable.Column<R>> columns = table.columns();
    for (int place = 0; place < columns.size(); place++) {
      int order = Integer.compareUnsigned(columns.get(place).number(), number);
      if (order >= 0) {
        return order == 0 ? place : -place - 1;
      }
    }
    return -columns.size() - 1;
  }

  // The same for the row whose index ends an OID.
  private int search(int[] oid) {
    int begin = entry.length + 1;
    int low = 0;
    int high = rows.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int[] index = rows.get(middle).index();
      int order = Arrays.compareUnsigned(index, 0, index.length, oid, begin, oid.length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /** The OID of a cell. */
  OID oid(int cell) {
    int[] index = rows.get(cell % rows.size()).index();
    int[] oid = Arrays.copyOf(entry, entry.length + 1 + index.length);
    oid[entry.length] = table.columns().get(cell / rows.size()).number();
    System.arraycopy(index, 0, oid, entry.length + 1, index.length);
    return new OID(oid);
  }

  /** The value of a cell. */
  Variable value(int cell) {
    R content = rows.get(cell % rows.size()).content();
    return table.columns().get(cell / rows.size()).value().apply(content);
  }

  /** Adds a cell to an answer. */
  void encode(int cell, Bindings answer) {
    MibTable.Column<R> column = table.columns().get(cell / rows.size());
    Row<R> row = rows.get(cell % rows.size());
    answer.add(column.name(), row.index(), column.value().apply(row.content()));
  }
}
