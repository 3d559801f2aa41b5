package io.hotpair.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Programs that the site file names by their paths. Whether they exist is for the node that runs
 * them to say: the file is the same on all. Who could put one there is judged here as well, and
 * again by what runs it.
 */
final class TrustedPrograms {
  /** Also with a drive, as on the Windows nodes of the site. */
  private static final Pattern ABSOLUTE = Pattern.compile("(?:[A-Za-z]:)?/.*[^/]");

  private final Permissions permissions;

  TrustedPrograms(Permissions permissions) {
    this.permissions = permissions;
  }

  /** Whether a value may be run; if not, the reason is among the problems. */
  boolean accepts(Value value) {
    Optional<String> program = value.text(ABSOLUTE, "are absolute paths of programs");
    return program.isPresent() && isTrusted(value, program.get());
  }

  private boolean isTrusted(Value value, String program) {
    try {
      Optional<String> complaint = permissions.trustComplaint(Path.of(program));
      complaint.ifPresent(text -> value.refuse(": " + text));
      return complaint.isEmpty();
    } catch (InvalidPathException | IOException unreadable) {
      value.refuse("is %s, whose owner can't be read: %s".formatted(program, unreadable));
      return false;
    }
  }
}
