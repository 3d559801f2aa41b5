package io.hotpair.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The programs of a manager, run as anybody would run them, and shown. */
final class DemoTools {
  static final List<String> NEEDED =
      List.of("curl", "python3", "snmpbulkget", "snmpget", "snmpset", "snmptrapd", "snmpwalk");
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/bin"), Path.of("/sbin"));
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private final DemoFolder folder;
  private final Path mib;
  private final PrintWriter output;

  /**
   * For one demo.
   *
   * @param mib the folder of HOTPAIR-MIB
   */
  DemoTools(DemoFolder folder, Path mib, PrintWriter output) {
    this.folder = folder;
    this.mib = mib;
    this.output = output;
  }

  /** Those that this machine lacks. */
  static List<String> missing() {
    return NEEDED.stream()
        .filter(tool -> PLACES.stream().noneMatch(place -> Files.isExecutable(place.resolve(tool))))
        .toList();
  }

  /**
   * What a program said and how it ended.
   *
   * @param status its exit status
   * @param text standard output and standard error
   */
  record Said(int status, String text) {}

  /** Shows a command, runs it, and shows what it says. */
  Said show(String... command) throws CommandFailure {
    output.println(
        "  $ " + Arrays.stream(command).map(DemoTools::quoted).collect(Collectors.joining(" ")));
    output.flush();
    Said said = run(command);
    said.text().lines().forEach(line -> output.println("  " + line));
    output.println();
    output.flush();
    return said;
  }

  /** Runs a command; one that does not end in time is killed and fails the demo. */
  Said run(String... command) throws CommandFailure {
    Path said = folder.path("said");
    Process process = null;
    try {
      process = start(said, command);
      if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CommandFailure(ExitStatus.FAILED, command[0] + " did not end in " + DEADLINE);
      }
      return new Said(process.exitValue(), Files.readString(said));
    } catch (IOException broken) {
      throw new CommandFailure(ExitStatus.ENVIRONMENT, command[0] + ": " + broken.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitStatus.FAILED, "interrupted");
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  /** Starts a program whose words go to a file. */
  Process start(Path said, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(said.toFile());
    builder.environment().putAll(environment());
    return builder.start();
  }

  /** What a manager's shell needs to try all this by hand. */
  Map<String, String> environment() {
    return Map.of(
        "PATH",
        PLACES.stream().map(Path::toString).collect(Collectors.joining(":")),
        "LC_ALL",
        "C.UTF-8",
        "SNMPCONFPATH",
        folder.path("manager").toString(),
        "SNMP_PERSISTENT_DIR",
        folder.path("manager").toString(),
        "MIBDIRS",
        folder.path("mibs") + ":" + mib,
        "MIBS",
        "HOTPAIR-MIB");
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@,+-]+") ? word : "'" + word + "'";
  }
}
