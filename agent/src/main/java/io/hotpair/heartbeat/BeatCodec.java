package io.hotpair.heartbeat;

import static io.hotpair.heartbeat.Fields.flag;
import static io.hotpair.heartbeat.Fields.getFlags;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A beat as bytes, the same in a datagram and in a beat block. Big-endian:
 *
 * <pre>
 *  0  1  sender                 35  8  echo: sequence
 *  1  8  boot id                43  8  echo: sent, nanoseconds
 *  9  8  sequence               51  8  echo: held, nanoseconds
 * 17  8  sent, nanoseconds      59  2  number of reports
 * 25  8  digest                 61  …  reports, see {@link ReportCodec}
 * 33  1  flags; bits 3 to 5: the sender's health, 0 for "not said"
 * 34  1  hears: two bits for each path, 0 for "not said"
 *     …  extensions of later versions, see {@link Extensions}
 * </pre>
 *
 * <p>Texts for people are cut where a limit says so; all else comes back as it was. Not for two
 * threads at once.
 */
final class BeatCodec {
  private static final int PUBLIC_UP = 1;
  private static final int LEAVING = 2;
  private static final int PROBE = 4;
  private static final int HEALTH = 0x38;
  private static final int HEALTH_SHIFT = 3;

  private static final PathKind[] PATH_KINDS = PathKind.values();
  private static final HealthVerdict[] VERDICTS = HealthVerdict.values();
  private static final PathState[] PATH_STATES = PathState.values();

  private final ByteBuffer report = ByteBuffer.allocate(ReportCodec.LARGEST);

  /**
   * Writes a beat with as many of its reports as fit.
   *
   * @param from the first report to write
   * @param into needs room for the beat and one report at least: {@link ReportCodec#LARGEST} + 61
   * @return the first report that did not fit; the number of reports if all did
   */
  int encode(Beat beat, int from, ByteBuffer into) {
    into.put((byte) beat.sender()).putLong(beat.boot().value()).putLong(beat.sequence());
    into.putLong(beat.sent().nanos()).putLong(beat.digest());
    into.put(
        (byte)
            (flag(beat.publicUp(), PUBLIC_UP)
                | flag(beat.leaving(), LEAVING)
                | flag(beat.probe(), PROBE)
                | healthBits(beat.health())));
    into.put((byte) hearsBits(beat.hears()));
    into.putLong(beat.echo().sequence()).putLong(beat.echo().sent().nanos());
    into.putLong(beat.echo().heldNanos());
    int countAt = into.position();
    into.putShort((short) 0);
    int next = from;
    while (next < beat.reports().size()) {
      ReportCodec.encode(beat.reports().get(next), report.clear());
      if (report.flip().remaining() > into.remaining()) {
        break;
      }
      into.put(report);
      next++;
    }
    into.putShort(countAt, (short) (next - from));
    return next;
  }

  /**
   * Reads a beat, and passes over what only a later version understands; empty if it is malformed
   * in any way.
   */
  static Optional<Beat> decode(ByteBuffer from) {
    try {
      Beat beat = read(from);
      Extensions.skip(from);
      return Optional.of(beat);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Beat read(ByteBuffer from) {
    int sender = Byte.toUnsignedInt(from.get());
    BootId boot = new BootId(from.getLong());
    long sequence = from.getLong();
    Moment sent = getMoment(from);
    long digest = from.getLong();
    int flags = getFlags(from, PUBLIC_UP | LEAVING | PROBE | HEALTH);
    Map<PathKind, PathState> hears = hears(getFlags(from, 0x3f));
    Beat.Echo echo = new Beat.Echo(from.getLong(), getMoment(from), from.getLong());
    if (sender == 0 || boot.equals(BootId.NONE) || sequence <= 0 || echo.sequence() < 0) {
      throw new IllegalArgumentException("no sender, no boot id, or a bad sequence");
    }
    int count = Short.toUnsignedInt(from.getShort());
    // The list grows with what is really there: the count alone must not cost memory.
    List<PairReport> reports = new ArrayList<>(Math.min(count, 16));
    for (int i = 0; i < count; i++) {
      reports.add(ReportCodec.decode(from));
    }
    return new Beat(
        sender,
        boot,
        sequence,
        sent,
        echo,
        hears,
        digest,
        (flags & PUBLIC_UP) != 0,
        health((flags & HEALTH) >> HEALTH_SHIFT),
        (flags & LEAVING) != 0,
        (flags & PROBE) != 0,
        reports);
  }

  private static Moment getMoment(ByteBuffer from) {
    long nanos = from.getLong();
    if (nanos < 0) {
      throw new IllegalArgumentException("a clock below its origin");
    }
    return new Moment(nanos);
  }

  // Unknown is not said: what says nothing of its health reads as it did before there was any.
  private static int healthBits(HealthVerdict health) {
    return health == HealthVerdict.UNKNOWN ? 0 : health.code() << HEALTH_SHIFT;
  }

  private static HealthVerdict health(int code) {
    for (HealthVerdict verdict : VERDICTS) {
      if (verdict.code() == code && verdict != HealthVerdict.UNKNOWN) {
        return verdict;
      }
    }
    if (code != 0) {
      throw new IllegalArgumentException("health " + code);
    }
    return HealthVerdict.UNKNOWN;
  }

  private static int hearsBits(Map<PathKind, PathState> hears) {
    int bits = 0;
    for (PathKind kind : PATH_KINDS) {
      PathState state = hears.get(kind);
      bits |= (state == null ? 0 : state.code()) << shift(kind);
    }
    return bits;
  }

  private static Map<PathKind, PathState> hears(int bits) {
    Map<PathKind, PathState> hears = new EnumMap<>(PathKind.class);
    for (PathKind kind : PATH_KINDS) {
      int code = bits >> shift(kind) & 3;
      for (PathState state : PATH_STATES) {
        if (state.code() == code) {
          hears.put(kind, state);
        }
      }
    }
    return hears;
  }

  private static int shift(PathKind kind) {
    return 2 * (kind.code() - 1);
  }
}
