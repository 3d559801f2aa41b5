package io.hotpair.guard;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import io.hotpair.port.ScsiPath;
import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.port.TrialReport.Result;
import io.hotpair.port.TrialReport.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The steps of a trial, in the order of a claim. As in a claim the reading decides, and not the
 * answer alone. With two ways, each a nexus of its own, the second stands for the peer; with one,
 * what takes two is not tried, and said so.
 */
final class TrialSteps {
  private static final String OF_ANOTHER = "PREEMPT AND ABORT of another nexus";
  private static final String UNREGISTERED = "write of an unregistered nexus";
  private static final String PREEMPTED = "write of a preempted nexus";

  private final TrialLun lun;
  private final TrialKeys keys;
  private final BooleanSupplier interrupted;
  private final List<Step> steps;

  TrialSteps(TrialLun lun, TrialKeys keys, BooleanSupplier interrupted, List<Step> steps) {
    this.lun = lun;
    this.keys = keys;
    this.interrupted = interrupted;
    this.steps = steps;
  }

  void run() {
    List<ScsiPath> ways = lun.paths();
    if (ways.isEmpty()) {
      add("REGISTER", Result.UNKNOWN, "the LUN has no path now");
      return;
    }
    ScsiPath lead = ways.getFirst();
    if (!register(lead) || !persistence(lead) || !reserve(lead) || !reset(lead)) {
      return;
    }
    Optional<ScsiPath> other = ways.size() > 1 ? Optional.of(ways.get(1)) : Optional.empty();
    if (other.isPresent()) {
      byTwo(lead, other.get());
    } else {
      byOne(lead, "this node has one way to the LUN");
    }
  }

  private boolean register(ScsiPath lead) {
    if (isInterrupted()) {
      return false;
    }
    Answer answer = lun.register(lead, RegistrationKey.NONE, keys.holder());
    return judged("REGISTER with APTPL", lead, answer, registeredOnce());
  }

  private Wanted registeredOnce() {
    return new Wanted(
        "the key is listed, and nobody holds",
        found ->
            found.holder().isEmpty()
                && !found.registered().isEmpty()
                && found.registered().stream().allMatch(keys.holder()::equals));
  }

  private boolean persistence(ScsiPath lead) {
    if (isInterrupted()) {
      return false;
    }
    String what = "APTPL";
    List<String> said = new ArrayList<>();
    Optional<PersistentReserve.Capabilities> can = lun.capabilities(lead, said);
    if (can.isEmpty()) {
      return add(what, Result.UNKNOWN, "asking for capabilities: " + said.getFirst());
    }
    return can.get().persists() && can.get().persisting()
        ? add(what, Result.RIGHT, "the target says that it is active")
        : add(what, Result.WRONG, "accepted, but the target does not say that it is active");
  }

  private boolean reserve(ScsiPath lead) {
    if (isInterrupted()) {
      return false;
    }
    Answer answer = lun.reserve(lead, keys.holder());
    return judged(
        "RESERVE, type 5",
        lead,
        answer,
        new Wanted("the key holds, with this type", found -> found.isHeldBy(keys.holder())));
  }

  private boolean reset(ScsiPath lead) {
    if (isInterrupted()) {
      return false;
    }
    Answer answer = lun.reset(lead);
    return judged(
        "LOGICAL UNIT RESET",
        lead,
        answer,
        new Wanted("the reservation stands", found -> found.isHeldBy(keys.holder())));
  }

  /** The second way is a nexus that the first knows nothing of, as the peer is. */
  private void byTwo(ScsiPath lead, ScsiPath other) {
    if (isInterrupted()) {
      return;
    }
    if (!isNexusOfItsOwn(other)) {
      byOne(lead, "the target takes this node's ways for one nexus");
      return;
    }
    write(UNREGISTERED, lead, other);
    if (isInterrupted()) {
      return;
    }
    Answer second = lun.register(other, RegistrationKey.NONE, keys.challenger());
    boolean registered =
        judged(
            "REGISTER of the second nexus",
            other,
            second,
            new Wanted(
                "both are listed, the first holds",
                found -> found.isHeldBy(keys.holder()) && found.lists(keys.challenger())));
    if (!registered
        || isInterrupted()
        || !refusal(other, keys.stale(), keys.holder())
        || isInterrupted()) {
      return;
    }
    Answer preempt = lun.preempt(other, keys.challenger(), keys.holder());
    boolean taken =
        judged(
            OF_ANOTHER,
            other,
            preempt,
            new Wanted(
                "the second holds, the first is not registered any more",
                found -> found.isHeldBy(keys.challenger()) && !found.lists(keys.holder())));
    if (taken && !isInterrupted()) {
      write(PREEMPTED, other, lead);
    }
  }

  /** A registration that names none where one stands conflicts: then both ways are one nexus. */
  private boolean isNexusOfItsOwn(ScsiPath other) {
    Answer answer = lun.register(other, RegistrationKey.NONE, keys.challenger());
    lun.register(other, keys.challenger(), RegistrationKey.NONE);
    return !(answer instanceof Answer.Conflict);
  }

