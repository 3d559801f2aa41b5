package io.hotpair.guard;

import io.hotpair.core.model.LunName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import io.hotpair.port.LunSight;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.port.ScsiPath.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One LUN and its persistent reservation, command by command. Readings may be made by any thread;
 * what changes something is asked by one thread at a time.
 */
final class ReservedLun {
  /** A target has a unit attention for each thing that happened; more than these are a fault. */
  private static final int MOST_ATTENTIONS = 16;

  /** Two commands make a reading; so often it is tried again if somebody came between them. */
  private static final int MOST_READINGS = 8;

  private final LunName lun;
  private final ScsiLun device;
  private final Optional<String> wwid;
  private final int self;
  private volatile String identity = "";
  private volatile Optional<Reservation> seen = Optional.empty();

  /**
   * A LUN.
   *
   * @param wwid what it must say that it is; empty: whatever it says
   * @param self this node's id
   */
  ReservedLun(LunName lun, ScsiLun device, Optional<String> wwid, int self) {
    this.lun = lun;
    this.device = device;
    this.wwid = wwid;
    this.self = self;
  }

  /**
   * One reading.
   *
   * @param paths the ways to the LUN
   * @param generation counts the changes of the registrations
   */
  record Look(List<ScsiPath> paths, int generation, Reservation reservation) {
    boolean isHeldBy(RegistrationKey key) {
      return reservation.isHeldBy(key);
    }
  }

  /** For people. */
  String name() {
    return lun + " (" + device.name() + ")";
  }

  /** Asked for with every beat: without a stream. */
  static List<LunSight> sights(List<ReservedLun> luns) {
    LunSight[] sights = new LunSight[luns.size()];
    for (int place = 0; place < sights.length; place++) {
      sights[place] = luns.get(place).sight();
    }
    return List.of(sights);
  }

  LunSight sight() {
    return new LunSight(lun, identity, seen);
  }

  /**
   * Reads keys and holder together. {@code Failed}: there is a reservation of another type, which
   * is not Hotpair's; {@code Unknown}: no way answers, or what it says makes no sense.
   */
  Outcome<Look> look() {
    Outcome<List<ScsiPath>> ways = device.paths();
    if (!(ways instanceof Outcome.Succeeded<List<ScsiPath>>(List<ScsiPath> paths))) {
      seen = Optional.empty();
      return new Outcome.Unknown<>(ways.text());
    }
    String silent = "";
    for (ScsiPath path : paths) {
      Outcome<Look> outcome = look(paths, path);
      if (outcome instanceof Outcome.Succeeded<Look>(Look look)) {
        seen = Optional.of(look.reservation());
        return outcome;
      }
      if (outcome instanceof Outcome.Failed<Look>) {
        return outcome;
      }
      silent = outcome.text();
    }
    seen = Optional.empty();
    return new Outcome.Unknown<>(silent);
  }

  private Outcome<Look> look(List<ScsiPath> paths, ScsiPath path) {
    for (int attempt = 0; attempt < MOST_READINGS; attempt++) {
      Answer keysAnswer = send(path, PersistentReserve.readKeys());
      if (!(keysAnswer instanceof Answer.Good(byte[] keyBytes))) {
        return new Outcome.Unknown<>(text(path, "reading keys", keysAnswer));
      }
      Answer heldAnswer = send(path, PersistentReserve.readReservation());
      if (!(heldAnswer instanceof Answer.Good(byte[] heldBytes))) {
        return new Outcome.Unknown<>(text(path, "reading the reservation", heldAnswer));
      }
      Optional<PersistentReserve.Keys> keys = PersistentReserve.keys(keyBytes);
      Optional<PersistentReserve.Held> held = PersistentReserve.held(heldBytes);
      if (keys.isEmpty() || held.isEmpty()) {
        return new Outcome.Unknown<>(
            name() + ", " + path.name() + ": its keys or its reservation make no sense");
      }
      if (keys.get().generation() == held.get().generation()) {
        return judge(paths, keys.get(), held.get());
      }
    }
    return new Outcome.Unknown<>(name() + ": its keys change all the time");
  }

  private Outcome<Look> judge(
      List<ScsiPath> paths, PersistentReserve.Keys keys, PersistentReserve.Held held) {
    if (held.holder().isPresent() && held.type() != PersistentReserve.TYPE) {
      return new Outcome.Failed<>(
          name()
              + " is reserved by "
              + held.holder().get()
              + " with type "
              + held.type()
              + "; Hotpair's is type 5, Write Exclusive - Registrants Only");
    }
    return new Outcome.Succeeded<>(
        new Look(paths, keys.generation(), new Reservation(held.holder(), keys.keys())));
  }

  /**
   * Registers a key on one way, naming the key that stands there: this node's own from before, or
   * none. What is named wrongly conflicts and changes nothing. {@code Failed}: it is certainly not
   * registered.
   */
  Outcome<Boolean> register(ScsiPath path, Look look, RegistrationKey key) {
    for (RegistrationKey standing : standing(look, key)) {
      Answer answer = send(path, PersistentReserve.register(standing, key));
      switch (answer) {
        case Answer.Good good -> {
          return new Outcome.Succeeded<>(true);
        }
        case Answer.Conflict conflict -> {}
        case Answer.Check check -> {
          return new Outcome.Failed<>(text(path, "registering", check));
        }
        case Answer.None none -> {
          return afterSilence(path, key, text(path, "registering", none));
        }
      }
    }
    // A lower layer may have sent it twice: then it conflicts with its own first success.
    return prove(path, key);
  }

