package io.hotpair.snmp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * One snapshot as the MIB shows it: every object in OID order. An answer to one request comes from
 * one page, which any number of threads may read. Each table is laid out when it is first asked
 * for; two threads that ask at once may both lay it out, which does no harm.
 */
final class Page {
  private final List<MibTable<?>> tables;
  private final Served served;
  private final AtomicReferenceArray<Section<?>> sections;

  /** Shows a snapshot by the tables of the MIB, which are given in OID order. */
  Page(List<MibTable<?>> tables, Served served) {
    this.tables = tables;
    this.served = served;
    this.sections = new AtomicReferenceArray<>(tables.size());
  }

  /** What the page was made from. */
  Served served() {
    return served;
  }

  /** How many tables there are. */
  int size() {
    return tables.size();
  }

  /** A table, by its place. */
  Section<?> section(int place) {
    Section<?> known = sections.get(place);
    if (known == null) {
      known = new Section<>(tables.get(place), served);
      sections.set(place, known);
    }
    return known;
  }

  /** The place of the first table that an OID lies in or before; {@link #size} if none is. */
  int place(OID oid) {
    int place = 0;
    while (place < tables.size() && isBehind(oid, tables.get(place).entry())) {
      place++;
    }
    return place;
  }

  private static boolean isBehind(OID oid, OID entry) {
    return oid.compareTo(entry) > 0 && !oid.startsWith(entry);
  }

  /** The value at an OID; noSuchObject or noSuchInstance if none is. */
  Variable get(OID oid) {
    int place = place(oid);
    return place < size() ? section(place).get(oid.getValue()) : Null.noSuchObject;
  }

  /** Whether a cell is at an OID. */
  boolean has(OID oid) {
    int place = place(oid);
    return place < size() && section(place).has(oid.getValue());
  }

  /**
   * The first cell after an OID that a requester may see.
   *
   * @param from where to begin, anywhere in the tree
   * @param included whether a cell at {@code from} itself counts
   * @param visible whether access control shows a cell
   */
  Optional<Cursor> next(OID from, boolean included, Predicate<OID> visible) {
    Cursor cursor = new Cursor(this, from, included);
    while (cursor.hasCell() && !visible.test(cursor.oid())) {
      cursor.advance();
    }
    return cursor.hasCell() ? Optional.of(cursor) : Optional.empty();
  }
}
