package io.hotpair.jmx;

import io.hotpair.mbeans.Carrier;
import io.hotpair.mbeans.PathMXBean;
import io.hotpair.view.PathView;
import java.util.function.Supplier;

/**
 * A heartbeat path as its supplier gives it: one row of one snapshot for a table, the row of the
 * newest snapshot for an MBean.
 */
final class PathFacts implements PathMXBean {
  private final Supplier<PathView> row;

  PathFacts(Supplier<PathView> row) {
    this.row = row;
  }

  @Override
  public String getPair() {
    return row.get().pair().value();
  }

  @Override
  public String getKind() {
    return row.get().kind().label();
  }

  @Override
  public int getKindCode() {
    return row.get().kind().code();
  }

  @Override
  public String getPeer() {
    return row.get().peer().value();
  }

  @Override
  public String getLocalAddress() {
    return row.get().localAddress();
  }

  @Override
  public String getPeerAddress() {
    return row.get().peerAddress();
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
  public String getPeerHears() {
    return row.get().peerHears().label();
  }

  @Override
  public int getPeerHearsCode() {
    return row.get().peerHears().code();
  }

  @Override
  public String getCarrier() {
    return carrierWord().label();
  }

  @Override
  public int getCarrierCode() {
    return carrierWord().code();
  }

  @Override
  public long getRoundTripMin() {
    return Numbers.micros(row.get().roundTripMinNanos());
  }

  @Override
  public long getRoundTripMean() {
    return Numbers.micros(row.get().roundTripMeanNanos());
  }

  @Override
  public long getRoundTripMax() {
    return Numbers.micros(row.get().roundTripMaxNanos());
  }

  @Override
  public long getJitter() {
    return Numbers.micros(row.get().jitterNanos());
  }

  @Override
  public long getSent() {
    return row.get().sent();
  }

  @Override
  public long getReceived() {
    return row.get().received();
  }

  @Override
  public long getLost() {
    return row.get().lost();
  }

  @Override
  public long getRejected() {
    return row.get().rejected();
  }

  @Override
  public long getLastHeard() {
    return row.get().lastHeardMillis();
  }

  @Override
  public long getChanges() {
    return row.get().changes();
  }

  @Override
  public long getLastChange() {
    return row.get().changedMillis();
  }

  @Override
  public String getLastChangeUtc() {
    return Numbers.utc(getLastChange());
  }

  private Carrier carrierWord() {
    int carrier = row.get().carrier();
    if (carrier < 0) {
      return Carrier.UNKNOWN;
    }
    return carrier == 0 ? Carrier.DOWN : Carrier.UP;
  }
}
