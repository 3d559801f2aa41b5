package io.hotpair.jmx;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.PairName;
import io.hotpair.mbeans.EventRow;

/** An event. */
record EventFacts(Notice notice) implements EventRow {
  @Override
  public long getNumber() {
    return notice.sequence();
  }

  @Override
  public String getId() {
    return notice.eventId();
  }

  @Override
  public long getTime() {
    return notice.wallMillis();
  }

  @Override
  public String getTimeUtc() {
    return Numbers.utc(getTime());
  }

  @Override
  public String getSeverity() {
    return notice.severity().label();
  }

  @Override
  public int getSeverityCode() {
    return notice.severity().code();
  }

  @Override
  public String getKind() {
    return notice.kind().label();
  }

  @Override
  public int getKindCode() {
    return notice.kind().code();
  }

  @Override
  public String getNode() {
    return notice.node().value();
  }

  @Override
  public String getPair() {
    return notice.pair().map(PairName::value).orElse("");
  }

  @Override
  public String getSubject() {
    return notice.subject();
  }

  @Override
  public String getOldState() {
    return notice.oldState();
  }

  @Override
  public String getNewState() {
    return notice.newState();
  }

  @Override
  public String getReason() {
    return notice.reason().label();
  }

  @Override
  public int getReasonCode() {
    return notice.reason().code();
  }

  @Override
  public long getEpoch() {
    return notice.epoch().value();
  }

  @Override
  public String getText() {
    return notice.text();
  }
}
