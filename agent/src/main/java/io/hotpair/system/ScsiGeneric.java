package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.ScsiPath;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.function.Function;

/**
 * One SCSI disk of Linux as a way to its LUN, by the ioctl SG_IO (the kernel's {@code scsi/sg.h}).
 * The kernel answers when the command is done, or when its deadline has passed and its error
 * handling has aborted it: what has returned is not under way any more.
 */
final class ScsiGeneric implements ScsiPath {
  private static final int READ_ONLY = 0;
  private static final int NON_BLOCKING = 0x800;
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final long SG_IO = 0x2285;
  private static final long SG_SCSI_RESET = 0x2284;
  private static final int RESET_DEVICE = 1;
  private static final int NO_ESCALATE = 0x100;
  private static final int VERSION_3 = 'S';
  private static final int NO_DATA = -1;
  private static final int TO_DEVICE = -2;
  private static final int FROM_DEVICE = -3;
  private static final int SENSE_ROOM = 64;

  private static final StructLayout HEADER =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_INT.withName("interface_id"),
          ValueLayout.JAVA_INT.withName("dxfer_direction"),
          ValueLayout.JAVA_BYTE.withName("cmd_len"),
          ValueLayout.JAVA_BYTE.withName("mx_sb_len"),
          ValueLayout.JAVA_SHORT.withName("iovec_count"),
          ValueLayout.JAVA_INT.withName("dxfer_len"),
          ValueLayout.ADDRESS.withName("dxferp"),
          ValueLayout.ADDRESS.withName("cmdp"),
          ValueLayout.ADDRESS.withName("sbp"),
          ValueLayout.JAVA_INT.withName("timeout"),
          ValueLayout.JAVA_INT.withName("flags"),
          ValueLayout.JAVA_INT.withName("pack_id"),
          MemoryLayout.paddingLayout(4),
          ValueLayout.ADDRESS.withName("usr_ptr"),
          ValueLayout.JAVA_BYTE.withName("status"),
          ValueLayout.JAVA_BYTE.withName("masked_status"),
          ValueLayout.JAVA_BYTE.withName("msg_status"),
          ValueLayout.JAVA_BYTE.withName("sb_len_wr"),
          ValueLayout.JAVA_SHORT.withName("host_status"),
          ValueLayout.JAVA_SHORT.withName("driver_status"),
          ValueLayout.JAVA_INT.withName("resid"),
          ValueLayout.JAVA_INT.withName("duration"),
          ValueLayout.JAVA_INT.withName("info"),
          MemoryLayout.paddingLayout(4));

  private static final VarHandle INTERFACE = field("interface_id");
  private static final VarHandle DIRECTION = field("dxfer_direction");
  private static final VarHandle BLOCK_LENGTH = field("cmd_len");
  private static final VarHandle SENSE_LENGTH = field("mx_sb_len");
  private static final VarHandle DATA_LENGTH = field("dxfer_len");
  private static final VarHandle DATA = field("dxferp");
  private static final VarHandle BLOCK = field("cmdp");
  private static final VarHandle SENSE = field("sbp");
  private static final VarHandle TIMEOUT = field("timeout");
  private static final VarHandle STATUS = field("status");
  private static final VarHandle SENSE_WRITTEN = field("sb_len_wr");
  private static final VarHandle HOST_STATUS = field("host_status");
  private static final VarHandle DRIVER_STATUS = field("driver_status");
  private static final VarHandle MISSING = field("resid");

  /** What SG_IO says of one command. */
  record Result(int status, int hostStatus, int driverStatus, byte[] sense, byte[] data) {}

  /** The C library's functions; bound at the first use, for only Linux has them. */
  private static final class Functions {
    // Their last arguments are variadic.
    private static final MethodHandle OPEN =
        Kernel.function(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle IOCTL =
        Kernel.function(
            "ioctl",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
        Kernel.function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  private final String device;
  private final Duration deadline;
  private final String initiator;

  /**
   * Names a disk; nothing is opened yet.
   *
   * @param device a whole disk, as {@code /dev/sdb}
   * @param deadline how long the kernel waits for the target before it aborts a command
   * @param initiator who this node is to the target; empty if that is not known
   */
  ScsiGeneric(String device, Duration deadline, String initiator) {
    this.device = device;
    this.deadline = deadline;
    this.initiator = initiator;
  }

  private static VarHandle field(String name) {
    return HEADER.varHandle(PathElement.groupElement(name));
  }

  @Override
  public String name() {
    return device;
  }

  @Override
  public String initiator() {
    return initiator;
  }

  @Override
  public Answer execute(Command command) {
    return opened(
        Answer.None::new, (descriptor, arena, state) -> execute(descriptor, command, arena, state));
  }

  /**
   * {@inheritDoc}
   *
   * <p>By the ioctl SG_SCSI_RESET: of the LUN alone, without the kernel's escalation to target, bus
   * and host, which would hit LUNs of others. How long it waits for the target is the driver's
   * ({@code lu_reset_timeout} of iSCSI, 30 s unless set): the ioctl takes no deadline, and one that
   * only left the call behind would say that a reset is over which may still come. Whoever needs it
   * sooner has a deadline for the whole claim, which then is unknown.
   */
  @Override
  public Outcome<Boolean> reset() {
    return opened(
        Outcome.Failed::new,
        (descriptor, arena, state) -> {
          MemorySegment what = arena.allocateFrom(ValueLayout.JAVA_INT, RESET_DEVICE | NO_ESCALATE);
          int called = (int) Functions.IOCTL.invokeExact(state, descriptor, SG_SCSI_RESET, what);
          // An error may come after the target has been asked.
          return called < 0
              ? new Outcome.Unknown<>("SG_SCSI_RESET on " + device + ": " + Kernel.error(state))
              : new Outcome.Succeeded<>(true);
        });
  }

  private interface Call<T> {
    T on(int descriptor, Arena arena, MemorySegment state) throws Throwable;
  }

  // Opened for each command and for reading only: a device that comes back under its name is found,
  // and no close after writing makes udev look at it again. Root may send any command so.
  private <T> T opened(Function<String, T> unopened, Call<T> call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Kernel.state(arena);
      int descriptor =
          (int)
              Functions.OPEN.invokeExact(
                  state, arena.allocateFrom(device), READ_ONLY | NON_BLOCKING | CLOSE_ON_EXEC);
      if (descriptor < 0) {
        return unopened.apply("cannot open " + device + ": " + Kernel.error(state));
      }
      try {
        return call.on(descriptor, arena, state);
      } finally {
        int ignored = (int) Functions.CLOSE.invokeExact(state, descriptor);
      }
    } catch (RuntimeException | Error bug) {
      throw bug;
    } catch (Throwable e) {
      throw Kernel.broken("ioctl", e);
    }
  }

  private Answer execute(int descriptor, Command command, Arena arena, MemorySegment state)
      throws Throwable {
    MemorySegment header = arena.allocate(HEADER);
    MemorySegment sense = arena.allocate(SENSE_ROOM);
    int length = Math.max(command.room(), command.sent().length);
    MemorySegment data = arena.allocate(Math.max(length, 1));
    MemorySegment.copy(command.sent(), 0, data, ValueLayout.JAVA_BYTE, 0, command.sent().length);
    INTERFACE.set(header, 0L, VERSION_3);
    DIRECTION.set(
        header,
        0L,
        command.room() > 0 ? FROM_DEVICE : command.sent().length > 0 ? TO_DEVICE : NO_DATA);
    BLOCK_LENGTH.set(header, 0L, (byte) command.block().length);
    SENSE_LENGTH.set(header, 0L, (byte) SENSE_ROOM);
    DATA_LENGTH.set(header, 0L, length);
    DATA.set(header, 0L, data);
    BLOCK.set(header, 0L, arena.allocateFrom(ValueLayout.JAVA_BYTE, command.block()));
    SENSE.set(header, 0L, sense);
    TIMEOUT.set(header, 0L, (int) deadline.toMillis());
    int called = (int) Functions.IOCTL.invokeExact(state, descriptor, SG_IO, header);
    if (called < 0) {
      return new Answer.None("SG_IO on " + device + ": " + Kernel.error(state));
    }
    int got = Math.clamp(length - (int) MISSING.get(header, 0L), 0, length);
    int written = Byte.toUnsignedInt((byte) SENSE_WRITTEN.get(header, 0L));
    return HostStatus.answer(
        new Result(
            Byte.toUnsignedInt((byte) STATUS.get(header, 0L)),
            Short.toUnsignedInt((short) HOST_STATUS.get(header, 0L)),
            Short.toUnsignedInt((short) DRIVER_STATUS.get(header, 0L)),
            sense.asSlice(0, Math.min(written, SENSE_ROOM)).toArray(ValueLayout.JAVA_BYTE),
            command.room() > 0
                ? data.asSlice(0, got).toArray(ValueLayout.JAVA_BYTE)
                : new byte[0]));
  }
}
