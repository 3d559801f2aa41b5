package io.hotpair.guard;

import io.hotpair.port.ScsiPath.Command;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a LUN says that it is: INQUIRY, page 83h, device identification (SPC-4, 7.8.6). Written as
 * Linux writes it in {@code /sys/block/…/device/wwid}: {@code naa.6001405…}, {@code eui.…}, {@code
 * t10.…}.
 */
final class DeviceIdentity {
  private static final byte INQUIRY = 0x12;
  private static final byte VITAL_PRODUCT_DATA = 1;
  private static final byte PAGE = (byte) 0x83;
  private static final int ROOM = 1024;
  private static final int HEADER = 4;

  private static final int ASSOCIATION_MASK = 0x30;
  private static final int TYPE_MASK = 0x0f;
  private static final int T10 = 1;
  private static final int EUI = 2;
  private static final int NAA = 3;

  private DeviceIdentity() {}

  static Command inquiry() {
    ByteBuffer block = ByteBuffer.allocate(6);
    block.put(0, INQUIRY).put(1, VITAL_PRODUCT_DATA).put(2, PAGE).putShort(3, (short) ROOM);
    return new Command(block.array(), new byte[0], ROOM);
  }

  /** The best designator of the LUN itself; empty if the page has none. */
  static Optional<String> of(byte[] page) {
    if (page.length < HEADER || page[1] != PAGE) {
      return Optional.empty();
    }
    int end = Math.min(page.length, HEADER + ByteBuffer.wrap(page).getShort(2));
    Optional<String> best = Optional.empty();
    int bestType = 0;
    for (int at = HEADER; at + HEADER <= end; ) {
      int length = Byte.toUnsignedInt(page[at + 3]);
      boolean ofLun = (page[at + 1] & ASSOCIATION_MASK) == 0;
      int type = page[at + 1] & TYPE_MASK;
      if (at + HEADER + length > end) {
        return best;
      }
      if (ofLun && type > bestType && type <= NAA) {
        best = Optional.of(text(type, Arrays.copyOfRange(page, at + HEADER, at + HEADER + length)));
        bestType = type;
      }
      at += HEADER + length;
    }
    return best;
  }

  private static String text(int type, byte[] designator) {
    return switch (type) {
      case T10 -> "t10." + new String(designator, StandardCharsets.US_ASCII).strip();
      case EUI -> "eui." + HexFormat.of().formatHex(designator);
      default -> "naa." + HexFormat.of().formatHex(designator);
    };
  }
}
