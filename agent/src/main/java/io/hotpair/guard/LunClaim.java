package io.hotpair.guard;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.port.ScsiPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes one LUN with one key: registers, preempts the holder that was read, takes all other
 * registrations away, registers on the other ways. After each command the reading decides, not its
 * answer: a repeated command conflicts with its own first success.
 */
final class LunClaim {
  /** So many foreign registrations are taken away, one after the other, before it gives up. */
  private static final int MOST_PREEMPTIONS = 64;

  private final ReservedLun lun;
  private final RegistrationKey key;
  private final List<ScsiPath> registered = new ArrayList<>();

  /** Ways on which it may be registered, for they did not answer. */
  private final List<ScsiPath> silent = new ArrayList<>();

  LunClaim(ReservedLun lun, RegistrationKey key) {
    this.lun = lun;
    this.key = key;
  }

  /**
   * What is held now.
   *
   * @param look the last reading: held by the key, no other key registered
   * @param paths the ways that the key is registered on
   */
  record Taken(ReservedLun.Look look, List<ScsiPath> paths) {}

  /**
   * Takes it from the holder that the claim was decided upon. {@code Failed}: not held by this key,
   * and it is registered nowhere; {@code Unknown}: only a later reading tells.
   *
   * @param holder the holder's key as it was read; empty: there was no reservation
   */
  Outcome<Taken> take(Optional<RegistrationKey> holder) {
    Outcome<ReservedLun.Look> first = lun.look();
    if (!(first instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look before))) {
      return unread(first);
    }
    if (!before.isHeldBy(key) && !before.reservation().holder().equals(holder)) {
      return new Outcome.Failed<>(passedOn(holder, before));
    }
    Outcome<ScsiPath> led = registerOne(before);
    if (!(led instanceof Outcome.Succeeded<ScsiPath>(ScsiPath lead))) {
      return led instanceof Outcome.Failed<ScsiPath>
          ? new Outcome.Failed<>(led.text())
          : new Outcome.Unknown<>(led.text());
    }
    Outcome<ReservedLun.Look> second = lun.look();
    if (!(second instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look))) {
      return new Outcome.Unknown<>(second.text());
    }
    if (!look.isHeldBy(key)) {
      if (!look.reservation().holder().equals(holder)) {
        return giveUp(passedOn(holder, look));
      }
      String answer =
          holder.isPresent() ? lun.preempt(lead, key, holder.get()) : lun.reserve(lead, key);
      Outcome<Taken> decided = decide(answer);
      if (!decided.succeeded()) {
        return decided;
      }
    }
    return alone(lead);
  }

  private String passedOn(Optional<RegistrationKey> holder, ReservedLun.Look look) {
    return lun.name()
        + " is held by "
        + look.reservation().holder().map(Object::toString).orElse("nobody")
        + ", not by "
        + holder.map(Object::toString).orElse("nobody")
        + " any more";
  }

  private Outcome<Taken> decide(String answer) {
    return switch (lun.look()) {
      case Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look) ->
          look.isHeldBy(key)
              ? new Outcome.Succeeded<>(new Taken(look, List.copyOf(registered)))
              : giveUp(answer);
      case Outcome.Failed<ReservedLun.Look> failed -> giveUp(failed.text());
      case Outcome.TimedOut<ReservedLun.Look> late -> new Outcome.Unknown<>(late.text());
      case Outcome.Unknown<ReservedLun.Look> unknown -> new Outcome.Unknown<>(unknown.reason());
    };
  }

  /** On the first way that takes it: one that does not answer keeps no other from it. */
  private Outcome<ScsiPath> registerOne(ReservedLun.Look look) {
    String why = lun.name() + " has no path";
    for (ScsiPath path : look.paths()) {
      Outcome<Boolean> outcome = lun.register(path, look, key);
      if (outcome.succeeded()) {
        registered.add(path);
        return new Outcome.Succeeded<>(path);
      }
      if (!(outcome instanceof Outcome.Failed<Boolean>)) {
        silent.add(path);
      }
      why = outcome.text();
    }
    return isNowhere() ? new Outcome.Failed<>(why) : new Outcome.Unknown<>(why);
  }

  /**
   * Whether no way has the key: what was asked for on a way that did not answer is over, one way or
   * the other, so the list of keys tells what came of it.
   */
  private boolean isNowhere() {
    return silent.isEmpty()
        || lun.look() instanceof Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look)
            && !look.reservation().lists(key);
  }

  /** Takes all other keys away by name, then registers on the other ways. */
  private Outcome<Taken> alone(ScsiPath lead) {
    Outcome<Taken> purged = purge(lead);
    if (!(purged instanceof Outcome.Succeeded<Taken>(Taken taken))) {
      return purged;
    }
    for (ScsiPath path : taken.look().paths()) {
      boolean known = registered.stream().anyMatch(one -> one.name().equals(path.name()));
      // A way that does not answer, or has another's key, carries nothing; an audit may add it.
      if (!known && lun.register(path, taken.look(), key).succeeded()) {
        registered.add(path);
      }
    }
    return decide("");
  }

  private Outcome<Taken> purge(ScsiPath lead) {
    String answer = "";
    for (int round = 0; round < MOST_PREEMPTIONS; round++) {
      Outcome<Taken> held = decide(answer);
      if (!(held instanceof Outcome.Succeeded<Taken>(Taken taken))) {
        return held;
      }
      Optional<RegistrationKey> other =
          taken.look().reservation().registered().stream()
              .filter(listed -> !listed.equals(key))
              .findFirst();
      if (other.isEmpty()) {
        return held;
      }
      answer = lun.preempt(lead, key, other.get());
    }
    return new Outcome.Unknown<>("other keys stay registered: " + answer);
  }

  /**
   * Takes the registrations back. The holder is another by the last reading, and nothing of this
   * claim is under way, so this key can't become the holder's.
   */
  private Outcome<Taken> giveUp(String reason) {
    for (ScsiPath path : registered) {
      if (!lun.unregister(path, key).succeeded()) {
        return mayStay(reason);
      }
    }
    return isNowhere() ? new Outcome.Failed<>(reason) : mayStay(reason);
  }

  private Outcome<Taken> mayStay(String reason) {
    return new Outcome.Unknown<>(reason + "; and " + key + " may still be registered");
  }

  private static Outcome<Taken> unread(Outcome<ReservedLun.Look> look) {
    return look instanceof Outcome.Failed<ReservedLun.Look>
        ? new Outcome.Failed<>(look.text())
        : new Outcome.Unknown<>(look.text());
  }
}
