package io.hotpair.snmp;

import io.hotpair.core.model.Coded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UnsignedInteger32;

/** How values of the snapshot are written in the types of SMIv2 (RFC 2578) and of our MIB. */
final class Values {
  /** The longest {@code HotpairText}, in octets. */
  static final int LONGEST_TEXT = 255;

  private static final byte[] CUT = "…".getBytes(StandardCharsets.UTF_8);
  private static final long LARGEST_UNSIGNED = 0xffff_ffffL;
  private static final int NEVER_OCTETS = 8;

  private Values() {}

  /** A {@code HotpairText} or {@code HotpairName}; what is longer ends in an ellipsis. */
  static OctetString text(Object value) {
    byte[] octets = value.toString().getBytes(StandardCharsets.UTF_8);
    if (octets.length <= LONGEST_TEXT) {
      return new OctetString(octets);
    }
    int length = LONGEST_TEXT - CUT.length;
    while (isContinuation(octets[length])) {
      length--;
    }
    byte[] cut = Arrays.copyOf(octets, length + CUT.length);
    System.arraycopy(CUT, 0, cut, length, CUT.length);
    return new OctetString(cut);
  }

  private static boolean isContinuation(byte octet) {
    return (octet & 0xc0) == 0x80;
  }

  /** A text that may be missing; then empty. */
  static OctetString text(Optional<?> value) {
    return text(value.isPresent() ? value.get() : "");
  }

  /** A {@code TruthValue} (RFC 2579). */
  static Integer32 truth(boolean value) {
    return new Integer32(value ? 1 : 2);
  }

  /** An enumeration. */
  static Integer32 code(Coded word) {
    return new Integer32(word.code());
  }

  /** A counter, at or above 0. */
  static Counter64 counter(long value) {
    return new Counter64(value);
  }

  /** Nanoseconds as a gauge of microseconds, at most what fits. */
  static Gauge32 microsGauge(long nanos) {
    return new Gauge32(clamp(TimeUnit.NANOSECONDS.toMicros(nanos)));
  }

  /** A gauge, at most what fits. */
  static Gauge32 gauge(long value) {
    return new Gauge32(clamp(value));
  }

  /** An unsigned number, at most what fits. */
  static UnsignedInteger32 unsigned(long value) {
    return new UnsignedInteger32(clamp(value));
  }

  private static long clamp(long value) {
    return Math.clamp(value, 0, LARGEST_UNSIGNED);
  }

  /** Milliseconds, at most what fits; -1 stays -1. */
  static Integer32 span(long value) {
    return new Integer32(Math.clamp(value, -1, Integer.MAX_VALUE));
  }

  /** Nanoseconds as microseconds, at most what fits; -1 stays -1. */
  static Integer32 micros(long nanos) {
    return span(nanos < 0 ? -1 : TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  /** A share of 1 as percent; -1 stays -1. */
  static Integer32 percent(double share) {
    return new Integer32(share < 0 ? -1 : Math.clamp(Math.round(share * 100), 0, 100));
  }

  /** {@code DateAndTime} (RFC 2579) in UTC; eight zero octets for 0, which stands for never. */
  static OctetString time(long wallMillis) {
    if (wallMillis == 0) {
      return new OctetString(new byte[NEVER_OCTETS]);
    }
    ZonedDateTime time = Instant.ofEpochMilli(wallMillis).atZone(ZoneOffset.UTC);
    return new OctetString(
        new byte[] {
          (byte) (time.getYear() >> 8),
          (byte) time.getYear(),
          (byte) time.getMonthValue(),
          (byte) time.getDayOfMonth(),
          (byte) time.getHour(),
          (byte) time.getMinute(),
          (byte) time.getSecond(),
          (byte) (time.getNano() / 100_000_000),
          '+',
          0,
          0
        });
  }
}
