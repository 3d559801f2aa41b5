package io.hotpair.resource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What systemd says of a unit: the properties that {@code systemctl show} prints as {@code
 * Name=value}; systemctl(1) and org.freedesktop.systemd1(5).
 *
 * @param properties by name
 */
record UnitState(Map<String, String> properties) {
  /** What is asked for. */
  static final List<String> PROPERTIES =
      List.of(
          "LoadState",
          "LoadError",
          "UnitFileState",
          "ActiveState",
          "SubState",
          "Result",
          "ControlGroup",
          "TriggeredBy");

  /** Reads the output of {@code systemctl show}. */
  static UnitState parse(String output) {
    Map<String, String> properties = new HashMap<>();
    for (String line : output.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        properties.put(line.substring(0, equals), line.substring(equals + 1).strip());
      }
    }
    return new UnitState(Map.copyOf(properties));
  }

  /** Where a unit is, as far as a resource group cares. */
  enum Phase {
    /** It serves. */
    ACTIVE,
    /** A job is under way, or processes have not left its control group yet. */
    CHANGING,
    /** It has ended in good order. */
    INACTIVE,
    /** It has ended, but not in good order. */
    FAILED,
    /** A word that no known version of systemd says. */
    UNKNOWN
  }

  Phase phase() {
    return switch (of("ActiveState")) {
      case "active", "reloading", "refreshing" -> Phase.ACTIVE;
      case "activating", "deactivating" -> Phase.CHANGING;
      case "inactive", "maintenance" -> isEmpty() ? Phase.INACTIVE : Phase.CHANGING;
      case "failed" -> isEmpty() ? Phase.FAILED : Phase.CHANGING;
      default -> Phase.UNKNOWN;
    };
  }

  // A control group goes when its last process has gone.
  private boolean isEmpty() {
    return of("ControlGroup").isEmpty();
  }

  /** A property; an empty text if systemd did not name it. */
  String of(String name) {
    return properties.getOrDefault(name, "");
  }

  /** As {@code failed/failed, result exit-code}. */
  String text() {
    String state = of("ActiveState") + "/" + of("SubState");
    return of("Result").isEmpty() ? state : state + ", result " + of("Result");
  }
}
