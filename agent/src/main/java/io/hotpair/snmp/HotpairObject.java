package io.hotpair.snmp;

import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.view.CommandSink;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.PDU;
import org.snmp4j.agent.DefaultMOScope;
import org.snmp4j.agent.MOQuery;
import org.snmp4j.agent.MOQueryWithSource;
import org.snmp4j.agent.MOScope;
import org.snmp4j.agent.mo.GenericManagedObject;
import org.snmp4j.agent.request.Request;
import org.snmp4j.agent.request.SnmpRequest;
import org.snmp4j.agent.request.SubRequest;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;

/**
 * All of HOTPAIR-MIB as one managed object. Every request is answered from one page, which is
 * pinned to the request when it first asks: the newest, or for a walk that goes on the walk's own.
 * A SET is judged once, as a whole.
 */
final class HotpairObject implements GenericManagedObject {
  private static final Logger LOG = LoggerFactory.getLogger(HotpairObject.class);
  private static final MOScope SCOPE =
      new DefaultMOScope(Oids.ROOT, true, Oids.ROOT.nextPeer(), false);

  private final Reading reading;
  private final AtomicReference<Locks> locks;
  private final CommandSink sink;

  /** What a SET came to before it is committed, and whether its order has been given. */
  private static final class Pending {
    final ControlSet.Verdict verdict;
    boolean committed;

    Pending(ControlSet.Verdict verdict) {
      this.verdict = verdict;
    }
  }

  /**
   * Serves pages.
   *
   * @param reading which page answers a request
   * @param locks the control locks, which only this object advances
   * @param sink where orders go
   */
  HotpairObject(Reading reading, AtomicReference<Locks> locks, CommandSink sink) {
    this.reading = reading;
    this.locks = locks;
    this.sink = sink;
  }

  /** Locks as an agent begins with them. */
  static AtomicReference<Locks> freshLocks() {
    int base = ThreadLocalRandom.current().nextInt() & Integer.MAX_VALUE;
    return new AtomicReference<>(new Locks(base, Map.of()));
  }

  @Override
  public MOScope getScope() {
    return SCOPE;
  }

  @Override
  public OID find(MOScope range) {
    return find(reading.newest(), range, oid -> true);
  }

  @Override
  public OID find(MOQuery query, Function<OID, Boolean> filter) {
    Page page =
        query instanceof MOQueryWithSource sourced
                && sourced.getSource() instanceof SnmpRequest asked
            ? pinned(asked)
            : reading.newest();
    return find(page, query.getScope(), filter::apply);
  }

  // The framework's word for "none" is null.
  private static OID find(Page page, MOScope range, Predicate<OID> visible) {
    return page.next(range.getLowerBound(), range.isLowerIncluded(), visible)
        .map(Cursor::oid)
        .filter(range::covers)
        .orElse(null);
  }

  @Override
  public void get(SubRequest<?> asked) {
    OID oid = asked.getVariableBinding().getOid();
    asked.getVariableBinding().setVariable(valueOf(() -> pinned(asked.getRequest()).get(oid), oid));
    asked.completed();
  }

  // The framework answers genErr and keeps the reason to itself.
  private static Variable valueOf(Supplier<Variable> value, OID oid) {
    try {
      return value.get();
    } catch (RuntimeException defect) {
      LOG.error("{} cannot be answered", oid, defect);
      throw defect;
    }
  }

  /** Not called by the framework any more. */
  @Override
  @Deprecated
  public boolean next(SubRequest<?> asked) {
    return next(asked, oid -> true);
  }

  @Override
  public boolean next(SubRequest<?> asked, Function<OID, Boolean> filter) {
    MOScope range = asked.getScope();
    Optional<Cursor> found =
        pinned(asked.getRequest())
            .next(range.getLowerBound(), range.isLowerIncluded(), filter::apply);
    if (found.isEmpty() || !range.covers(found.get().oid())) {
      return false;
    }
    OID oid = found.get().oid();
    asked.getVariableBinding().setOid(oid);
    asked.getVariableBinding().setVariable(valueOf(found.get()::value, oid));
    asked.completed();
    return true;
  }

