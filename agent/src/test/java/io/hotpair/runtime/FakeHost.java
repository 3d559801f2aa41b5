package io.hotpair.runtime;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PathKind;
import io.hotpair.port.LocalHost;
import java.time.Duration;
import java.util.Optional;

/** A machine whose clock stands until it is told; tests override what they are about. */
class FakeHost implements LocalHost {
  /** What its clock says first. */
  static final Moment START = Moment.ZERO.plus(Duration.ofHours(1));

  volatile Moment now = START;

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Moment now() {
    return now;
  }

  @Override
  public long wallMillis() {
    return 1_795_370_400_000L + now.nanos() / 1_000_000;
  }

  @Override
  public Optional<Boolean> carrier(PathKind kind) {
    return Optional.empty();
  }

  @Override
  public boolean reachesReference() {
    return true;
  }

  @Override
  public Load load() {
    return new Load(0, 0);
  }

  @Override
  public void runThisThreadFirst() {}

  @Override
  public String fenceSelf() {
    return "a test's host stays";
  }
}
