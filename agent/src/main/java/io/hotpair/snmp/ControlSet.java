package io.hotpair.snmp;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Requester;
import io.hotpair.view.PairView;
import io.hotpair.view.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Judges one SET on {@code hotpairControlTable} as a whole: its lock, request id, action, target
 * and force make one order for one pair, or nothing. Access control has been asked before. Error
 * statuses are those of RFC 3416, section 4.2.5.
 */
final class ControlSet {
  /** What becomes of a SET. */
  sealed interface Verdict {
    /**
     * Nothing is changed.
     *
     * @param place the variable binding at fault, from 0
     * @param status the error status
     */
    record Refused(int place, int status) implements Verdict {}

    /** The lock alone was set: it advances, as TestAndIncr says, and nothing is ordered. */
    record Advance(PairName pair) implements Verdict {}

    /** An order that was taken down before: this changes nothing, its lock may be the old one. */
    record Repeated() implements Verdict {}

    /** An order. */
    record Ordered(Order order) implements Verdict {}
  }

  /** Stands for a request id that a refused SET did not give. */
  private static final String NO_REQUEST_ID = "-";

  private record Field(int place, Variable value) {}

  private final List<? extends VariableBinding> bindings;
  private final Served served;
  private final Requester requester;
  private final Map<Integer, Field> fields = new TreeMap<>();
  private Optional<Verdict.Refused> refusal = Optional.empty();

  private ControlSet(List<? extends VariableBinding> bindings, Served served, Requester requester) {
    this.bindings = bindings;
    this.served = served;
    this.requester = requester;
  }

  /**
   * Judges the variable bindings of one SET.
   *
   * @param known the operation that a request id stands for, if there is one
   */
  static Verdict judge(
      List<? extends VariableBinding> bindings,
      Served served,
      Requester requester,
      Function<String, Optional<Operation>> known) {
    return new ControlSet(bindings, served, requester).judge(known);
  }

  /** What a SET that was refused would have ordered, as far as it says so. */
  static Optional<Order> wanted(
      List<? extends VariableBinding> bindings, Served served, Requester requester) {
    ControlSet set = new ControlSet(bindings, served, requester);
    return set.collect().filter(pair -> set.saysAction()).map(set::order);
  }

  /**
   * For which pair a SET that was refused would have ordered something, if it does not say what;
   * empty if it has nothing to do with orders, or sets a lock alone.
   */
  static Optional<Optional<PairName>> unclear(
      List<? extends VariableBinding> bindings, Served served, Requester requester) {
    ControlSet set = new ControlSet(bindings, served, requester);
    boolean isMeant =
        bindings.stream().anyMatch(one -> one.getOid().startsWith(Oids.CONTROL_ENTRY));
    Optional<PairName> pair = set.collect().map(PairView::name);
    boolean isLock = bindings.size() == 1 && set.isLockAlone();
    return isMeant && !isLock ? Optional.of(pair) : Optional.empty();
  }

  private Verdict judge(Function<String, Optional<Operation>> known) {
    Optional<PairView> row = collect();
    row.ifPresent(this::checkValues);
    if (refusal.isEmpty() && !isLockAlone()) {
      checkTogether();
    }
    if (refusal.isPresent()) {
      return refusal.get();
    }
    PairView pair = row.orElseThrow();
    Verdict verdict = isLockAlone() ? new Verdict.Advance(pair.name()) : judge(order(pair), known);
    if (!(verdict instanceof Verdict.Repeated)) {
      checkLock(pair);
    }
    return refusal.<Verdict>map(refused -> refused).orElse(verdict);
  }

  private Verdict judge(Order order, Function<String, Optional<Operation>> known) {
    Optional<Order> first = known.apply(order.requestId()).map(Operation::order);
    if (first.isPresent() && order.repeats(first.get())) {
      return new Verdict.Repeated();
    }
    if (first.isPresent()) {
      refuse(fields.get(Control.REQUEST_ID).place(), PDU.inconsistentValue);
    }
    return new Verdict.Ordered(order);
  }

  private boolean isLockAlone() {
    return fields.size() == 1 && fields.containsKey(Control.LOCK);
  }

  // Sorts the bindings by column; all must be of one row, for an order cannot be taken back if
  // another binding failed after it.
  private Optional<PairView> collect() {
    Optional<PairView> row = Optional.empty();
    for (int place = 0; place < bindings.size(); place++) {
      OID oid = bindings.get(place).getOid();
      Optional<PairView> pair = oid.startsWith(Oids.CONTROL_ENTRY) ? pairOf(oid) : Optional.empty();
      if (pair.isEmpty()) {
        refuse(place, PDU.noCreation);
        return Optional.empty();
      }
      if (row.isPresent() && !row.get().name().equals(pair.get().name())) {
        refuse(place, PDU.inconsistentName);
        return Optional.empty();
      }
      row = pair;
      int column = oid.get(Oids.CONTROL_ENTRY.size());
      if (fields.put(column, new Field(place, bindings.get(place).getVariable())) != null) {
        refuse(place, PDU.inconsistentName);
      }
    }
    return row;
  }

  private Optional<PairView> pairOf(OID oid) {
    int start = Oids.CONTROL_ENTRY.size() + 1;
    if (oid.size() < start) {
      return Optional.empty();
    }
    int[] index = Arrays.copyOfRange(oid.getValue(), start, oid.size());
    Snapshot snapshot = served.snapshot();
    return snapshot.pairs().stream()
        .filter(pair -> Arrays.equals(Indexes.name(pair.name()), index))
        .findFirst();
  }

