package io.hotpair.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The manager's receiver of notifications: net-snmp's snmptrapd, and what it logged. */
final class DemoTraps {
  static final String ADDRESS = "127.0.7.1:1162";
  private static final String MARK = "RECEIVED\t";

  private final DemoFolder folder;
  private Optional<Process> receiver = Optional.empty();

  DemoTraps(DemoFolder folder) {
    this.folder = folder;
  }

  /**
   * A received notification.
   *
   * @param name its name in the MIB
   * @param eventId the event's id at the node that sent it
   * @param text its sentence
   */
  record Received(String name, String eventId, String text) {}

  private Path log() {
    return folder.path("receiver/received.log");
  }

  void start(DemoTools tools) throws IOException {
    receiver =
        Optional.of(
            tools.start(
                folder.path("receiver/snmptrapd.log"),
                "env",
                "SNMP_PERSISTENT_DIR=" + folder.path("receiver"),
                "snmptrapd",
                "-f",
                "-n",
                "-C",
                "-c",
                folder.path("receiver/snmptrapd.conf").toString(),
                "-Lf",
                log().toString(),
                "-OQ",
                "udp:" + ADDRESS));
  }

  boolean isRunning() {
    return receiver.map(Process::isAlive).orElse(false);
  }

  void kill() {
    receiver.ifPresent(Process::destroyForcibly);
  }

  /** All that came so far, oldest first. */
  List<Received> received() {
    try {
      return Files.readAllLines(log()).stream()
          .filter(line -> line.startsWith(MARK))
          .map(DemoTraps::parse)
          .toList();
    } catch (IOException nothingYet) {
      return List.of();
    }
  }

  static Received parse(String line) {
    List<String> bindings = Arrays.asList(line.split("\t"));
    return new Received(
        value(bindings, "1.1.4.1.0").replace("HOTPAIR-MIB::", ""),
        value(bindings, "hotpairEventId"),
        value(bindings, "hotpairEventText"));
  }

  private static String value(List<String> bindings, String name) {
    for (String binding : bindings) {
      int middle = binding.indexOf(" = ");
      if (middle > 0 && binding.substring(0, middle).contains(name)) {
        return binding.substring(middle + 3).replaceAll("^\"|\"$", "");
      }
    }
    return "";
  }
}
