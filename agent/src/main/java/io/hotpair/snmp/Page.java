package io.hotpair.snmp;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * One snapshot as the MIB shows it: every object in OID order. Immutable; an answer to one request
 * comes from one page, and any number of threads may read it.
 */
final class Page {
  private final Served served;
  private final List<? extends Section<?>> sections;

  /** Lays out a snapshot by the tables of the MIB, which are given in OID order. */
  Page(List<MibTable<?>> tables, Served served) {
    this.served = served;
    this.sections = tables.stream().map(table -> section(table, served)).toList();
  }

  // A method of its own, so that the compiler can name what a row is made from.
  private static <R> Section<R> section(MibTable<R> table, Served served) {
    return new Section<>(table, served);
  }

  /** What the page was made from. */
  Served served() {
    return served;
  }

  /** The value at an OID; noSuchObject or noSuchInstance if none is. */
  Variable get(OID oid) {
    int[] path = oid.getValue();
    for (Section<?> section : sections) {
      if (section.covers(path)) {
        return section.get(path);
      }
    }
    return Null.noSuchObject;
  }

  /**
   * The first cell after an OID that a requester may see.
   *
   * @param from where to begin, anywhere in the tree
   * @param included whether a cell at {@code from} itself counts
   * @param visible whether access control shows a cell
   */
  Optional<Section.Cell<?>> next(OID from, boolean included, Predicate<OID> visible) {
    OID place = from;
    boolean here = included;
    for (Section<?> section : sections) {
      Optional<? extends Section.Cell<?>> cell = section.next(place.getValue(), here);
      while (cell.isPresent()) {
        if (visible.test(cell.get().oid())) {
          return Optional.of(cell.get());
        }
        place = cell.get().oid();
        here = false;
        cell = section.next(place.getValue(), false);
      }
    }
    return Optional.empty();
  }
}
