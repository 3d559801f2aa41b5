package io.hotpair.guard;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.EpochRecords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lets a program go on by one step: it is run again from its beginning with the results of all its
 * earlier steps, up to the next one, which is asked for by leaving with {@link Asked}. So the
 * shipped, blocking code is stepped as it is, without a thread.
 */
final class Steps implements EpochRecords, Pace {
  /** How long a claim of the model lasts: two looks at a contending peer. */
  static final Duration LIMIT = RecordClaim.POLL.multipliedBy(2);

  /** What one life of a node does. */
  interface Program {
    void run(Steps steps);
  }

  /** What a program wants done next. */
  sealed interface Request {
    record Read() implements Request {}

    record Write(EpochRecord record) implements Request {}

    record Pause() implements Request {}

    /** Switches the other node off; returns when it is off. */
    record Fence() implements Request {}
  }

  /**
   * Where a program stands.
   *
   * @param request what it wants next; empty if it has ended
   * @param runs whether the group runs by its word; empty if it has said nothing
   */
  record Position(Optional<Request> request, Optional<Boolean> runs) {}

  private static final class Asked extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Request request;

    Asked(Request request) {
      super(null, null, false, false);
      this.request = request;
    }
  }

  private final BootId boot;
  private final List<Object> results;
  private int next;
  private int pauses;
  private Optional<Boolean> runs = Optional.empty();
  private final RecordGuard guard;

  private Steps(BootId boot, List<Object> results) {
    this.boot = boot;
    this.results = results;
    this.guard = new RecordGuard(this, boot, this, LIMIT);
  }

  static Position replay(Program program, BootId boot, List<Object> results) {
    Steps steps = new Steps(boot, results);
    try {
      program.run(steps);
      return new Position(Optional.empty(), steps.runs);
    } catch (Asked asked) {
      return new Position(Optional.of(asked.request), steps.runs);
    }
  }

  RecordGuard guard() {
    return guard;
  }

  void runs(boolean runsNow) {
    runs = Optional.of(runsNow);
  }

  void fence() {
    ask(new Request.Fence(), Boolean.class);
  }

  /** Claims; the group runs if that succeeded. */
  boolean claim(ClaimRequest.Proof proof, GuardReading basis, boolean preferred) {
    ClaimRequest request = Claims.request(proof, basis, preferred);
    boolean held = guard.claim(request).succeeded();
    if (held) {
      runs(true);
    }
    return held;
  }

  @SuppressWarnings("unchecked")
  @Override
  public Outcome<GuardReading> read() {
    return (Outcome<GuardReading>) ask(new Request.Read(), Outcome.class);
  }

  @SuppressWarnings("unchecked")
  @Override
  public Outcome<Boolean> write(EpochRecord record) {
    return (Outcome<Boolean>) ask(new Request.Write(record), Outcome.class);
  }

  @Override
  public Moment now() {
    return Moment.ZERO.plus(RecordClaim.POLL.plusNanos(1).multipliedBy(pauses));
  }

  @Override
  public void pause(Duration duration) {
    ask(new Request.Pause(), Boolean.class);
    pauses++;
  }

  private <T> T ask(Request request, Class<T> type) {
    if (next == results.size()) {
      throw new Asked(request);
    }
    return type.cast(results.get(next++));
  }
}