  private Page pinned(Request<?, ?, ?> request) {
    if (request.getProcessingUserObject(Page.class) instanceof Page page) {
      return page;
    }
    Page page =
        request instanceof SnmpRequest asked
            ? reading.page(asked.getSource(), asked.getSecurityName())
            : reading.newest();
    request.setProcessingUserObject(Page.class, page);
    return page;
  }

  @Override
  public void prepare(SubRequest<?> asked) {
    if (pending(asked).verdict instanceof ControlSet.Verdict.Refused(int place, int status)
        && place == asked.getIndex()) {
      asked.getStatus().setErrorStatus(status);
    } else {
      asked.completed();
    }
  }

  @Override
  public void commit(SubRequest<?> asked) {
    Pending pending = pending(asked);
    if (!pending.committed && !commit(pending.verdict)) {
      asked.getStatus().setErrorStatus(PDU.commitFailed);
    } else {
      pending.committed = true;
      asked.completed();
    }
  }

  // Whether it was taken down. Only then the lock advances: a failed order may be repeated with it.
  private boolean commit(ControlSet.Verdict verdict) {
    switch (verdict) {
      case ControlSet.Verdict.Advance(var pair) -> locks.updateAndGet(now -> now.advance(pair));
      case ControlSet.Verdict.Repeated repeated -> {
        return true;
      }
      case ControlSet.Verdict.Ordered(var order) -> {
        try {
          sink.submit(order);
        } catch (RuntimeException failed) {
          LOG.error("an order for {} could not be taken down", order.pair(), failed);
          return false;
        }
        locks.updateAndGet(now -> now.advance(order.pair()));
      }
      case ControlSet.Verdict.Refused refused -> {
        return false;
      }
    }
    reading.changed();
    return true;
  }

  @Override
  public void undo(SubRequest<?> asked) {
    // An order that was taken down cannot be taken back; one that was not has changed nothing.
    if (pending(asked).committed) {
      asked.getStatus().setErrorStatus(PDU.undoFailed);
    } else {
      asked.completed();
    }
  }

  @Override
  public void cleanup(SubRequest<?> asked) {
    asked.completed();
  }

  private Pending pending(SubRequest<?> asked) {
    SnmpRequest request = (SnmpRequest) asked.getRequest();
    if (request.getProcessingUserObject(Pending.class) instanceof Pending pending) {
      return pending;
    }
    Pending judged =
        new Pending(
            ControlSet.judge(
                request.getSource().getPDU().getVariableBindings(),
                pinned(request).served(),
                requester(request.getSource()),
                sink::find));
    request.setProcessingUserObject(Pending.class, judged);
    return judged;
  }

  /** Has a SET audited that was answered with an error, if something was to be ordered by it. */
  void refused(CommandResponderEvent<?> set, PDU answer) {
    String reason =
        "SNMP error "
            + answer.getErrorStatusText()
            + " at variable binding "
            + answer.getErrorIndex();
    Requester requester = requester(set);
    Served served = reading.newest().served();
    var bindings = set.getPDU().getVariableBindings();
    ControlSet.wanted(bindings, served, requester)
        .ifPresentOrElse(
            order -> sink.refuse(order, reason),
            () ->
                ControlSet.unclear(bindings, served, requester)
                    .ifPresent(pair -> sink.turnAway(pair, requester, reason)));
  }

  /** Has a SET audited that got no answer, for too many waited. */
  void dropped(CommandResponderEvent<?> set) {
    sink.turnAway(Optional.empty(), requester(set), "SET dropped: too many wait");
  }

  // A community is a secret: it must not get into a journal.
  private static Requester requester(CommandResponderEvent<?> set) {
    String user =
        set.getSecurityModel() == SecurityModel.SECURITY_MODEL_USM
            ? new OctetString(set.getSecurityName()).toString()
            : "community";
    String address =
        set.getPeerAddress() instanceof UdpAddress peer
            ? peer.getInetAddress().getHostAddress()
            : "";
    return new Requester(Surface.SNMP, user, address);
  }
}
