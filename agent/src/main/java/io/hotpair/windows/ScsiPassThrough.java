package io.hotpair.windows;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.ScsiPath;
import io.hotpair.port.SenseData;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/**
 * A physical drive of Windows as a way to its LUN, by IOCTL_SCSI_PASS_THROUGH_DIRECT. With MPIO one
 * drive stands for all ways, and the device specific module sees to it that what is registered is
 * registered on each. Only one that its target answered is an answer: when Windows reports an error
 * instead, whatever the number, nobody knows whether the command was done.
 */
final class ScsiPassThrough implements ScsiPath {
  // SCSI_IOCTL_DATA_OUT, _IN and _UNSPECIFIED.
  private static final byte TO_DEVICE = 0;
  private static final byte FROM_DEVICE = 1;
  private static final byte NO_DATA = 2;

  private static final int SENSE_ROOM = 64;

  /** Of the data's buffer: no adapter's alignment mask is above a page. */
  private static final int ALIGNMENT = 4096;

  private static final long HEADER_BYTES = Layouts.SCSI_PASS_THROUGH_DIRECT.byteSize();
  private static final long BLOCK_OFFSET =
      Layouts.SCSI_PASS_THROUGH_DIRECT.byteOffset(PathElement.groupElement("Cdb"));
  private static final VarHandle LENGTH = field("Length");
  private static final VarHandle STATUS = field("ScsiStatus");
  private static final VarHandle BLOCK_LENGTH = field("CdbLength");
  private static final VarHandle SENSE_LENGTH = field("SenseInfoLength");
  private static final VarHandle DIRECTION = field("DataIn");
  private static final VarHandle DATA_LENGTH = field("DataTransferLength");
  private static final VarHandle SECONDS = field("TimeOutValue");
  private static final VarHandle DATA = field("DataBuffer");
  private static final VarHandle SENSE_OFFSET = field("SenseInfoOffset");
  private static final VarHandle BREAK_LENGTH =
      Layouts.field(Layouts.STORAGE_BREAK_RESERVATION_REQUEST, "Length");

  /** PathId, TargetId and Lun stand at the same place in SCSI_ADDRESS and in the request. */
  private static final long ADDRESS_OFFSET =
      Layouts.SCSI_ADDRESS.byteOffset(PathElement.groupElement("PathId"));

  private static final long ADDRESS_BYTES = 3;

  private final DeviceCalls calls;
  private final int number;
  private final Duration deadline;

  /**
   * Names a drive; nothing is opened yet.
   *
   * @param number as in {@code PhysicalDrive2}
   * @param deadline how long the port driver waits for the target before it aborts a command; in
   *     whole seconds, rounded up
   */
  ScsiPassThrough(DeviceCalls calls, int number, Duration deadline) {
    this.calls = calls;
    this.number = number;
    this.deadline = deadline;
  }

  private static VarHandle field(String name) {
    return Layouts.field(Layouts.SCSI_PASS_THROUGH_DIRECT, name);
  }

  @Override
  public String name() {
    return "PhysicalDrive" + number;
  }

  @Override
  public Answer execute(Command command) {
    if (command.block().length > Layouts.BLOCK_ROOM) {
      throw new IllegalArgumentException("a block of " + command.block().length + " bytes");
    }
    try (Arena arena = Arena.ofConfined()) {
      int length = Math.max(command.room(), command.sent().length);
      MemorySegment data = arena.allocate(Math.max(length, 1), ALIGNMENT);
      MemorySegment.copy(command.sent(), 0, data, ValueLayout.JAVA_BYTE, 0, command.sent().length);
      MemorySegment request = request(arena, command, data, length);
      long handle = calls.open(PhysicalDrives.path(number), DeviceCalls.READ | DeviceCalls.WRITE);
      try {
        calls.control(handle, Layouts.SCSI_PASS_THROUGH_DIRECT_CODE, request, request);
      } finally {
        calls.close(handle);
      }
      return answer(request, command, data, length);
    } catch (DeviceCalls.Refused refused) {
      return new Answer.None(name() + ", " + refused.getMessage());
    }
  }

