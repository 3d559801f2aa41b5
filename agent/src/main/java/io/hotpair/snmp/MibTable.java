package io.hotpair.snmp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * The declaration of one table of the MIB: how a snapshot becomes its rows, and a row its cells. A
 * group of scalars is a table of one row whose index is 0.
 *
 * @param <R> what a row is made from
 * @param entry the OID of the table's entry, or of the group of scalars
 * @param rows the rows of a snapshot, in any order
 * @param index a row's index, as sub-identifiers
 * @param columns by number, ascending
 */
record MibTable<R>(
    OID entry, Function<Served, List<R>> rows, Function<R, int[]> index, List<Column<R>> columns) {

  /**
   * What a column of a row reads as.
   *
   * @param <R> what a row is made from
   * @param number the last sub-identifier of the column's OID
   * @param name the column's OID as {@link Bindings#content} gives it
   * @param value the cell's value
   */
  record Column<R>(int number, byte[] name, Function<R, Variable> value) {}

  /** Copies the columns and refuses them out of order with {@link IllegalArgumentException}. */
  MibTable {
    columns = List.copyOf(columns);
    for (int i = 1; i < columns.size(); i++) {
      if (columns.get(i - 1).number() >= columns.get(i).number()) {
        throw new IllegalArgumentException("columns of " + entry + " are not in order");
      }
    }
  }

  /** A table without columns yet. */
  static <R> MibTable<R> of(OID entry, Function<Served, List<R>> rows, Function<R, int[]> index) {
    return new MibTable<>(entry, rows, index, List.of());
  }

  /** With one more column. */
  MibTable<R> with(int number, Function<R, Variable> value) {
    List<Column<R>> more = new ArrayList<>(columns);
    more.add(new Column<>(number, Bindings.content(Oids.below(entry, number)), value));
    return new MibTable<>(entry, rows, index, more);
  }

  /** The value of a column's cell; the column must be there. */
  Variable cell(int number, R row) {
    for (Column<R> column : columns) {
      if (column.number() == number) {
        return column.value().apply(row);
      }
    }
    throw new IllegalArgumentException("no column " + number + " in " + entry);
  }
}
