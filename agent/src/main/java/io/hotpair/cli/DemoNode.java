package io.hotpair.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A node of the demo: its agent, and whatever that started. */
final class DemoNode {
  static final String PAIR = "counter";
  private static final int JOLOKIA_PORT = 8778;
  private static final int CONNECT_MILLIS = 500;

  private final String name;
  private final String address;
  private final DemoFolder folder;
  private final Path launcher;
  private Optional<Process> agent = Optional.empty();
  private boolean killed;

  DemoNode(String name, String address, DemoFolder folder, Path launcher) {
    this.name = name;
    this.address = address;
    this.folder = folder;
    this.launcher = launcher;
  }

  String name() {
    return name;
  }

  String address() {
    return address;
  }

  String snmp() {
    return address + ":1161";
  }

  String jolokia() {
    return "http://" + address + ":" + JOLOKIA_PORT + "/jolokia";
  }

  Path socket() {
    return folder.path(name + ".sock");
  }

  Path log() {
    return folder.path(name + ".log");
  }

  /** Starts the agent; its log is {@link #log}. */
  void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                launcher.toString(),
                "agent",
                "--config",
                folder.siteFile().toString(),
                "--node",
                name,
                "--socket",
                socket().toString(),
                "--state-directory",
                folder.path(name).toString())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().put("HOTPAIR_JAVA_HOME", System.getProperty("java.home"));
    killed = false;
    agent = Optional.of(builder.start());
  }

  /** Whether the agent runs. */
  boolean isRunning() {
    return agent.map(Process::isAlive).orElse(false);
  }

  /** Whether the agent has ended without being killed by the demo. */
  boolean hasDied() {
    return agent.isPresent() && !isRunning() && !killed;
  }

  /** The agent's process id; 0 if there was none. */
  long agentId() {
    return agent.map(Process::pid).orElse(0L);
  }

  /**
   * Kills the agent, its children, and the service that it started: all at once, as power would.
   */
  void kill() {
    killed = true;
    List<ProcessHandle> doomed =
        Stream.concat(
                agent.stream()
                    .map(Process::toHandle)
                    .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants())),
                service().stream())
            .toList();
    doomed.forEach(ProcessHandle::destroyForcibly);
  }

  /** The service's process on this node, known by the file that only this demo's service writes. */
  private Optional<ProcessHandle> service() {
    try {
      long pid = Long.parseLong(Files.readString(folder.path(name + ".pid")).strip());
      String command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return command.contains(folder.path("service").toString())
          ? ProcessHandle.of(pid)
          : Optional.empty();
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** The pair as this node's agent says; empty if it does not answer. */
  Optional<JsonNode> pair() {
    if (!isRunning()) {
      return Optional.empty();
    }
    try {
      JsonNode status = new LocalClient(socket()).ask(LocalRequest.question("status"));
      for (JsonNode pair : status.path("pairs")) {
        if (pair.path("name").asText().equals(PAIR)) {
          return Optional.of(pair);
        }
      }
      return Optional.empty();
    } catch (CommandFailure away) {
      return Optional.empty();
    }
  }

  /** Whether the agent's last surface is open, and so all of them. */
  boolean hasSurfaces() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, JOLOKIA_PORT), CONNECT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Whether the agent says that it is active. */
  boolean isActive() {
    return pair().map(pair -> pair.path("state").asText().equals("active")).orElse(false);
  }

  /** Whether the agent says that the pair is protected. */
  boolean isReady() {
    return pair().map(pair -> pair.path("ready").asBoolean()).orElse(false);
  }

  /** Moves to this node as its agent counted them. */
  long counter(String counter) {
    return pair().map(pair -> pair.path(counter).asLong()).orElse(-1L);
  }
}
