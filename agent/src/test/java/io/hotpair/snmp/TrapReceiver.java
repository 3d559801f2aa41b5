package io.hotpair.snmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Net-snmp's snmptrapd with the user of {@link RunningSurface#OPERATOR} and the community {@code
 * traps}; one line for each notification.
 */
final class TrapReceiver implements AutoCloseable {
  private final Process process;
  private final Path output;
  private final int port;

  private TrapReceiver(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  static TrapReceiver start(Path home) throws IOException {
    return start(home, freePort());
  }

  static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static TrapReceiver start(Path home, int port) throws IOException {
    Path configuration =
        Files.createFile(
            home.resolve("snmptrapd.conf"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    // Traps are signed by the agent's engine, informs by the receiver's own.
    String user =
        " %s SHA-384 \"%s\" AES \"%s\"%n"
            .formatted(RunningSurface.OPERATOR, RunningSurface.AUTH, RunningSurface.PRIV);
    StringBuilder engineId = new StringBuilder("0x");
    for (byte octet : RunningSurface.ENGINE_ID) {
      engineId.append("%02x".formatted(octet));
    }
    Files.writeString(
        configuration,
        "createUser -e "
            + engineId
            + user
            + "createUser"
            + user
            + "authUser log "
            + RunningSurface.OPERATOR
            + "\nauthCommunity log traps\n"
            + "format2 from %B:%b %v\\n\n");
    Path output = home.resolve("traps.txt");
    Process process =
        Tool.prepare(
                "snmptrapd",
                "snmptrapd",
                home,
                List.of(
                    "-f", "-n", "-C", "-c", "" + configuration, "-On", "-Lo", "127.0.0.1:" + port))
            .redirectOutput(output.toFile())
            .redirectError(home.resolve("snmptrapd-errors.txt").toFile())
            .start();
    TrapReceiver receiver = new TrapReceiver(process, output, port);
    Waiting.until(() -> !process.isAlive() || receiver.text().contains("NET-SNMP version"));
    if (!process.isAlive()) {
      throw new IOException("snmptrapd ended: " + receiver.text());
    }
    return receiver;
  }

  int port() {
    return port;
  }

  /** Waits for a number of notifications, and gives all that came. */
  List<String> await(int count) {
    Waiting.until(() -> lines().size() >= count);
    return lines();
  }

  /** Waits until each of some texts stands in a notification, and gives all that came. */
  List<String> awaitAll(List<String> texts) {
    Waiting.until(
        () -> {
          String all = text();
          return texts.stream().allMatch(all::contains);
        });
    return lines();
  }

  private List<String> lines() {
    return text().lines().filter(line -> line.startsWith("from ")).toList();
  }

  private String text() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
