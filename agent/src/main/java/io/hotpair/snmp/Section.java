package io.hotpair.snmp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * One table of one snapshot: its rows sorted by index, searched by bisection. Cells come column by
 * column, as SNMP walks them, and get their value only when it is asked for.
 */
final class Section<R> {
  private static final int[] NOTHING = {};

  private final MibTable<R> table;
  private final int[] entry;
  private final List<Row<R>> rows;

  private record Row<R>(int[] index, R content) {}

  /** A cell, whose value is not made yet. */
  record Cell<R>(OID oid, MibTable.Column<R> column, R content) {
    /** The cell's value. */
    Variable value() {
      return column.value().apply(content);
    }
  }

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

  /** The value at an OID; noSuchObject or noSuchInstance (RFC 3416, section 4.2.1) if none is. */
  Variable get(int[] oid) {
    if (oid.length <= entry.length || !covers(oid)) {
      return Null.noSuchObject;
    }
    for (MibTable.Column<R> column : table.columns()) {
      if (column.number() == oid[entry.length]) {
        int place = search(Arrays.copyOfRange(oid, entry.length + 1, oid.length));
        return place < 0 ? Null.noSuchInstance : column.value().apply(rows.get(place).content());
      }
    }
    return Null.noSuchObject;
  }

  /** Whether an OID lies in this table. */
  boolean covers(int[] oid) {
    return oid.length >= entry.length
        && Arrays.equals(oid, 0, entry.length, entry, 0, entry.length);
  }

  /**
   * The first cell after an OID.
   *
   * @param from where to begin, anywhere in the tree
   * @param included whether a cell at {@code from} itself counts
   */
  Optional<Cell<R>> next(int[] from, boolean included) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    if (!covers(from)) {
      return Arrays.compareUnsigned(from, entry) < 0
          ? Optional.of(cell(table.columns().getFirst(), 0))
          : Optional.empty();
    }
    int number = from.length > entry.length ? from[entry.length] : 0;
    int[] index =
        from.length > entry.length + 1
            ? Arrays.copyOfRange(from, entry.length + 1, from.length)
            : NOTHING;
    for (MibTable.Column<R> column : table.columns()) {
      int order = Integer.compareUnsigned(column.number(), number);
      if (order > 0) {
        return Optional.of(cell(column, 0));
      }
      int place = order == 0 ? firstFrom(index, included) : rows.size();
      if (place < rows.size()) {
        return Optional.of(cell(column, place));
      }
    }
    return Optional.empty();
  }

  private int firstFrom(int[] index, boolean included) {
    int place = search(index);
    if (place < 0) {
      return -place - 1;
    }
    return included ? place : place + 1;
  }

  // As Arrays.binarySearch: the place, or -(insertion point) - 1.
  private int search(int[] index) {
    int low = 0;
    int high = rows.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(rows.get(middle).index(), index);
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

  private Cell<R> cell(MibTable.Column<R> column, int place) {
    Row<R> row = rows.get(place);
    int[] oid = Arrays.copyOf(entry, entry.length + 1 + row.index().length);
    oid[entry.length] = column.number();
    System.arraycopy(row.index(), 0, oid, entry.length + 1, row.index().length);
    return new Cell<>(new OID(oid), column, row.content());
  }
}