  private Outcome<Boolean> afterSilence(ScsiPath path, RegistrationKey key, String text) {
    Outcome<Boolean> proven = prove(path, key);
    return proven instanceof Outcome.Failed<Boolean>
        ? new Outcome.Failed<>(text + "; it was not done")
        : proven;
  }

  private List<RegistrationKey> standing(Look look, RegistrationKey key) {
    List<RegistrationKey> own = new ArrayList<>();
    if (look.reservation().lists(key)) {
      own.add(key);
    }
    for (RegistrationKey listed : look.reservation().registered()) {
      if (listed.isOf(self) && !own.contains(listed)) {
        own.add(listed);
      }
    }
    own.add(RegistrationKey.NONE);
    return own;
  }

  /**
   * Whether a key is registered on this very way: it is registered again, naming itself, which
   * changes nothing if it is, and conflicts if it is not.
   */
  Outcome<Boolean> prove(ScsiPath path, RegistrationKey key) {
    Answer answer = send(path, PersistentReserve.register(key, key));
    return switch (answer) {
      case Answer.Good good -> new Outcome.Succeeded<>(true);
      case Answer.Conflict conflict ->
          new Outcome.Failed<>(name() + ", " + path.name() + ": " + key + " is not registered");
      case Answer.Check check -> new Outcome.Unknown<>(text(path, "proving a key", check));
      case Answer.None none -> new Outcome.Unknown<>(text(path, "proving a key", none));
    };
  }

  /** Takes a registration back, if it is this key's. {@code Unknown}: it may still be there. */
  Outcome<Boolean> unregister(ScsiPath path, RegistrationKey key) {
    Answer answer = send(path, PersistentReserve.register(key, RegistrationKey.NONE));
    return switch (answer) {
      case Answer.Good good -> new Outcome.Succeeded<>(true);
      case Answer.Conflict conflict -> new Outcome.Succeeded<>(false);
      case Answer.Check check -> new Outcome.Unknown<>(text(path, "unregistering", check));
      case Answer.None none -> new Outcome.Unknown<>(text(path, "unregistering", none));
    };
  }

  /** Reserves; what came of it, the next reading tells. Gives the answer for people. */
  String reserve(ScsiPath path, RegistrationKey own) {
    return text(path, "reserving", send(path, PersistentReserve.reserve(own)));
  }

  /** Preempts; what came of it, the next reading tells. Gives the answer for people. */
  String preempt(ScsiPath path, RegistrationKey own, RegistrationKey other) {
    return text(
        path, "preempting " + other, send(path, PersistentReserve.preemptAndAbort(own, other)));
  }

  /**
   * Resets the LUN by any of its ways: all commands at it are aborted, whichever way they came. A
   * reset that may have been done on one way is tried on the next. {@code Unknown}: no way says
   * that it was done.
   */
  Outcome<Boolean> reset() {
    Outcome<List<ScsiPath>> ways = device.paths();
    if (!(ways instanceof Outcome.Succeeded<List<ScsiPath>>(List<ScsiPath> paths))) {
      return new Outcome.Unknown<>(ways.text());
    }
    String why = name() + " has no path";
    for (ScsiPath path : paths) {
      Outcome<Boolean> outcome = path.reset();
      if (outcome.succeeded()) {
        return outcome;
      }
      why = name() + ", " + path.name() + ", resetting the LUN: " + outcome.text();
    }
    return new Outcome.Unknown<>(why);
  }

  /** Whether it is the LUN that it should be; see {@link LunCheck#identify}. */
  Outcome<String> identify() {
    Outcome<String> outcome = new LunCheck(this, device).identify(wwid);
    if (outcome instanceof Outcome.Succeeded<String>(String found)) {
      identity = found;
    }
    return outcome;
  }

  /** Whether the target has all that the guard needs; see {@link LunCheck#able}. */
  Outcome<Boolean> check() {
    return new LunCheck(this, device).able();
  }

  /** A unit attention says that the command was not done: it is sent again. */
  static Answer send(ScsiPath path, Command command) {
    Answer answer = path.execute(command);
    for (int attempt = 1; attempt < MOST_ATTENTIONS && isAttention(answer); attempt++) {
      answer = path.execute(command);
    }
    return answer;
  }

  private static boolean isAttention(Answer answer) {
    return answer instanceof Answer.Check(int key, int code) && key == Answer.Check.UNIT_ATTENTION;
  }

  /** What came of a command, for people. */
  String text(ScsiPath path, String what, Answer answer) {
    String came =
        switch (answer) {
          case Answer.Good good -> "done";
          case Answer.Conflict conflict -> "reservation conflict";
          case Answer.Check(int key, int code) ->
              "refused with sense key %x, code %02x/%02x".formatted(key, code >> 8, code & 0xff);
          case Answer.None(String reason) -> reason;
        };
    return name() + ", " + path.name() + ", " + what + ": " + came;
  }
}
