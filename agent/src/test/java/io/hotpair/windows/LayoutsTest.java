package io.hotpair.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes and offsets as a compiler for x64 has them from the headers. */
final class LayoutsTest {
  private static long offset(StructLayout layout, String field) {
    return layout.byteOffset(PathElement.groupElement(field));
  }

  @ParameterizedTest
  @CsvSource({
    "Length, 0",
    "ScsiStatus, 2",
    "PathId, 3",
    "TargetId, 4",
    "Lun, 5",
    "CdbLength, 6",
    "SenseInfoLength, 7",
    "DataIn, 8",
    "DataTransferLength, 12",
    "TimeOutValue, 16",
    "DataBuffer, 24",
    "SenseInfoOffset, 32",
    "Cdb, 36",
  })
  void passThrough(String field, long offset) {
    assertEquals(offset, offset(Layouts.SCSI_PASS_THROUGH_DIRECT, field));
  }

  @Test
  void sizes() {
    assertEquals(56, Layouts.SCSI_PASS_THROUGH_DIRECT.byteSize());
    assertEquals(32, Layouts.OVERLAPPED.byteSize());
    assertEquals(8, Layouts.SCSI_ADDRESS.byteSize());
    assertEquals(8, Layouts.STORAGE_BREAK_RESERVATION_REQUEST.byteSize());
    assertEquals(12, Layouts.STORAGE_PROPERTY_QUERY.byteSize());
    assertEquals(12, Layouts.STORAGE_DEVICE_ID_DESCRIPTOR.byteSize());
    assertEquals(16, Layouts.STORAGE_IDENTIFIER.byteSize());
    assertEquals(40, Layouts.SET_DISK_ATTRIBUTES.byteSize());
  }

  @Test
  void overlapped() {
    assertEquals(8, offset(Layouts.OVERLAPPED, "InternalHigh"));
    assertEquals(16, offset(Layouts.OVERLAPPED, "Offset"));
    assertEquals(20, offset(Layouts.OVERLAPPED, "OffsetHigh"));
    assertEquals(24, offset(Layouts.OVERLAPPED, "hEvent"));
  }

  @Test
  void addresses() {
    assertEquals(4, offset(Layouts.SCSI_ADDRESS, "PortNumber"));
    assertEquals(5, offset(Layouts.SCSI_ADDRESS, "PathId"));
    assertEquals(6, offset(Layouts.SCSI_ADDRESS, "TargetId"));
    assertEquals(7, offset(Layouts.SCSI_ADDRESS, "Lun"));
    assertEquals(4, offset(Layouts.STORAGE_BREAK_RESERVATION_REQUEST, "_unused"));
    assertEquals(5, offset(Layouts.STORAGE_BREAK_RESERVATION_REQUEST, "PathId"));
    assertEquals(6, offset(Layouts.STORAGE_BREAK_RESERVATION_REQUEST, "TargetId"));
    assertEquals(7, offset(Layouts.STORAGE_BREAK_RESERVATION_REQUEST, "Lun"));
  }

  @Test
  void identifiers() {
    assertEquals(4, offset(Layouts.STORAGE_PROPERTY_QUERY, "QueryType"));
    assertEquals(8, offset(Layouts.STORAGE_PROPERTY_QUERY, "AdditionalParameters"));
    assertEquals(4, offset(Layouts.STORAGE_DEVICE_ID_DESCRIPTOR, "Size"));
    assertEquals(8, offset(Layouts.STORAGE_DEVICE_ID_DESCRIPTOR, "NumberOfIdentifiers"));
    assertEquals(4, offset(Layouts.STORAGE_IDENTIFIER, "Type"));
    assertEquals(8, offset(Layouts.STORAGE_IDENTIFIER, "IdentifierSize"));
    assertEquals(10, offset(Layouts.STORAGE_IDENTIFIER, "NextOffset"));
    assertEquals(12, offset(Layouts.STORAGE_IDENTIFIER, "Association"));
  }

  @Test
  void attributes() {
    assertEquals(4, offset(Layouts.SET_DISK_ATTRIBUTES, "Persist"));
    assertEquals(8, offset(Layouts.SET_DISK_ATTRIBUTES, "Attributes"));
    assertEquals(16, offset(Layouts.SET_DISK_ATTRIBUTES, "AttributesMask"));
    assertEquals(24, offset(Layouts.SET_DISK_ATTRIBUTES, "Reserved2"));
  }

  @Test
  void interfaces() {
    assertEquals(8, offset(InterfaceCalls.ROW, "InterfaceIndex"));
    assertEquals(28, offset(InterfaceCalls.ROW, "Alias"));
    assertEquals(542, offset(InterfaceCalls.ROW, "Description"));
    assertEquals(1056, offset(InterfaceCalls.ROW, "PhysicalAddressLength"));
    assertEquals(1124, offset(InterfaceCalls.ROW, "Mtu"));
    assertEquals(1156, offset(InterfaceCalls.ROW, "OperStatus"));
    assertEquals(1164, offset(InterfaceCalls.ROW, "MediaConnectState"));
  }

  /** DeviceType &lt;&lt; 16 | Access &lt;&lt; 14 | Function &lt;&lt; 2 | Method, devioctl.h. */
  private static int code(int type, int function, int access) {
    return type << 16 | access << 14 | function << 2;
  }

  @Test
  void codes() {
    int controller = 0x4;
    int disk = 0x7;
    int storage = 0x2d;
    int read = 1;
    int both = 3;
    assertEquals(code(controller, 0x405, both), Layouts.SCSI_PASS_THROUGH_DIRECT_CODE);
    assertEquals(code(controller, 0x406, 0), Layouts.SCSI_GET_ADDRESS_CODE);
    assertEquals(code(storage, 0x500, 0), Layouts.STORAGE_QUERY_PROPERTY_CODE);
    assertEquals(code(storage, 0x405, read), Layouts.STORAGE_BREAK_RESERVATION_CODE);
    assertEquals(code(disk, 0x17, read), Layouts.DISK_GET_LENGTH_INFO_CODE);
    assertEquals(code(disk, 0x3d, both), Layouts.DISK_SET_DISK_ATTRIBUTES_CODE);
    assertEquals(code(disk, 0x50, 0), Layouts.DISK_UPDATE_PROPERTIES_CODE);
  }
}
