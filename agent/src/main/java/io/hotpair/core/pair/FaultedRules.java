package io.hotpair.core.pair;

import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Park;
import java.util.Optional;

/** A person has to look; nothing moves until one clears the fault. */
final class FaultedRules {
  private FaultedRules() {}

  static void begin(Step step, FaultCause cause, String detail, Epoch held) {
    step.forget();
    step.notice(
        NoticeKind.FAULTED,
        "",
        step.state().word().label(),
        "faulted",
        MoveReason.NONE,
        Fitness.sentence(cause) + ": " + detail + "; look, mend, then clear the fault");
    step.become(new State.Faulted(cause, detail, held), detail);
  }

  static void tick(Step step, State.Faulted faulted) {
    if (step.isLeaving()) {
      step.left();
    }
  }

  /** Clears the fault; a failed start that the LUN still speaks of is taken back first. */
  static void clear(Step step, State.Faulted faulted) {
    step.notice(
        NoticeKind.FAULT_CLEARED,
        "",
        "faulted",
        "joining",
        MoveReason.NONE,
        "the fault was cleared: " + Fitness.sentence(faulted.cause()));
    step.remember(old -> old.withFailedStart(""));
    Optional<EpochRecord> own = step.observed().reading().map(GuardReading::own);
    boolean parked =
        own.isPresent()
            && own.get().reason() == MoveReason.START_FAILED
            && own.get().disposition() != Disposition.HELD;
    if (parked) {
      step.park(
          new Park(
              own.get().epoch(), Disposition.RETREATED, "", MoveReason.NONE, own.get().executed()));
    } else {
      JoiningRules.begin(step, "the fault was cleared");
    }
  }

  static void guardAnswered(Step step, State.Faulted faulted) {
    JoiningRules.begin(step, "the fault was cleared");
  }
}
