package io.hotpair.snmp;

import static io.hotpair.snmp.Values.code;
import static io.hotpair.snmp.Values.counter;
import static io.hotpair.snmp.Values.text;
import static io.hotpair.snmp.Values.time;
import static io.hotpair.snmp.Values.truth;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.Operation;
import java.util.List;

/** What was ordered and what happened. */
final class JournalTables {
  /** {@code hotpairOperationTable}. */
  static final MibTable<Operation> OPERATIONS =
      MibTable.<Operation>of(
              Oids.below(Oids.OBJECTS, 8, 1),
              served -> served.snapshot().operations(),
              operation -> Indexes.number(operation.number()))
          .with(2, operation -> text(operation.order().requestId()))
          .with(3, operation -> text(operation.order().pair()))
          .with(4, operation -> code(operation.order().action()))
          .with(5, operation -> text(operation.order().target()))
          .with(6, operation -> truth(operation.order().force()))
          .with(7, operation -> text(operation.order().requester().user()))
          .with(8, operation -> code(operation.order().requester().surface()))
          .with(9, operation -> text(operation.order().requester().address()))
          .with(10, operation -> code(operation.state()))
          .with(11, operation -> text(operation.step()))
          .with(12, operation -> text(operation.result()))
          .with(13, operation -> time(operation.startMillis()))
          .with(14, operation -> time(operation.endMillis()));

  /** {@code hotpairEventTable}. */
  static final MibTable<Notice> EVENTS =
      MibTable.<Notice>of(
              Oids.below(Oids.OBJECTS, 9, 1),
              served -> served.snapshot().events(),
              event -> Indexes.number(event.sequence()))
          .with(2, event -> text(event.eventId()))
          .with(3, event -> time(event.wallMillis()))
          .with(4, event -> code(event.severity()))
          .with(5, event -> code(event.kind()))
          .with(6, event -> text(event.node()))
          .with(7, event -> text(event.pair()))
          .with(8, event -> text(event.subject()))
          .with(9, event -> text(event.oldState()))
          .with(10, event -> text(event.newState()))
          .with(11, event -> code(event.reason()))
          .with(12, event -> counter(event.epoch().value()))
          .with(13, event -> text(event.text()));

  /** The columns of {@link #EVENTS} that a notification carries, in the order of the MIB. */
  static final List<Integer> NOTIFIED = List.of(2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13);

  private JournalTables() {}
}
