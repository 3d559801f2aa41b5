package io.hotpair.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** One demo: what it starts, and that nothing of it is left. */
final class Demo implements AutoCloseable {
  private static final int LAST_LINES = 15;

  private final PrintWriter output;
  private final DemoFolder folder;
  private final DemoTraps traps;
  private final List<DemoNode> nodes;
  private final DemoStage stage;
  private final DemoStory story;
  private final DemoVisitor visitor = new DemoVisitor();
  private volatile boolean succeeded;
  private final Thread cleaner = new Thread(this::cleanUp, "demo-cleaner");

  /**
   * Makes the demo's folder; nothing runs yet.
   *
   * @param home the distribution's folder
   */
  Demo(Path home, PrintWriter output) throws CommandFailure {
    this.output = output;
    checkPorts();
    try {
      folder = DemoFolder.create();
    } catch (IOException failure) {
      throw new CommandFailure(ExitStatus.ENVIRONMENT, "can't write " + failure.getMessage());
    }
    DemoTools tools = new DemoTools(folder, home.resolve("mib"), output);
    traps = new DemoTraps(folder);
    Path launcher = home.resolve("bin/hotpair");
    nodes =
        List.of(
            new DemoNode("blade1", "127.0.7.1", folder, launcher),
            new DemoNode("vpe1", "127.0.7.2", folder, launcher));
    stage = new DemoStage(home, folder, tools, traps, nodes, output);
    story = new DemoStory(stage, folder, tools, traps, nodes, visitor);
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  // Another demo, or an agent on all addresses: better said now than guessed from a log.
  private static void checkPorts() throws CommandFailure {
    List<String> taken = new ArrayList<>();
    for (String node : List.of("127.0.7.1", "127.0.7.2")) {
      checkDatagrams(taken, node, 7801);
      checkDatagrams(taken, node, 1161);
      checkStreams(taken, new InetSocketAddress(node, 8778));
      checkStreams(taken, new InetSocketAddress(node, 7802));
    }
    checkDatagrams(taken, "127.0.8.1", 7801);
    checkDatagrams(taken, "127.0.8.2", 7801);
    checkDatagrams(taken, "127.0.7.1", 1162);
    checkStreams(taken, DemoVisitor.SERVICE);
    if (!taken.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.ENVIRONMENT,
          "in use by another program, or another demo: " + String.join(", ", taken));
    }
  }

  private static void checkDatagrams(List<String> taken, String host, int port) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException inUse) {
      taken.add("udp " + host + ":" + port);
    }
  }

  private static void checkStreams(List<String> taken, InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException inUse) {
      taken.add("tcp " + address.getHostString() + ":" + address.getPort());
    }
  }

  /** Tells the story, and if asked to, stays until interrupted. */
  int run(boolean stay) throws CommandFailure, InterruptedException {
    try {
      story.tell();
    } catch (CommandFailure failure) {
      showLogs();
      throw failure;
    } catch (IOException failure) {
      showLogs();
      throw new CommandFailure(ExitStatus.FAILED, failure.getMessage());
    }
    succeeded = true;
    if (stay) {
      stage.sayWhatToTry();
      new CountDownLatch(1).await();
    }
    return ExitStatus.DONE;
  }

  private void showLogs() {
    output.println();
    for (DemoNode node : nodes) {
      showEnd(node.log());
    }
    showEnd(folder.path("receiver/snmptrapd.log"));
    output.println("All files are still in " + folder);
    output.flush();
  }

  private void showEnd(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      output.println("The end of " + log + ":");
      lines
          .subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
          .forEach(line -> output.println("  " + line));
    } catch (IOException none) {
      output.println("There is no " + log);
    }
  }

  private void removeFolder() {
    try {
      folder.remove();
    } catch (IOException left) {
      output.println("Some files are left in " + folder + ": " + left.getMessage());
    }
  }

  // Also when interrupted. After a failure the files stay: they say why.
  private synchronized void cleanUp() {
    killAll();
    if (succeeded) {
      succeeded = false;
      removeFolder();
    }
  }

  private void killAll() {
    visitor.close();
    nodes.forEach(DemoNode::kill);
    traps.kill();
  }

  @Override
  public void close() {
    cleanUp();
    output.flush();
  }
}
