package io.hotpair.guard;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Timings;
import io.hotpair.port.EpochRecords;
import io.hotpair.port.Guard;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The shipped guard at another pace than the machine's: simulated time. */
public final class PacedGuards {
  private PacedGuards() {}

  /** The guard by epoch records, with the limit that it has in production. */
  public static Guard records(
      EpochRecords records,
      BootId boot,
      Timings timings,
      Supplier<Moment> clock,
      Consumer<Duration> pause) {
    Pace pace =
        new Pace() {
          @Override
          public Moment now() {
            return clock.get();
          }

          @Override
          public void pause(Duration duration) {
            pause.accept(duration);
          }
        };
    Duration limit = timings.deadTime().plus(timings.ioDeadline().multipliedBy(4));
    return new RecordGuard(records, boot, pace, limit);
  }
}
