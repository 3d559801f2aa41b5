package io.hotpair.windows;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Structures of Windows on x64, where a pointer and a handle have 8 bytes, and the control codes
 * that take them. Names, order and types are those of the headers.
 */
final class Layouts {
  /** IOCTL_SCSI_PASS_THROUGH_DIRECT of ntddscsi.h. */
  static final int SCSI_PASS_THROUGH_DIRECT_CODE = 0x4D014;

  /** IOCTL_SCSI_GET_ADDRESS of ntddscsi.h. */
  static final int SCSI_GET_ADDRESS_CODE = 0x41018;

  /** IOCTL_STORAGE_QUERY_PROPERTY of winioctl.h. */
  static final int STORAGE_QUERY_PROPERTY_CODE = 0x2D1400;

  /** IOCTL_STORAGE_BREAK_RESERVATION of winioctl.h. */
  static final int STORAGE_BREAK_RESERVATION_CODE = 0x2D5014;

  /** IOCTL_DISK_GET_LENGTH_INFO of winioctl.h. */
  static final int DISK_GET_LENGTH_INFO_CODE = 0x7405C;

  /** IOCTL_DISK_SET_DISK_ATTRIBUTES of winioctl.h. */
  static final int DISK_SET_DISK_ATTRIBUTES_CODE = 0x7C0F4;

  /** IOCTL_DISK_UPDATE_PROPERTIES of winioctl.h. */
  static final int DISK_UPDATE_PROPERTIES_CODE = 0x70140;

  /** Bytes of a command descriptor block that fit. */
  static final int BLOCK_ROOM = 16;

  /** OVERLAPPED of minwinbase.h. */
  static final StructLayout OVERLAPPED =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_LONG.withName("Internal"),
          ValueLayout.JAVA_LONG.withName("InternalHigh"),
          ValueLayout.JAVA_INT.withName("Offset"),
          ValueLayout.JAVA_INT.withName("OffsetHigh"),
          ValueLayout.JAVA_LONG.withName("hEvent"));

  /** SCSI_PASS_THROUGH_DIRECT of ntddscsi.h. */
  static final StructLayout SCSI_PASS_THROUGH_DIRECT =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_SHORT.withName("Length"),
          ValueLayout.JAVA_BYTE.withName("ScsiStatus"),
          ValueLayout.JAVA_BYTE.withName("PathId"),
          ValueLayout.JAVA_BYTE.withName("TargetId"),
          ValueLayout.JAVA_BYTE.withName("Lun"),
          ValueLayout.JAVA_BYTE.withName("CdbLength"),
          ValueLayout.JAVA_BYTE.withName("SenseInfoLength"),
          ValueLayout.JAVA_BYTE.withName("DataIn"),
          MemoryLayout.paddingLayout(3),
          ValueLayout.JAVA_INT.withName("DataTransferLength"),
          ValueLayout.JAVA_INT.withName("TimeOutValue"),
          MemoryLayout.paddingLayout(4),
          ValueLayout.ADDRESS.withName("DataBuffer"),
          ValueLayout.JAVA_INT.withName("SenseInfoOffset"),
          MemoryLayout.sequenceLayout(BLOCK_ROOM, ValueLayout.JAVA_BYTE).withName("Cdb"),
          MemoryLayout.paddingLayout(4));

  /** SCSI_ADDRESS of ntddscsi.h. */
  static final StructLayout SCSI_ADDRESS =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_INT.withName("Length"),
          ValueLayout.JAVA_BYTE.withName("PortNumber"),
          ValueLayout.JAVA_BYTE.withName("PathId"),
          ValueLayout.JAVA_BYTE.withName("TargetId"),
          ValueLayout.JAVA_BYTE.withName("Lun"));

  /** STORAGE_BREAK_RESERVATION_REQUEST of winioctl.h. */
  static final StructLayout STORAGE_BREAK_RESERVATION_REQUEST =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_INT.withName("Length"),
          ValueLayout.JAVA_BYTE.withName("_unused"),
          ValueLayout.JAVA_BYTE.withName("PathId"),
          ValueLayout.JAVA_BYTE.withName("TargetId"),
          ValueLayout.JAVA_BYTE.withName("Lun"));

  /** STORAGE_PROPERTY_QUERY of winioctl.h. */
  static final StructLayout STORAGE_PROPERTY_QUERY =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_INT.withName("PropertyId"),
          ValueLayout.JAVA_INT.withName("QueryType"),
          ValueLayout.JAVA_BYTE.withName("AdditionalParameters"),
          MemoryLayout.paddingLayout(3));

  /** The head of STORAGE_DEVICE_ID_DESCRIPTOR of winioctl.h; the identifiers follow. */
  static final StructLayout STORAGE_DEVICE_ID_DESCRIPTOR =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_INT.withName("Version"),
          ValueLayout.JAVA_INT.withName("Size"),
          ValueLayout.JAVA_INT.withName("NumberOfIdentifiers"));

  /** The head of STORAGE_IDENTIFIER of winioctl.h; its bytes follow. */
  static final StructLayout STORAGE_IDENTIFIER =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_INT.withName("CodeSet"),
          ValueLayout.JAVA_INT.withName("Type"),
          ValueLayout.JAVA_SHORT.withName("IdentifierSize"),
          ValueLayout.JAVA_SHORT.withName("NextOffset"),
          ValueLayout.JAVA_INT.withName("Association"));

  /** SET_DISK_ATTRIBUTES of winioctl.h. */
  static final StructLayout SET_DISK_ATTRIBUTES =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_INT.withName("Version"),
          ValueLayout.JAVA_BYTE.withName("Persist"),
          MemoryLayout.sequenceLayout(3, ValueLayout.JAVA_BYTE).withName("Reserved1"),
          ValueLayout.JAVA_LONG.withName("Attributes"),
          ValueLayout.JAVA_LONG.withName("AttributesMask"),
          MemoryLayout.sequenceLayout(4, ValueLayout.JAVA_INT).withName("Reserved2"));

  private Layouts() {}

  /** A field; its offset base is the first coordinate after the segment. */
  static VarHandle field(StructLayout layout, String name) {
    return layout.varHandle(PathElement.groupElement(name));
  }
}
