package io.hotpair.windows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error record of PowerShell. Its message is translated; its identifier and its category are
 * not.
 *
 * @param id FullyQualifiedErrorId, as {@code Windows System Error 5010,New-NetIPAddress}
 * @param category the number of an ErrorCategory
 * @param result HRESULT of the exception
 * @param message for people
 */
record ScriptError(String id, int category, int result, String message) {
  private static final int OBJECT_NOT_FOUND = 13;
  private static final int PERMISSION_DENIED = 18;
  private static final int STORAGE_ACCESS_DENIED = 40001;

  private static final Pattern WINDOWS = Pattern.compile("Windows System Error (\\d{1,9})(,.*)?");
  private static final Pattern STORAGE = Pattern.compile("StorageWMI (\\d{1,9})(,.*)?");
  private static final Pattern RESULT = Pattern.compile("HRESULT 0x([0-9A-Fa-f]{8})(,.*)?");

  /** The facility of an HRESULT that carries a number of winerror.h: FACILITY_WIN32. */
  private static final int WIN32 = 0x8007;

  private static final int HEXADECIMAL = 16;
  private static final int CODE_MASK = 0xffff;
  private static final int LONGEST_MESSAGE = 300;

  /** Storage Management API, as the documentation of MSFT_Disk has its return values. */
  private static final Map<Integer, String> STORAGE_WORDS =
      Map.of(
          1,
          "not supported",
          2,
          "unspecified error",
          3,
          "timeout",
          4,
          "failed",
          5,
          "invalid parameter",
          STORAGE_ACCESS_DENIED,
          "access denied",
          40002,
          "not enough resources",
          46000,
          "no connection to the storage provider");

  /** Reads the object that the scripts make of one. */
  static ScriptError of(JsonNode error) {
    return new ScriptError(
        error.path("Id").asText(),
        error.path("Category").asInt(),
        error.path("HResult").asInt(),
        ConsoleText.plain(error.path("Message").asText()).replace('\n', ' ').strip());
  }

  /** The number of winerror.h behind it; empty if it has none. */
  OptionalInt windows() {
    Matcher named = WINDOWS.matcher(id);
    if (named.matches()) {
      return OptionalInt.of(Integer.parseInt(named.group(1)));
    }
    Matcher coded = RESULT.matcher(id);
    int code = coded.matches() ? Integer.parseUnsignedInt(coded.group(1), HEXADECIMAL) : result;
    return code >>> 16 == WIN32 ? OptionalInt.of(code & CODE_MASK) : OptionalInt.empty();
  }

  /** The number of the Storage Management API behind it; empty if it has none. */
  OptionalInt storage() {
    Matcher named = STORAGE.matcher(id);
    return named.matches() ? OptionalInt.of(Integer.parseInt(named.group(1))) : OptionalInt.empty();
  }

  boolean isNotFound() {
    return category == OBJECT_NOT_FOUND;
  }

  boolean isAccessDenied() {
    return category == PERMISSION_DENIED
        || windows().orElse(0) == WindowsError.ACCESS_DENIED
        || storage().orElse(0) == STORAGE_ACCESS_DENIED;
  }

  /** For people: the number first, then what Windows says in its language. */
  String text() {
    String number;
    if (windows().isPresent()) {
      number = WindowsError.text(windows().getAsInt());
    } else if (storage().isPresent()) {
      int code = storage().getAsInt();
      number =
          "storage error " + code + " (" + STORAGE_WORDS.getOrDefault(code, "see MSFT_Disk") + ")";
    } else {
      number = id.isEmpty() ? "an error" : id;
    }
    String said =
        message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    return said.isEmpty() ? number : number + ": " + said;
  }
}
