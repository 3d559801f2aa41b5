package io.hotpair.guard;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import io.hotpair.port.ScsiPath.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a LUN is the right one, and its target able to guard it; changes nothing. */
final class LunCheck {
  /** Hotpair's, but of node 0 and epoch 0: nobody's. */
  private static final RegistrationKey UNUSED = new RegistrationKey(0x4850_0000_0000_0000L);

  private final ReservedLun lun;
  private final ScsiLun device;

  LunCheck(ReservedLun lun, ScsiLun device) {
    this.lun = lun;
    this.device = device;
  }

  /**
   * Whether it is the LUN that it should be, on every way that answers. {@code Failed}: it is
   * another one; {@code Unknown}: no way answers.
   *
   * @param wwid what it must say that it is; empty: whatever it says
   */
  Outcome<String> identify(Optional<String> wwid) {
    Outcome<List<ScsiPath>> ways = device.paths();
    if (!(ways instanceof Outcome.Succeeded<List<ScsiPath>>(List<ScsiPath> paths))) {
      return new Outcome.Unknown<>(ways.text());
    }
    String silent = "";
    Optional<String> found = Optional.empty();
    for (ScsiPath path : paths) {
      Answer answer = ReservedLun.send(path, DeviceIdentity.inquiry());
      if (!(answer instanceof Answer.Good(byte[] page))) {
        silent = lun.text(path, "asking what it is", answer);
        continue;
      }
      String says = DeviceIdentity.of(page).orElse("");
      if (wwid.isPresent() && !wwid.get().toLowerCase(Locale.ROOT).equals(says)) {
        return new Outcome.Failed<>(
            lun.name() + ", " + path.name() + " is LUN " + says + "; it must be " + wwid.get());
      }
      if (found.isPresent() && !found.get().equals(says)) {
        return new Outcome.Failed<>(
            lun.name()
                + ": "
                + path.name()
                + " leads to "
                + says
                + ", another way to "
                + found.get());
      }
      found = Optional.of(says);
    }
    if (found.isEmpty()) {
      return new Outcome.Unknown<>(silent);
    }
    return new Outcome.Succeeded<>(found.get());
  }

  /**
   * Whether the target has all that the guard needs. {@code Failed}: it says that it has not;
   * {@code Unknown}: it did not answer.
   */
  Outcome<Boolean> able() {
    Outcome<List<ScsiPath>> ways = device.paths();
    if (!(ways instanceof Outcome.Succeeded<List<ScsiPath>>(List<ScsiPath> paths))) {
      return new Outcome.Unknown<>(ways.text());
    }
    Outcome<Boolean> outcome = new Outcome.Unknown<>(lun.name() + " has no path");
    for (ScsiPath path : paths) {
      outcome = able(path);
      if (!(outcome instanceof Outcome.Unknown<Boolean>)) {
        return outcome;
      }
    }
    return outcome;
  }

  private Outcome<Boolean> able(ScsiPath path) {
    Answer answer = ReservedLun.send(path, PersistentReserve.reportCapabilities());
    if (answer instanceof Answer.Check) {
      return lacks("persistent reservations: " + lun.text(path, "asking for capabilities", answer));
    }
    if (!(answer instanceof Answer.Good(byte[] data))) {
      return new Outcome.Unknown<>(lun.text(path, "asking for capabilities", answer));
    }
    Optional<PersistentReserve.Capabilities> can = PersistentReserve.capabilities(data);
    if (can.isEmpty() || !can.get().type5()) {
      return lacks("reservations of type 5, Write Exclusive - Registrants Only");
    }
    if (!can.get().persists()) {
      return lacks("APTPL: it forgets who holds the LUN when it loses power");
    }
    // Names keys that no claim ever has: where the command is known it conflicts, and does nothing.
    Answer preempt = ReservedLun.send(path, PersistentReserve.preemptAndAbort(UNUSED, UNUSED));
    return switch (preempt) {
      case Answer.Conflict conflict -> new Outcome.Succeeded<>(true);
      case Answer.Good good -> lacks("truth: it preempts with a key that is not registered");
      case Answer.Check(int key, int code) ->
          key == Answer.Check.ILLEGAL_REQUEST
              ? lacks("PREEMPT AND ABORT: " + lun.text(path, "it answers", preempt))
              : new Outcome.Unknown<>(lun.text(path, "trying PREEMPT AND ABORT", preempt));
      case Answer.None none ->
          new Outcome.Unknown<>(lun.text(path, "trying PREEMPT AND ABORT", preempt));
    };
  }

  private Outcome<Boolean> lacks(String what) {
    return new Outcome.Failed<>("the target of " + lun.name() + " lacks " + what);
  }
}
