package io.hotpair.windows;

import io.hotpair.core.model.Outcome;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds physical drives: by number, or by unique id, for a number may be another's after each boot.
 */
final class PhysicalDrives {
  private static final Pattern BY_NUMBER =
      Pattern.compile("//\\./PhysicalDrive(\\d{1,3})", Pattern.CASE_INSENSITIVE);
  private static final Pattern BY_ID =
      Pattern.compile("//\\./disk/([^/]+)", Pattern.CASE_INSENSITIVE);

  /** Numbers that are tried; Windows gives the lowest that is free. */
  private static final int MOST_DRIVES = 256;

  /** StorageDeviceIdProperty of STORAGE_PROPERTY_ID. */
  private static final int DEVICE_ID_PROPERTY = 2;

  private static final int ROOM = 4096;
  private static final VarHandle PROPERTY =
      Layouts.field(Layouts.STORAGE_PROPERTY_QUERY, "PropertyId");

  private final DeviceCalls calls;

  PhysicalDrives(DeviceCalls calls) {
    this.calls = calls;
  }

  /** How Windows names a drive. */
  static String path(int number) {
    return "\\\\.\\PhysicalDrive" + number;
  }

  /**
   * The numbers of the drives that a device of the site file leads to, in their order; more than
   * one where a disk has several ways and no MPIO.
   *
   * @param device {@code //./PhysicalDrive2} or {@code //./disk/UNIQUE-ID}
   * @return {@code Failed}: it names no drive, or none is there; {@code Unknown}: one could not be
   *     asked, and none of the others is it
   */
  Outcome<List<Integer>> of(String device) {
    Matcher numbered = BY_NUMBER.matcher(device);
    if (numbered.matches()) {
      return new Outcome.Succeeded<>(List.of(Integer.parseInt(numbered.group(1))));
    }
    Matcher identified = BY_ID.matcher(device);
    if (!identified.matches()) {
      return new Outcome.Failed<>(
          device
              + " names no disk of Windows; allowed are //./disk/UNIQUE-ID and"
              + " //./PhysicalDriveN");
    }
    return withId(identified.group(1), device);
  }

  private Outcome<List<Integer>> withId(String id, String device) {
    List<Integer> found = new ArrayList<>();
    String silent = "";
    for (int number = 0; number < MOST_DRIVES; number++) {
      try {
        if (DeviceIds.matches(identifiers(number), id)) {
          found.add(number);
        }
      } catch (DeviceCalls.Refused refused) {
        if (refused.error() != WindowsError.FILE_NOT_FOUND) {
          silent = "PhysicalDrive" + number + ", " + refused.getMessage();
        }
      }
    }
    if (!found.isEmpty()) {
      return new Outcome.Succeeded<>(List.copyOf(found));
    }
    return silent.isEmpty()
        ? new Outcome.Failed<>(device + ": no drive has this unique id now")
        : new Outcome.Unknown<>(device + " was not found; " + silent);
  }

  /** What a drive says that it is; asks it for nothing but that. */
  private List<DeviceIds.Id> identifiers(int number) throws DeviceCalls.Refused {
    long handle = calls.open(path(number), DeviceCalls.NOTHING);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment query = arena.allocate(Layouts.STORAGE_PROPERTY_QUERY);
      PROPERTY.set(query, 0L, DEVICE_ID_PROPERTY);
      MemorySegment answer = arena.allocate(ROOM, Integer.BYTES);
      int bytes = calls.control(handle, Layouts.STORAGE_QUERY_PROPERTY_CODE, query, answer);
      return DeviceIds.of(answer.asSlice(0, Math.clamp(bytes, 0, ROOM)));
    } finally {
      calls.close(handle);
    }
  }
}
