package io.hotpair.jmx;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairState;
import io.hotpair.mbeans.PairRow;
import io.hotpair.view.PairView;
import java.util.function.Supplier;

/**
 * A pair as its supplier gives it: one row of one snapshot for a table, the row of the newest
 * snapshot for an MBean.
 */
class PairFacts implements PairRow {
  private static final String NOT_HEARD = "notHeard";
  private static final int NOT_HEARD_CODE = 0;

  private final Supplier<PairView> row;

  PairFacts(Supplier<PairView> row) {
    this.row = row;
  }

  @Override
  public String getName() {
    return row.get().name().value();
  }

  @Override
  public String getRole() {
    return row.get().role().label();
  }

  @Override
  public int getRoleCode() {
    return row.get().role().code();
  }

  @Override
  public String getState() {
    return row.get().state().label();
  }

  @Override
  public int getStateCode() {
    return row.get().state().code();
  }

  @Override
  public String getStateReason() {
    return row.get().stateReason();
  }

  @Override
  public String getActiveNode() {
    return row.get().activeNode().map(NodeName::value).orElse("");
  }

  @Override
  public String getPreferredNode() {
    return row.get().preferredNode().value();
  }

  @Override
  public String getPeer() {
    return row.get().peer().value();
  }

  @Override
  public String getPeerHealth() {
    return row.get().peerHealth().label();
  }

  @Override
  public int getPeerHealthCode() {
    return row.get().peerHealth().code();
  }

  @Override
  public String getPeerState() {
    return row.get().peerState().map(PairState::label).orElse(NOT_HEARD);
  }

  @Override
  public int getPeerStateCode() {
    return row.get().peerState().map(PairState::code).orElse(NOT_HEARD_CODE);
  }

  @Override
  public long getEpoch() {
    return row.get().epoch().value();
  }

  @Override
  public boolean isReady() {
    return row.get().isReady();
  }

  @Override
  public String getNotReadyCause() {
    return row.get().standbyReadiness().cause().label();
  }

  @Override
  public int getNotReadyCauseCode() {
    return row.get().standbyReadiness().cause().code();
  }

  @Override
  public String getNotReadyDetail() {
    return row.get().standbyReadiness().detail();
  }

  @Override
  public String getCannotTakeOverCause() {
    return row.get().readiness().cause().label();
  }

  @Override
  public int getCannotTakeOverCauseCode() {
    return row.get().readiness().cause().code();
  }

  @Override
  public String getPeerCannotTakeOver() {
    return row.get().peerReadiness().cause().label();
  }

  @Override
  public int getPeerCannotTakeOverCode() {
    return row.get().peerReadiness().cause().code();
  }

  @Override
  public boolean isSuspended() {
    return row.get().suspended();
  }

  @Override
  public String getFault() {
    return row.get().fault().label();
  }

  @Override
  public int getFaultCode() {
    return row.get().fault().code();
  }

  @Override
  public String getFailback() {
    return row.get().failback().label();
  }

  @Override
  public int getFailbackCode() {
    return row.get().failback().code();
  }

  @Override
  public long getFailovers() {
    return row.get().counters().failovers();
  }

  @Override
  public long getTakeovers() {
    return row.get().counters().takeovers();
  }

  @Override
  public long getSwitchovers() {
    return row.get().counters().switchovers();
  }

  @Override
  public long getFailedMoves() {
    return row.get().counters().failedMoves();
  }

  @Override
  public long getSuppressedMoves() {
    return row.get().counters().suppressedMoves();
  }

  @Override
  public long getLastMoveTime() {
    return row.get().lastMove().wallMillis();
  }

  @Override
  public String getLastMoveTimeUtc() {
    return Numbers.utc(getLastMoveTime());
  }

  @Override
  public String getLastMoveReason() {
    return row.get().lastMove().reason().label();
  }

  @Override
  public int getLastMoveReasonCode() {
    return row.get().lastMove().reason().code();
  }

  @Override
  public long getLastMoveDuration() {
    return row.get().lastMove().durationMillis();
  }

  @Override
  public String getLastMoveTimeline() {
    return row.get().lastMove().timeline();
  }

  @Override
  public long getLastMoveEpoch() {
    return row.get().lastMove().epoch().value();
  }
}