  private MemorySegment request(Arena arena, Command command, MemorySegment data, int length) {
    MemorySegment request =
        arena.allocate(HEADER_BYTES + SENSE_ROOM, Layouts.SCSI_PASS_THROUGH_DIRECT.byteAlignment());
    LENGTH.set(request, 0L, (short) HEADER_BYTES);
    BLOCK_LENGTH.set(request, 0L, (byte) command.block().length);
    SENSE_LENGTH.set(request, 0L, (byte) SENSE_ROOM);
    DIRECTION.set(
        request,
        0L,
        command.room() > 0 ? FROM_DEVICE : command.sent().length > 0 ? TO_DEVICE : NO_DATA);
    DATA_LENGTH.set(request, 0L, length);
    SECONDS.set(request, 0L, seconds());
    DATA.set(request, 0L, length > 0 ? data : MemorySegment.NULL);
    SENSE_OFFSET.set(request, 0L, (int) HEADER_BYTES);
    MemorySegment.copy(
        command.block(), 0, request, ValueLayout.JAVA_BYTE, BLOCK_OFFSET, command.block().length);
    return request;
  }

  private int seconds() {
    return (int) Math.max(1, deadline.plusSeconds(1).minusNanos(1).toSeconds());
  }

  private static Answer answer(
      MemorySegment request, Command command, MemorySegment data, int length) {
    int got = Math.clamp((int) DATA_LENGTH.get(request, 0L), 0, length);
    return SenseData.answer(
        Byte.toUnsignedInt((byte) STATUS.get(request, 0L)),
        request.asSlice(HEADER_BYTES, SENSE_ROOM).toArray(ValueLayout.JAVA_BYTE),
        command.room() > 0 ? data.asSlice(0, got).toArray(ValueLayout.JAVA_BYTE) : new byte[0]);
  }

  /**
   * {@inheritDoc}
   *
   * <p>By IOCTL_STORAGE_BREAK_RESERVATION, whose first step is a reset of the LUN with every driver
   * of the Storport model; where that fails Windows goes on to the target and to the bus, and says
   * nothing of how far it went. It is the one reset of a LUN that programs may ask for.
   */
  @Override
  public Outcome<Boolean> reset() {
    try (Arena arena = Arena.ofConfined()) {
      long handle;
      try {
        handle = calls.open(PhysicalDrives.path(number), DeviceCalls.READ | DeviceCalls.WRITE);
      } catch (DeviceCalls.Refused refused) {
        return new Outcome.Failed<>(name() + ", " + refused.getMessage());
      }
      try {
        return reset(handle, arena);
      } finally {
        calls.close(handle);
      }
    }
  }

  private Outcome<Boolean> reset(long handle, Arena arena) {
    MemorySegment address = arena.allocate(Layouts.SCSI_ADDRESS);
    try {
      calls.control(handle, Layouts.SCSI_GET_ADDRESS_CODE, MemorySegment.NULL, address);
    } catch (DeviceCalls.Refused refused) {
      return new Outcome.Failed<>(name() + ", " + refused.getMessage());
    }
    MemorySegment request = arena.allocate(Layouts.STORAGE_BREAK_RESERVATION_REQUEST);
    BREAK_LENGTH.set(request, 0L, (int) request.byteSize());
    MemorySegment.copy(address, ADDRESS_OFFSET, request, ADDRESS_OFFSET, ADDRESS_BYTES);
    try {
      calls.control(handle, Layouts.STORAGE_BREAK_RESERVATION_CODE, request, MemorySegment.NULL);
      return new Outcome.Succeeded<>(true);
    } catch (DeviceCalls.Refused refused) {
      // An error may come after the target has been asked.
      return new Outcome.Unknown<>(name() + ", " + refused.getMessage());
    }
  }
}
