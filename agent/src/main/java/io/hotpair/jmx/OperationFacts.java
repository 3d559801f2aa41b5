package io.hotpair.jmx;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Operation;
import io.hotpair.mbeans.OperationRow;

/** A row of the journal. */
record OperationFacts(Operation operation) implements OperationRow {
  @Override
  public long getNumber() {
    return operation.number();
  }

  @Override
  public String getRequestId() {
    return operation.order().requestId();
  }

  @Override
  public String getPair() {
    return operation.order().pair().value();
  }

  @Override
  public String getAction() {
    return operation.order().action().label();
  }

  @Override
  public int getActionCode() {
    return operation.order().action().code();
  }

  @Override
  public String getTarget() {
    return operation.order().target().map(NodeName::value).orElse("");
  }

  @Override
  public boolean isForce() {
    return operation.order().force();
  }

  @Override
  public String getRequester() {
    return operation.order().requester().user();
  }

  @Override
  public String getSurface() {
    return operation.order().requester().surface().label();
  }

  @Override
  public int getSurfaceCode() {
    return operation.order().requester().surface().code();
  }

  @Override
  public String getAddress() {
    return operation.order().requester().address();
  }

  @Override
  public String getState() {
    return operation.state().label();
  }

  @Override
  public int getStateCode() {
    return operation.state().code();
  }

  @Override
  public String getStep() {
    return operation.step();
  }

  @Override
  public String getResult() {
    return operation.result();
  }

  @Override
  public long getStarted() {
    return operation.startMillis();
  }

  @Override
  public String getStartedUtc() {
    return Numbers.utc(getStarted());
  }

  @Override
  public long getEnded() {
    return operation.endMillis();
  }

  @Override
  public String getEndedUtc() {
    return Numbers.utc(getEnded());
  }
}
