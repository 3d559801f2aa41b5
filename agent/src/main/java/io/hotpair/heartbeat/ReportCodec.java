package io.hotpair.heartbeat;

import static io.hotpair.heartbeat.Fields.flag;
import static io.hotpair.heartbeat.Fields.getCoded;
import static io.hotpair.heartbeat.Fields.getFlags;
import static io.hotpair.heartbeat.Fields.getText;
import static io.hotpair.heartbeat.Fields.putCoded;
import static io.hotpair.heartbeat.Fields.putName;
import static io.hotpair.heartbeat.Fields.putText;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.ClientVerdict;
import io.hotpair.core.model.ClientView;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.LunMarks;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.Suspension;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a beat says of one pair, as bytes: fields in the order of the code, see {@link Fields}. */
final class ReportCodec {
  /** Bytes that the largest report can take. */
  static final int LARGEST = 1152;

  private static final int NAME = 32;
  private static final int DETAIL = 200;
  private static final int SEEN = 120;
  private static final int USER = 64;
  private static final int ADDRESS = 64;

  private static final int RUNNING = 1;
  private static final int NEEDS_FENCING = 2;
  private static final int SUSPENDED = 4;
  private static final int ORDER = 8;
  private static final int SETTLED = 16;
  private static final int LUNS = 32;
  private static final int CLIENTS = 64;

  private static final long NO_EPOCH = -1;

  private static final PairState[] STATES = PairState.values();
  private static final CannotTakeOverCause[] CAUSES = CannotTakeOverCause.values();
  private static final MoveReason[] REASONS = MoveReason.values();
  private static final ClientVerdict[] VERDICTS = ClientVerdict.values();
  private static final Action[] ACTIONS = Action.values();
  private static final Surface[] SURFACES = Surface.values();
  private static final OperationState[] OPERATION_STATES = OperationState.values();

  private ReportCodec() {}

  static void encode(PairReport report, ByteBuffer into) {
    putName(into, report.pair().value(), NAME);
    putCoded(into, report.state());
    into.putLong(report.epoch().value());
    putCoded(into, report.readiness().cause());
    putText(into, report.readiness().detail(), DETAIL);
    putCoded(into, report.relief());
    into.put(
        (byte)
            (flag(report.running(), RUNNING)
                | flag(report.needsFencing(), NEEDS_FENCING)
                | flag(report.suspension().suspended(), SUSPENDED)
                | flag(report.order().isPresent(), ORDER)
                | flag(report.settled().isPresent(), SETTLED)
                | flag(!report.luns().marks().isEmpty(), LUNS)
                | flag(report.clients().verdict() != ClientVerdict.UNKNOWN, CLIENTS)));
    into.putLong(report.suspension().version());
    if (report.order().isPresent()) {
      encode(report.order().get(), into);
    }
    if (report.settled().isPresent()) {
      encode(report.settled().get(), into);
    }
    List<Long> marks = report.luns().marks();
    if (!marks.isEmpty()) {
      into.put((byte) marks.size());
      for (int place = 0; place < marks.size(); place++) {
        into.putLong(marks.get(place));
      }
    }
    if (report.clients().verdict() != ClientVerdict.UNKNOWN) {
      encode(report.clients(), into);
    }
  }

  private static void encode(ClientView clients, ByteBuffer into) {
    putCoded(into, clients.verdict());
    putName(into, clients.resource().map(ResourceName::value).orElse(""), NAME);
    into.putInt(clients.misses());
    putText(into, clients.text(), SEEN);
  }

  private static void encode(Order order, ByteBuffer into) {
    putName(into, order.requestId(), Order.LONGEST_REQUEST_ID);
    putCoded(into, order.action());
    putName(into, order.pair().value(), NAME);
    putName(into, order.target().map(NodeName::value).orElse(""), NAME);
    into.putLong(order.decidedIn().map(Epoch::value).orElse(NO_EPOCH));
    into.put((byte) flag(order.force(), 1));
    putCoded(into, order.requester().surface());
    putText(into, order.requester().user(), USER);
    putText(into, order.requester().address(), ADDRESS);
  }

  private static void encode(PairReport.Settled settled, ByteBuffer into) {
    putName(into, settled.requestId(), Order.LONGEST_REQUEST_ID);
    putCoded(into, settled.state());
    putText(into, settled.text(), DETAIL);
  }

  static PairReport decode(ByteBuffer from) {
    PairName pair = new PairName(getText(from));
    PairState state = getCoded(from, STATES);
    Epoch epoch = new Epoch(from.getLong());
    Readiness readiness = new Readiness(getCoded(from, CAUSES), getText(from));
    MoveReason relief = getCoded(from, REASONS);
    int flags =
        getFlags(from, RUNNING | NEEDS_FENCING | SUSPENDED | ORDER | SETTLED | LUNS | CLIENTS);
    Suspension suspension = new Suspension(from.getLong(), (flags & SUSPENDED) != 0);
    if (suspension.version() < 0) {
      throw new IllegalArgumentException("a suspension's version below 0");
    }
    Optional<Order> order = (flags & ORDER) != 0 ? Optional.of(order(from)) : Optional.empty();
    Optional<PairReport.Settled> settled =
        (flags & SETTLED) != 0 ? Optional.of(settled(from)) : Optional.empty();
    LunMarks luns = (flags & LUNS) != 0 ? luns(from) : LunMarks.NONE;
    ClientView clients = (flags & CLIENTS) != 0 ? clients(from) : ClientView.UNKNOWN;
    return new PairReport(
        pair,
        state,
        epoch,
        readiness,
        (flags & RUNNING) != 0,
        relief,
        (flags & NEEDS_FENCING) != 0,
        suspension,
        order,
        settled,
        luns,
        clients);
  }

  // What is unknown is not said.
  private static ClientView clients(ByteBuffer from) {
    ClientVerdict verdict = getCoded(from, VERDICTS);
    String resource = getText(from);
    int misses = from.getInt();
    String text = getText(from);
    if (verdict == ClientVerdict.UNKNOWN || misses < 0) {
      throw new IllegalArgumentException(verdict + " with " + misses + " misses");
    }
    return new ClientView(
        verdict,
        resource.isEmpty() ? Optional.empty() : Optional.of(new ResourceName(resource)),
        misses,
        text);
  }

  private static LunMarks luns(ByteBuffer from) {
    int count = Byte.toUnsignedInt(from.get());
    if (count < 1 || count > LunMarks.MOST) {
      throw new IllegalArgumentException(count + " LUNs");
    }
    List<Long> marks = new ArrayList<>();
    for (int place = 0; place < count; place++) {
      marks.add(from.getLong());
    }
    return new LunMarks(marks);
  }

  private static Order order(ByteBuffer from) {
    String requestId = getText(from);
    Action action = getCoded(from, ACTIONS);
    PairName pair = new PairName(getText(from));
    String target = getText(from);
    long decidedIn = from.getLong();
    boolean force = getFlags(from, 1) != 0;
    Requester requester = new Requester(getCoded(from, SURFACES), getText(from), getText(from));
    return new Order(
        requestId,
        action,
        pair,
        target.isEmpty() ? Optional.empty() : Optional.of(new NodeName(target)),
        decidedIn == NO_EPOCH ? Optional.empty() : Optional.of(new Epoch(decidedIn)),
        force,
        requester);
  }

  private static PairReport.Settled settled(ByteBuffer from) {
    return new PairReport.Settled(getText(from), getCoded(from, OPERATION_STATES), getText(from));
  }
}
