package io.hotpair.fencing;

import io.hotpair.core.model.site.FenceSpec;
import io.hotpair.core.model.site.Secret;
import io.hotpair.port.Processes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a fence agent reads from its standard input, and what of it must not come out again. */
final class AgentInput {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int MOST_TEXT = 200;
  private static final String LONGEST_ACTION = "status";

  private final byte[] parameters;
  private final List<String> secrets;

  AgentInput(FenceSpec spec) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Map.Entry<String, String> parameter : spec.parameters().entrySet()) {
      byte[] value = parameter.getValue().getBytes(StandardCharsets.UTF_8);
      addLine(lines, spec, parameter.getKey(), value);
    }
    for (Map.Entry<String, Secret> parameter : spec.secrets().entrySet()) {
      addLine(lines, spec, parameter.getKey(), withoutLineEnd(parameter.getValue().bytes()));
    }
    this.parameters = lines.toByteArray();
    // The longest first: a secret that contains another is masked as a whole.
    this.secrets =
        spec.secrets().values().stream()
            .map(secret -> new String(withoutLineEnd(secret.bytes()), StandardCharsets.UTF_8))
            .filter(secret -> !secret.isEmpty())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    int length = with(LONGEST_ACTION).length;
    if (length > Processes.MOST_INPUT) {
      throw new IllegalArgumentException(
          "fence agent "
              + spec.agent()
              + ": parameters of "
              + length
              + " bytes, allowed are "
              + Processes.MOST_INPUT);
    }
  }

  private static void addLine(
      ByteArrayOutputStream lines, FenceSpec spec, String name, byte[] value) {
    String where = "fence agent " + spec.agent() + ", parameter \"" + name + "\": ";
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(where + "allowed are letters, digits, _ and -");
    }
    if (name.equals("action")) {
      throw new IllegalArgumentException(where + "the action is Hotpair's to choose");
    }
    for (byte letter : value) {
      if (letter == '\n' || letter == '\r' || letter == 0) {
        throw new IllegalArgumentException(where + "its value must be one line");
      }
    }
    lines.writeBytes((name + "=").getBytes(StandardCharsets.UTF_8));
    lines.writeBytes(value);
    lines.write('\n');
  }

  /** An editor ends a file with a line end; it is no part of the secret. */
  private static byte[] withoutLineEnd(byte[] secret) {
    int length = secret.length;
    if (length > 0 && secret[length - 1] == '\n') {
      length--;
    }
    if (length > 0 && secret[length - 1] == '\r') {
      length--;
    }
    return Arrays.copyOf(secret, length);
  }

  /** The input of one call. */
  byte[] with(String action) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(("action=" + action + "\n").getBytes(StandardCharsets.UTF_8));
    lines.writeBytes(parameters);
    return lines.toByteArray();
  }

  /** What an agent said, for people: after a colon, on one line, short, its secrets masked. */
  String masked(String output) {
    String said = output;
    for (String secret : secrets) {
      said = said.replace(secret, "(secret)");
    }
    said = said.strip().replaceAll("\\s+", " ");
    if (said.length() > MOST_TEXT) {
      said = said.substring(0, MOST_TEXT) + "…";
    }
    return said.isEmpty() ? "" : ": " + said;
  }
}