  /** One nexus re-keys itself: its first key is then a stale one. */
  private void byOne(ScsiPath lead, String why) {
    if (isInterrupted()) {
      return;
    }
    Answer again = lun.register(lead, keys.holder(), keys.challenger());
    boolean keyed =
        judged(
            "REGISTER of the next epoch",
            lead,
            again,
            new Wanted(
                "the new key holds, the old is gone",
                found -> found.isHeldBy(keys.challenger()) && !found.lists(keys.holder())));
    if (keyed && !isInterrupted() && refusal(lead, keys.holder(), keys.challenger())) {
      Answer preempt = lun.preempt(lead, keys.challenger(), keys.challenger());
      judged(
          "PREEMPT AND ABORT of its own nexus",
          lead,
          preempt,
          new Wanted("it holds", found -> found.isHeldBy(keys.challenger())));
    }
    for (String untried : List.of(UNREGISTERED, OF_ANOTHER, PREEMPTED)) {
      add(untried, Result.NOT_TRIED, why + "; it takes a second nexus, as the peer's");
    }
  }

  /** A PREEMPT that names a key which is not registered must conflict and change nothing. */
  private boolean refusal(ScsiPath by, RegistrationKey stale, RegistrationKey holder) {
    String what = "PREEMPT AND ABORT naming a stale key";
    Answer answer = lun.preempt(by, keys.challenger(), stale);
    if (!(lun.look() instanceof Outcome.Succeeded<Reservation>(Reservation found))) {
      return add(what, Result.UNKNOWN, text(by, answer) + "; no reading after it");
    }
    String seen = text(by, answer) + "; " + TrialLun.text(found);
    return switch (answer) {
      case Answer.Conflict conflict ->
          add(what, found.isHeldBy(holder) ? Result.RIGHT : Result.WRONG, seen);
      case Answer.Good good -> add(what, Result.WRONG, seen);
      case Answer.Check check -> add(what, Result.WRONG, seen);
      case Answer.None none -> add(what, Result.UNKNOWN, seen);
    };
  }

  /**
   * A write that the target must refuse. It carries what the block has already, as the nexus that
   * may write has just read it: a target that takes it changes nothing.
   */
  private boolean write(String what, ScsiPath reader, ScsiPath writer) {
    Optional<byte[]> content = lun.firstBlock(reader);
    if (content.isEmpty()) {
      return add(what, Result.UNKNOWN, "the first block can't be read by " + reader.name());
    }
    Answer answer = lun.writeFirstBlock(writer, content.get());
    return switch (answer) {
      case Answer.Conflict conflict -> add(what, Result.RIGHT, text(writer, answer));
      case Answer.Good good -> taken(what, reader, writer);
      case Answer.Check check -> add(what, Result.UNKNOWN, text(writer, answer));
      case Answer.None none -> add(what, Result.UNKNOWN, text(writer, answer));
    };
  }

  /** One initiator's two ways can't tell a target that goes by initiators from one that lies. */
  private boolean taken(String what, ScsiPath reader, ScsiPath writer) {
    String seen = writer.name() + ": the target took it";
    String initiator = writer.initiator();
    return initiator.isEmpty() || !initiator.equals(reader.initiator())
        ? add(what, Result.WRONG, seen)
        : add(
            what,
            Result.BY_INITIATOR,
            seen + "; both ways are those of one initiator, " + initiator);
  }

  /** What a reading must show. */
  private record Wanted(String text, Predicate<Reservation> shown) {}

  private boolean judged(String what, ScsiPath path, Answer answer, Wanted wanted) {
    Outcome<Reservation> read = lun.look();
    if (!(read instanceof Outcome.Succeeded<Reservation>(Reservation found))) {
      return add(what, Result.UNKNOWN, text(path, answer) + "; then " + read.text());
    }
    if (wanted.shown().test(found)) {
      return answer instanceof Answer.Good
          ? add(what, Result.RIGHT, path.name() + ": " + wanted.text())
          : add(what, Result.UNKNOWN, text(path, answer) + ", and yet " + wanted.text());
    }
    String seen = text(path, answer) + "; " + TrialLun.text(found);
    return answer instanceof Answer.None
        ? add(what, Result.UNKNOWN, seen)
        : add(what, Result.WRONG, seen);
  }

  private static String text(ScsiPath path, Answer answer) {
    return path.name() + ": " + TrialLun.text(answer);
  }

  private boolean isInterrupted() {
    if (interrupted.getAsBoolean()) {
      add("the rest", Result.UNKNOWN, "interrupted");
      return true;
    }
    return false;
  }

  /** Gives whether to go on. */
  private boolean add(String what, Result result, String text) {
    steps.add(new Step(what, result, text));
    return result == Result.RIGHT;
  }
}
