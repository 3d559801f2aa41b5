package io.hotpair.guard;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.RegistrationKey;
import io.hotpair.core.model.Reservation;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.port.ScsiLun;
import io.hotpair.port.ScsiPath;
import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.port.ScsiPath.Command;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The LUN of a trial: commands and their answers, as a claim sends them. */
final class TrialLun {
  /** As in {@link ReservedLun}: a unit attention says that the command was not done. */
  private static final int MOST_ATTENTIONS = 16;

  private static final byte READ_10 = 0x28;
  private static final byte WRITE_10 = 0x2a;
  private static final int BLOCK_LENGTH = 10;
  private static final int LARGEST_BLOCK = 4096;
  private static final int SMALLEST_BLOCK = 512;

  private final ScsiLun device;
  private final ReservedLun lun;

  TrialLun(LunSpec spec, ScsiLun device) {
    this.device = device;
    // It asks this one to look only; whose node id it is matters to claims alone.
    this.lun = new ReservedLun(spec.name(), device, spec.wwid(), 1);
  }

  Outcome<String> identify() {
    return lun.identify();
  }

  Outcome<Reservation> look() {
    return switch (lun.look()) {
      case Outcome.Succeeded<ReservedLun.Look>(ReservedLun.Look look) ->
          new Outcome.Succeeded<>(look.reservation());
      case Outcome.Failed<ReservedLun.Look> failed -> new Outcome.Failed<>(failed.reason());
      case Outcome.TimedOut<ReservedLun.Look> late -> new Outcome.TimedOut<>(late.after());
      case Outcome.Unknown<ReservedLun.Look> unknown -> new Outcome.Unknown<>(unknown.reason());
    };
  }

  /** The ways that this node has now; none if it can't tell. */
  List<ScsiPath> paths() {
    return device.paths() instanceof Outcome.Succeeded<List<ScsiPath>>(List<ScsiPath> paths)
        ? paths
        : List.of();
  }

  /** Resets it; an answer as a command's, for whoever judges it. */
  Answer reset(ScsiPath path) {
    Outcome<Boolean> outcome = path.reset();
    return outcome.succeeded() ? new Answer.Good(new byte[0]) : new Answer.None(outcome.text());
  }

  Answer register(ScsiPath path, RegistrationKey standing, RegistrationKey key) {
    return send(path, PersistentReserve.register(standing, key));
  }

  Answer reserve(ScsiPath path, RegistrationKey key) {
    return send(path, PersistentReserve.reserve(key));
  }

  Answer preempt(ScsiPath path, RegistrationKey key, RegistrationKey other) {
    return send(path, PersistentReserve.preemptAndAbort(key, other));
  }

  /** Empty: the target did not say; what it answered is in {@code said}. */
  Optional<PersistentReserve.Capabilities> capabilities(ScsiPath path, List<String> said) {
    Answer answer = send(path, PersistentReserve.reportCapabilities());
    said.add(text(answer));
    return answer instanceof Answer.Good(byte[] data)
        ? PersistentReserve.capabilities(data)
        : Optional.empty();
  }

  /** The first block's content; empty if it can't be read. */
  Optional<byte[]> firstBlock(ScsiPath path) {
    Command read = new Command(block(READ_10), new byte[0], LARGEST_BLOCK);
    return send(path, read) instanceof Answer.Good(byte[] data) && data.length >= SMALLEST_BLOCK
        ? Optional.of(data)
        : Optional.empty();
  }

  /** Writes the first block. */
  Answer writeFirstBlock(ScsiPath path, byte[] content) {
    return send(path, new Command(block(WRITE_10), content, 0));
  }

  /** One block, the first. */
  private static byte[] block(byte operation) {
    return ByteBuffer.allocate(BLOCK_LENGTH).put(0, operation).putShort(7, (short) 1).array();
  }

  private static Answer send(ScsiPath path, Command command) {
    Answer answer = path.execute(command);
    for (int attempt = 1; attempt < MOST_ATTENTIONS && isAttention(answer); attempt++) {
      answer = path.execute(command);
    }
    return answer;
  }

  private static boolean isAttention(Answer answer) {
    return answer instanceof Answer.Check(int key, int code) && key == Answer.Check.UNIT_ATTENTION;
  }

  /** An answer for people. */
  static String text(Answer answer) {
    return switch (answer) {
      case Answer.Good good -> "done";
      case Answer.Conflict conflict -> "reservation conflict";
      case Answer.Check(int key, int code) ->
          "refused with sense key %x, code %02x/%02x".formatted(key, code >> 8, code & 0xff);
      case Answer.None(String reason) -> reason;
    };
  }

  /** What a LUN says of its reservation, for people. */
  static String text(Reservation reservation) {
    List<String> keys = new ArrayList<>();
    reservation.registered().forEach(key -> keys.add(key.toString()));
    String holder = reservation.holder().map(Object::toString).orElse("nobody");
    return "held by " + holder + ", registered: " + (keys.isEmpty() ? "none" : keys);
  }
}
