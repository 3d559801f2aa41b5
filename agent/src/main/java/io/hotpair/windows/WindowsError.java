package io.hotpair.windows;

import java.util.Map;

/** Error numbers of Windows (winerror.h) by the names that its documentation has for them. */
final class WindowsError {
  static final int FILE_NOT_FOUND = 2;
  static final int ACCESS_DENIED = 5;
  static final int WRITE_PROTECT = 19;
  static final int NOT_READY = 21;
  static final int BUSY = 170;
  static final int IO_PENDING = 997;
  static final int SERVICE_REQUEST_TIMEOUT = 1053;
  static final int SERVICE_ALREADY_RUNNING = 1056;
  static final int SERVICE_DOES_NOT_EXIST = 1060;
  static final int SERVICE_CANNOT_ACCEPT_CONTROL = 1061;
  static final int SERVICE_NOT_ACTIVE = 1062;
  static final int OBJECT_ALREADY_EXISTS = 5010;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "ERROR_INVALID_FUNCTION"),
          Map.entry(FILE_NOT_FOUND, "ERROR_FILE_NOT_FOUND"),
          Map.entry(3, "ERROR_PATH_NOT_FOUND"),
          Map.entry(ACCESS_DENIED, "ERROR_ACCESS_DENIED"),
          Map.entry(WRITE_PROTECT, "ERROR_WRITE_PROTECT"),
          Map.entry(NOT_READY, "ERROR_NOT_READY"),
          Map.entry(23, "ERROR_CRC"),
          Map.entry(27, "ERROR_SECTOR_NOT_FOUND"),
          Map.entry(31, "ERROR_GEN_FAILURE"),
          Map.entry(32, "ERROR_SHARING_VIOLATION"),
          Map.entry(38, "ERROR_HANDLE_EOF"),
          Map.entry(50, "ERROR_NOT_SUPPORTED"),
          Map.entry(55, "ERROR_DEV_NOT_EXIST"),
          Map.entry(87, "ERROR_INVALID_PARAMETER"),
          Map.entry(121, "ERROR_SEM_TIMEOUT"),
          Map.entry(BUSY, "ERROR_BUSY"),
          Map.entry(IO_PENDING, "ERROR_IO_PENDING"),
          Map.entry(1051, "ERROR_DEPENDENT_SERVICES_RUNNING"),
          Map.entry(1052, "ERROR_INVALID_SERVICE_CONTROL"),
          Map.entry(SERVICE_REQUEST_TIMEOUT, "ERROR_SERVICE_REQUEST_TIMEOUT"),
          Map.entry(1054, "ERROR_SERVICE_NO_THREAD"),
          Map.entry(1055, "ERROR_SERVICE_DATABASE_LOCKED"),
          Map.entry(SERVICE_ALREADY_RUNNING, "ERROR_SERVICE_ALREADY_RUNNING"),
          Map.entry(1057, "ERROR_INVALID_SERVICE_ACCOUNT"),
          Map.entry(1058, "ERROR_SERVICE_DISABLED"),
          Map.entry(SERVICE_DOES_NOT_EXIST, "ERROR_SERVICE_DOES_NOT_EXIST"),
          Map.entry(SERVICE_CANNOT_ACCEPT_CONTROL, "ERROR_SERVICE_CANNOT_ACCEPT_CTRL"),
          Map.entry(SERVICE_NOT_ACTIVE, "ERROR_SERVICE_NOT_ACTIVE"),
          Map.entry(1064, "ERROR_EXCEPTION_IN_SERVICE"),
          Map.entry(1066, "ERROR_SERVICE_SPECIFIC_ERROR"),
          Map.entry(1067, "ERROR_PROCESS_ABORTED"),
          Map.entry(1068, "ERROR_SERVICE_DEPENDENCY_FAIL"),
          Map.entry(1069, "ERROR_SERVICE_LOGON_FAILED"),
          Map.entry(1070, "ERROR_SERVICE_START_HANG"),
          Map.entry(1072, "ERROR_SERVICE_MARKED_FOR_DELETE"),
          Map.entry(1075, "ERROR_SERVICE_DEPENDENCY_DELETED"),
          Map.entry(1077, "ERROR_SERVICE_NEVER_STARTED"),
          Map.entry(1115, "ERROR_SHUTDOWN_IN_PROGRESS"),
          Map.entry(1117, "ERROR_IO_DEVICE"),
          Map.entry(1167, "ERROR_DEVICE_NOT_CONNECTED"),
          Map.entry(1168, "ERROR_NOT_FOUND"),
          Map.entry(OBJECT_ALREADY_EXISTS, "ERROR_OBJECT_ALREADY_EXISTS"));

  private WindowsError() {}

  /** For people, the same in every language: {@code error 5 (ERROR_ACCESS_DENIED)}. */
  static String text(int number) {
    String name = NAMES.get(number);
    return "error " + Integer.toUnsignedString(number) + (name == null ? "" : " (" + name + ")");
  }
}
