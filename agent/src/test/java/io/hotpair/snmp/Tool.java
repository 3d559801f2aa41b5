package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of other projects that tests talk to. A missing one is a failure that says so. */
final class Tool {
  private static final long PATIENCE_SECONDS = 60;

  /** How a program ended. */
  record Result(int status, String output, String errors) {}

  private Tool() {}

  /**
   * Prepares a program of net-snmp with a directory of its own for what it reads and keeps.
   *
   * @param name the program
   * @param debianPackage what to install if it is missing
   * @param home its directory; {@code snmp.conf} in it is read
   */
  static ProcessBuilder prepare(
      String name, String debianPackage, Path home, List<String> arguments) throws IOException {
    // net-snmp says so when it has to make it.
    Files.createDirectories(home.resolve("cert_indexes"));
    List<String> command = new ArrayList<>(List.of(find(name, debianPackage)));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SNMPCONFPATH", home.toString());
    builder.environment().put("SNMP_PERSISTENT_DIR", home.toString());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("MIBS", "");
    return builder;
  }

  private static String find(String name, String debianPackage) {
    List<String> folders = new ArrayList<>(Arrays.asList(System.getenv("PATH").split(":")));
    folders.add("/usr/sbin");
    return folders.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseGet(() -> fail("this test needs " + name + ": install package " + debianPackage));
  }

  /** Runs a program to its end. */
  static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path output = Files.createTempFile("output", ".txt");
    Path errors = Files.createTempFile("errors", ".txt");
    try {
      Process process =
          builder
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return fail(builder.command() + " was not done within " + PATIENCE_SECONDS + " s");
      }
      return new Result(process.exitValue(), read(output), read(errors));
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
  }
}
