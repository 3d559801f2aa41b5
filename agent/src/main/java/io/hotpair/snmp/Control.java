package io.hotpair.snmp;

import static io.hotpair.snmp.Values.code;
import static io.hotpair.snmp.Values.text;
import static io.hotpair.snmp.Values.truth;
import static io.hotpair.snmp.Values.unsigned;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.PairName;
import io.hotpair.view.PairView;
import io.hotpair.view.Snapshot;
import java.util.List;
import org.snmp4j.smi.Integer32;

/** {@code hotpairControlTable} as it reads; {@link ControlSet} is how it is written. */
final class Control {
  static final int LOCK = 1;
  static final int TARGET = 2;
  static final int REQUEST_ID = 3;
  static final int ACTION = 4;
  static final int FORCE = 5;
  static final int LAST_OPERATION = 6;

  /** The table: an order is not kept here, so what orders are written to reads as nothing. */
  static final MibTable<Row> TABLE =
      MibTable.<Row>of(Oids.CONTROL_ENTRY, Control::rows, row -> Indexes.name(row.pair()))
          .with(LOCK, row -> new Integer32(row.lock()))
          .with(TARGET, row -> text(""))
          .with(REQUEST_ID, row -> text(""))
          .with(ACTION, row -> code(Action.NONE))
          .with(FORCE, row -> truth(false))
          .with(LAST_OPERATION, row -> unsigned(row.lastOperation()));

  /**
   * A row.
   *
   * @param pair the pair
   * @param lock its lock's value
   * @param lastOperation the number of the newest order for it; 0 if none is known
   */
  record Row(PairName pair, int lock, long lastOperation) {}

  private Control() {}

  private static List<Row> rows(Served served) {
    return served.snapshot().pairs().stream().map(pair -> row(served, pair)).toList();
  }

  private static Row row(Served served, PairView pair) {
    return new Row(
        pair.name(),
        served.locks().value(pair.name(), pair.epoch()),
        lastOperation(served.snapshot(), pair.name()));
  }

  private static long lastOperation(Snapshot snapshot, PairName pair) {
    return snapshot.operations().stream()
        .filter(operation -> operation.order().pair().equals(pair))
        .mapToLong(Operation::number)
        .max()
        .orElse(0);
  }
}
