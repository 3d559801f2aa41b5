package io.hotpair.guard;

import io.hotpair.core.model.Moment;
import io.hotpair.port.LocalHost;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time, as far as a claim needs it: the machine's own, or simulated. */
public interface Pace {
  /** The monotonic clock. */
  Moment now();

  /** Waits, or a little less. */
  void pause(Duration duration);

  /** This machine's time. */
  static Pace of(LocalHost host) {
    return new Pace() {
      @Override
      public Moment now() {
        return host.now();
      }

      @Override
      public void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
      }
    };
  }
}
