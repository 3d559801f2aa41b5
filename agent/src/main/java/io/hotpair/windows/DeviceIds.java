package io.hotpair.windows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The identifiers of page 83h, as STORAGE_DEVICE_ID_DESCRIPTOR has them. */
final class DeviceIds {
  private static final long HEAD = Layouts.STORAGE_DEVICE_ID_DESCRIPTOR.byteSize();
  private static final long IDENTIFIER_HEAD = Layouts.STORAGE_IDENTIFIER.byteSize();
  private static final VarHandle COUNT =
      Layouts.field(Layouts.STORAGE_DEVICE_ID_DESCRIPTOR, "NumberOfIdentifiers");
  private static final VarHandle CODE_SET = field("CodeSet");
  private static final VarHandle TYPE = field("Type");
  private static final VarHandle SIZE = field("IdentifierSize");
  private static final VarHandle NEXT = field("NextOffset");
  private static final VarHandle ASSOCIATION = field("Association");

  /** StorageIdCodeSetBinary; the others are texts. */
  private static final int BINARY = 1;

  private static final int MOST = 64;

  private DeviceIds() {}

  /**
   * One.
   *
   * @param type as page 83h numbers them: 1 T10, 2 EUI-64, 3 NAA, 8 SCSI name
   * @param text hexadecimal digits, or the text that it is
   */
  record Id(int type, String text) {
    private static final int T10 = 1;
    private static final int EUI = 2;
    private static final int NAA = 3;

    /** With the word that Linux, and the site file's wwid, put before it. */
    String prefixed() {
      return switch (type) {
        case T10 -> "t10." + text;
        case EUI -> "eui." + text;
        case NAA -> "naa." + text;
        default -> text;
      };
    }
  }

  private static VarHandle field(String name) {
    return Layouts.field(Layouts.STORAGE_IDENTIFIER, name);
  }

  /** Those of the device itself; what is cut off or leads out of the answer ends the list. */
  static List<Id> of(MemorySegment answer) {
    List<Id> ids = new ArrayList<>();
    if (answer.byteSize() < HEAD) {
      return ids;
    }
    int count = Math.clamp((int) COUNT.get(head(answer, 0, HEAD), 0L), 0, MOST);
    long at = HEAD;
    for (int place = 0; place < count && at + IDENTIFIER_HEAD <= answer.byteSize(); place++) {
      MemorySegment head = head(answer, at, IDENTIFIER_HEAD);
      int size = Short.toUnsignedInt((short) SIZE.get(head, 0L));
      if (at + IDENTIFIER_HEAD + size > answer.byteSize()) {
        break;
      }
      byte[] bytes = answer.asSlice(at + IDENTIFIER_HEAD, size).toArray(ValueLayout.JAVA_BYTE);
      if ((int) ASSOCIATION.get(head, 0L) == 0) {
        ids.add(new Id((int) TYPE.get(head, 0L), text((int) CODE_SET.get(head, 0L), bytes)));
      }
      int next = Short.toUnsignedInt((short) NEXT.get(head, 0L));
      if (next == 0) {
        break;
      }
      at += next;
    }
    return ids;
  }

  /** A copy, for it may lie at any byte. */
  private static MemorySegment head(MemorySegment answer, long at, long length) {
    return MemorySegment.ofArray(
        answer.asSlice(at, length).toArray(ValueLayout.JAVA_INT_UNALIGNED));
  }

  private static String text(int codeSet, byte[] bytes) {
    return codeSet == BINARY
        ? HexFormat.of().formatHex(bytes)
        : new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  /** Whether one of them is meant: as Get-Disk shows it, or as a wwid, in any case. */
  static boolean matches(List<Id> ids, String wanted) {
    String plain = wanted.strip().toLowerCase(Locale.ROOT);
    return ids.stream()
        .anyMatch(
            id ->
                id.text().toLowerCase(Locale.ROOT).equals(plain)
                    || id.prefixed().toLowerCase(Locale.ROOT).equals(plain));
  }
}
