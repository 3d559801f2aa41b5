package io.hotpair.snmp;

import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** A place in a page, which goes from cell to cell in OID order. For one thread. */
final class Cursor {
  private final Page page;
  private int place;
  private Section<?> section;
  private int cell;

  /**
   * At the first cell after an OID.
   *
   * @param from where to begin, anywhere in the tree
   * @param included whether a cell at {@code from} itself counts
   */
  Cursor(Page page, OID from, boolean included) {
    this.page = page;
    this.place = page.place(from);
    if (place < page.size()) {
      section = page.section(place);
      cell = section.first(from.getValue(), included);
      skipEnds();
    }
  }

  private void skipEnds() {
    while (cell == section.size() && ++place < page.size()) {
      section = page.section(place);
      cell = 0;
    }
  }

  /** Whether it is at a cell, and not behind the last. */
  boolean hasCell() {
    return place < page.size();
  }

  /** Goes to the next cell. */
  void advance() {
    cell++;
    skipEnds();
  }

  /** The OID of its cell. */
  OID oid() {
    return section.oid(cell);
  }

  /** The value of its cell. */
  Variable value() {
    return section.value(cell);
  }

  /** Adds its cell to an answer. */
  void encode(Bindings answer) {
    section.encode(cell, answer);
  }
}
