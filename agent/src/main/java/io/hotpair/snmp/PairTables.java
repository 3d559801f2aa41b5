package io.hotpair.snmp;

import static io.hotpair.snmp.Values.code;
import static io.hotpair.snmp.Values.counter;
import static io.hotpair.snmp.Values.micros;
import static io.hotpair.snmp.Values.span;
import static io.hotpair.snmp.Values.text;
import static io.hotpair.snmp.Values.time;
import static io.hotpair.snmp.Values.truth;
import static io.hotpair.snmp.Values.unsigned;

import io.hotpair.core.model.PairState;
import io.hotpair.view.LunView;
import io.hotpair.view.PairView;
import io.hotpair.view.PathView;
import io.hotpair.view.ResourceView;
import java.util.Optional;
import org.snmp4j.smi.Integer32;

/** The pairs, with their paths, LUNs and resources. */
final class PairTables {
  /** {@code hotpairPairTable}. */
  static final MibTable<PairView> PAIRS =
      MibTable.<PairView>of(
              Oids.below(Oids.OBJECTS, 3, 1),
              served -> served.snapshot().pairs(),
              pair -> Indexes.name(pair.name()))
          .with(2, pair -> code(pair.role()))
          .with(3, pair -> code(pair.state()))
          .with(4, pair -> text(pair.stateReason()))
          .with(5, pair -> text(pair.activeNode()))
          .with(6, pair -> text(pair.preferredNode()))
          .with(7, pair -> text(pair.peer()))
          .with(8, pair -> code(pair.peerHealth()))
          .with(9, pair -> peerState(pair.peerState()))
          .with(10, pair -> counter(pair.epoch().value()))
          .with(11, pair -> truth(pair.isReady()))
          .with(12, pair -> code(pair.standbyReadiness().cause()))
          .with(13, pair -> text(pair.standbyReadiness().detail()))
          .with(14, pair -> code(pair.readiness().cause()))
          .with(15, pair -> code(pair.peerReadiness().cause()))
          .with(16, pair -> truth(pair.suspended()))
          .with(17, pair -> code(pair.fault()))
          .with(18, pair -> code(pair.failback()))
          .with(19, pair -> counter(pair.counters().failovers()))
          .with(20, pair -> counter(pair.counters().takeovers()))
          .with(21, pair -> counter(pair.counters().switchovers()))
          .with(22, pair -> counter(pair.counters().failedMoves()))
          .with(23, pair -> counter(pair.counters().suppressedMoves()))
          .with(24, pair -> time(pair.lastMove().wallMillis()))
          .with(25, pair -> code(pair.lastMove().reason()))
          .with(26, pair -> unsigned(pair.lastMove().durationMillis()))
          .with(27, pair -> text(pair.lastMove().timeline()))
          .with(28, pair -> counter(pair.lastMove().epoch().value()));

  /** {@code hotpairPathTable}. */
  static final MibTable<PathView> PATHS =
      MibTable.<PathView>of(
              Oids.below(Oids.OBJECTS, 4, 1),
              served -> served.snapshot().paths(),
              path -> Indexes.nameAndNumber(path.pair(), path.kind().code()))
          .with(2, path -> text(path.peer()))
          .with(3, path -> text(path.localAddress()))
          .with(4, path -> text(path.peerAddress()))
          .with(5, path -> code(path.state()))
          .with(6, path -> code(path.peerHears()))
          .with(7, path -> carrier(path.carrier()))
          .with(8, path -> micros(path.roundTripMinNanos()))
          .with(9, path -> micros(path.roundTripMeanNanos()))
          .with(10, path -> micros(path.roundTripMaxNanos()))
          .with(11, path -> micros(path.jitterNanos()))
          .with(12, path -> counter(path.sent()))
          .with(13, path -> counter(path.received()))
          .with(14, path -> counter(path.lost()))
          .with(15, path -> counter(path.rejected()))
          .with(16, path -> span(path.lastHeardMillis()))
          .with(17, path -> counter(path.changes()))
          .with(18, path -> time(path.changedMillis()));

  /** {@code hotpairLunTable}. */
  static final MibTable<LunView> LUNS =
      MibTable.<LunView>of(
              Oids.below(Oids.OBJECTS, 5, 1),
              served -> served.snapshot().luns(),
              lun -> Indexes.names(lun.pair(), lun.name()))
          .with(2, lun -> text(lun.device()))
          .with(3, lun -> text(lun.identity()))
          .with(4, lun -> truth(lun.arbiter()))
          .with(5, lun -> code(lun.guard()))
          .with(6, lun -> code(lun.guardState()))
          .with(7, lun -> text(lun.owner()))
          .with(8, lun -> text(lun.holderKey()))
          .with(9, lun -> counter(lun.epoch().value()))
          .with(10, lun -> micros(lun.latencyNanos()))
          .with(11, lun -> counter(lun.errors()))
          .with(12, lun -> counter(lun.ownerChanges()))
          .with(13, lun -> time(lun.changedMillis()))
          .with(14, lun -> text(lun.registeredKeys()))
          .with(15, lun -> code(lun.atPeer()))
          .with(16, lun -> text(lun.raid().level()))
          .with(17, lun -> code(lun.raid().state()));

  /** {@code hotpairResourceTable}. */
  static final MibTable<ResourceView> RESOURCES =
      MibTable.<ResourceView>of(
              Oids.below(Oids.OBJECTS, 6, 1),
              served -> served.snapshot().resources(),
              resource -> Indexes.names(resource.pair(), resource.name()))
          .with(2, resource -> unsigned(resource.place()))
          .with(3, resource -> code(resource.kind()))
          .with(4, resource -> text(resource.agent()))
          .with(5, resource -> code(resource.state()))
          .with(6, resource -> text(resource.lastResult()))
          .with(7, resource -> counter(resource.restarts()))
          .with(8, resource -> counter(resource.failures()))
          .with(9, resource -> time(resource.lastFailureMillis()))
          .with(10, resource -> span(resource.startMillis()))
          .with(11, resource -> span(resource.stopMillis()));

  /** {@code notHeard} of {@code HotpairPeerStateCode}: no state of the core, so it has no code. */
  static final int PEER_NOT_HEARD = 0;

  private PairTables() {}

  private static Integer32 peerState(Optional<PairState> state) {
    return state.map(Values::code).orElseGet(() -> new Integer32(PEER_NOT_HEARD));
  }

  // The view's 1 up, 0 down, -1 can't be told.
  private static Integer32 carrier(int carrier) {
    return new Integer32(carrier > 0 ? 1 : carrier == 0 ? 2 : 3);
  }
}
