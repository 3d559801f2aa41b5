package io.hotpair.windows;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/** What Windows says of a network interface, so that a fake can stand for it. */
interface InterfaceCalls {
  /** Characters of IF_MAX_STRING_SIZE and its end, of 2 bytes each. */
  long NAME_BYTES = 2 * 257;

  /** The part of MIB_IF_ROW2 (netioapi.h) up to what is read here. */
  StructLayout ROW =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_LONG.withName("InterfaceLuid"),
          ValueLayout.JAVA_INT.withName("InterfaceIndex"),
          MemoryLayout.sequenceLayout(16, ValueLayout.JAVA_BYTE).withName("InterfaceGuid"),
          MemoryLayout.sequenceLayout(NAME_BYTES, ValueLayout.JAVA_BYTE).withName("Alias"),
          MemoryLayout.sequenceLayout(NAME_BYTES, ValueLayout.JAVA_BYTE).withName("Description"),
          ValueLayout.JAVA_INT.withName("PhysicalAddressLength"),
          MemoryLayout.sequenceLayout(32, ValueLayout.JAVA_BYTE).withName("PhysicalAddress"),
          MemoryLayout.sequenceLayout(32, ValueLayout.JAVA_BYTE)
              .withName("PermanentPhysicalAddress"),
          ValueLayout.JAVA_INT.withName("Mtu"),
          ValueLayout.JAVA_INT.withName("Type"),
          ValueLayout.JAVA_INT.withName("TunnelType"),
          ValueLayout.JAVA_INT.withName("MediaType"),
          ValueLayout.JAVA_INT.withName("PhysicalMediumType"),
          ValueLayout.JAVA_INT.withName("AccessType"),
          ValueLayout.JAVA_INT.withName("DirectionType"),
          ValueLayout.JAVA_BYTE.withName("InterfaceAndOperStatusFlags"),
          MemoryLayout.paddingLayout(3),
          ValueLayout.JAVA_INT.withName("OperStatus"),
          ValueLayout.JAVA_INT.withName("AdminStatus"),
          ValueLayout.JAVA_INT.withName("MediaConnectState"));

  /** Bytes of the whole structure: counters follow. */
  long ROW_BYTES = 1352;

  /**
   * Whether an interface's medium is connected; empty if Windows does not say.
   *
   * @param index as in {@link java.net.NetworkInterface#getIndex}
   */
  Optional<Boolean> connected(int index);

  /** The real call: GetIfEntry2 of iphlpapi. */
  final class IpHelper implements InterfaceCalls {
    private static final VarHandle INDEX = Layouts.field(ROW, "InterfaceIndex");
    private static final VarHandle MEDIA = Layouts.field(ROW, "MediaConnectState");
    private static final int CONNECTED = 1;
    private static final int DISCONNECTED = 2;

    /** Bound at the first use, for only Windows has it. */
    private static final class Functions {
      private static final MethodHandle GET_IF_ENTRY =
          Kernel32.swiftFunction(
              "iphlpapi",
              "GetIfEntry2",
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    @Override
    public Optional<Boolean> connected(int index) {
      MemorySegment row = MemorySegment.ofArray(new long[(int) (ROW_BYTES / Long.BYTES)]);
      INDEX.set(row, 0L, index);
      try {
        int error = (int) Functions.GET_IF_ENTRY.invokeExact(row);
        return error == 0 ? connected(row) : Optional.empty();
      } catch (Throwable wrong) {
        throw Kernel32.broken(wrong);
      }
    }

    static Optional<Boolean> connected(MemorySegment row) {
      return switch ((int) MEDIA.get(row, 0L)) {
        case CONNECTED -> Optional.of(true);
        case DISCONNECTED -> Optional.of(false);
        default -> Optional.empty();
      };
    }
  }
}
