package io.hotpair.windows;

import java.util.Map;

/**
 * Where Windows has its own programs. They are named by their full paths, so that no folder of a
 * search path can slip in another one.
 *
 * @param root as {@code C:\Windows}
 */
record SystemFolder(String root) {
  private static final String USUAL = "C:\\Windows";

  /** This machine's, as its environment says. */
  static SystemFolder ofThisMachine() {
    String root = System.getenv("SystemRoot");
    return new SystemFolder(root == null || root.isBlank() ? USUAL : root);
  }

  /** A program of System32. */
  String program(String name) {
    return root + "\\System32\\" + name;
  }

  /** All that programs of Windows need of an environment. */
  Map<String, String> environment() {
    return Map.of(
        "SystemRoot", root, "windir", root, "Path", root + "\\System32", "TEMP", root + "\\Temp");
  }
}