  private void checkValues(PairView pair) {
    fields.forEach(
        (column, field) -> {
          switch (column) {
            case Control.LOCK -> checkLockValue(field);
            case Control.TARGET -> checkTarget(pair, field);
            case Control.REQUEST_ID -> checkRequestId(field);
            case Control.ACTION -> checkAction(field);
            case Control.FORCE -> checkForce(field);
            case Control.LAST_OPERATION -> refuse(field.place(), PDU.notWritable);
            default -> refuse(field.place(), PDU.noCreation);
          }
        });
  }

  private void checkLockValue(Field field) {
    if (!(field.value() instanceof Integer32 lock)) {
      refuse(field.place(), PDU.wrongType);
    } else if (lock.getValue() < 0) {
      refuse(field.place(), PDU.wrongValue);
    }
  }

  private void checkLock(PairView pair) {
    Field field = fields.get(Control.LOCK);
    if (field.value().toInt() != served.locks().value(pair.name(), pair.epoch())) {
      refuse(field.place(), PDU.inconsistentValue);
    }
  }

  private void checkTarget(PairView pair, Field field) {
    if (!(field.value() instanceof OctetString target)) {
      refuse(field.place(), PDU.wrongType);
    } else if (target.length() > Values.LONGEST_TEXT) {
      refuse(field.place(), PDU.wrongLength);
    } else if (target.length() > 0 && targetNode(pair, target).isEmpty()) {
      refuse(field.place(), PDU.wrongValue);
    }
  }

  private void checkRequestId(Field field) {
    if (!(field.value() instanceof OctetString id)) {
      refuse(field.place(), PDU.wrongType);
    } else if (id.length() == 0 || id.length() > Order.LONGEST_REQUEST_ID) {
      refuse(field.place(), PDU.wrongLength);
    } else if (!Order.isRequestId(string(id))) {
      refuse(field.place(), PDU.wrongValue);
    }
  }

  private void checkAction(Field field) {
    if (!(field.value() instanceof Integer32)) {
      refuse(field.place(), PDU.wrongType);
    } else if (action().isEmpty()) {
      refuse(field.place(), PDU.wrongValue);
    }
  }

  private void checkForce(Field field) {
    if (!(field.value() instanceof Integer32 force)) {
      refuse(field.place(), PDU.wrongType);
    } else if (force.getValue() != 1 && force.getValue() != 2) {
      refuse(field.place(), PDU.wrongValue);
    }
  }

  // What the fields must be to each other once each is right by itself.
  private void checkTogether() {
    for (int needed : List.of(Control.LOCK, Control.REQUEST_ID, Control.ACTION)) {
      if (!fields.containsKey(needed)) {
        refuse(fields.values().iterator().next().place(), PDU.inconsistentValue);
        return;
      }
    }
    switch (action().orElseThrow()) {
      case NONE -> refuse(fields.get(Control.ACTION).place(), PDU.inconsistentValue);
      case SWITCHOVER -> {}
      case FORCE_TAKEOVER -> {
        if (!isForced()) {
          refuse(fields.get(Control.ACTION).place(), PDU.inconsistentValue);
        }
      }
      case SUSPEND, RESUME, CLEAR_FAULT -> {
        for (int idle : List.of(Control.TARGET, Control.FORCE)) {
          if (fields.containsKey(idle)) {
            refuse(fields.get(idle).place(), PDU.inconsistentValue);
          }
        }
      }
    }
  }

  private Order order(PairView pair) {
    return new Order(
        requestId().orElse(NO_REQUEST_ID),
        action().orElseThrow(),
        pair.name(),
        fieldOf(Control.TARGET, OctetString.class).flatMap(target -> targetNode(pair, target)),
        Optional.of(pair.epoch()),
        isForced(),
        requester);
  }

  private Optional<NodeName> targetNode(PairView pair, OctetString octets) {
    String target = string(octets);
    return List.of(served.snapshot().agent().node(), pair.peer()).stream()
        .filter(node -> node.value().equals(target))
        .findFirst();
  }

  private Optional<String> requestId() {
    return fieldOf(Control.REQUEST_ID, OctetString.class)
        .map(ControlSet::string)
        .filter(Order::isRequestId);
  }

  private boolean saysAction() {
    return action().filter(action -> action != Action.NONE).isPresent();
  }

  private Optional<Action> action() {
    return fieldOf(Control.ACTION, Integer32.class)
        .flatMap(
            code ->
                Arrays.stream(Action.values())
                    .filter(action -> action.code() == code.getValue())
                    .findFirst());
  }

  private boolean isForced() {
    return fieldOf(Control.FORCE, Integer32.class)
        .filter(force -> force.getValue() == 1)
        .isPresent();
  }

  private <V extends Variable> Optional<V> fieldOf(int column, Class<V> syntax) {
    return Optional.ofNullable(fields.get(column))
        .map(Field::value)
        .filter(syntax::isInstance)
        .map(syntax::cast);
  }

  private static String string(OctetString octets) {
    return new String(octets.getValue(), StandardCharsets.ISO_8859_1);
  }

  // The first refusal counts.
  private void refuse(int place, int status) {
    if (refusal.isEmpty()) {
      refusal = Optional.of(new Verdict.Refused(place, status));
    }
  }
}
