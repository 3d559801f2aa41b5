package io.hotpair.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Where the demo happens: what it says, shows, waits for and insists on. */
final class DemoStage {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long ROUND_NANOS = 20_000_000;

  private final Path home;
  private final DemoFolder folder;
  private final DemoTools tools;
  private final DemoTraps traps;
  private final List<DemoNode> nodes;
  private final PrintWriter output;
  private final long begin = System.nanoTime();

  DemoStage(
      Path home,
      DemoFolder folder,
      DemoTools tools,
      DemoTraps traps,
      List<DemoNode> nodes,
      PrintWriter output) {
    this.home = home;
    this.folder = folder;
    this.tools = tools;
    this.traps = traps;
    this.nodes = nodes;
    this.output = output;
  }

  /** The distribution's launcher. */
  String launcher() {
    return home.resolve("bin/hotpair").toString();
  }

  long secondsSoFar() {
    return (System.nanoTime() - begin) / 1_000_000_000;
  }

  void title(String text) {
    output.println();
    output.printf("== %.1f s: %s%n", (System.nanoTime() - begin) / 1e9, text);
    output.println();
    output.flush();
  }

  void say(String text) {
    output.println(text);
    output.flush();
  }

  void await(String what, BooleanSupplier condition) throws CommandFailure {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      require(System.nanoTime() - end < 0, what + ", within " + PATIENCE.toSeconds() + " s");
      require(traps.isRunning(), "snmptrapd runs");
      for (DemoNode node : nodes) {
        require(!node.hasDied(), "the agent of " + node.name() + " runs");
      }
      LockSupport.parkNanos(ROUND_NANOS);
    }
  }

  static void require(boolean holds, String what) throws CommandFailure {
    if (!holds) {
      throw new CommandFailure(ExitStatus.FAILED, "this did not happen: " + what);
    }
  }

  void awaitTrap(String name, DemoNode sender) throws CommandFailure {
    await("the manager receives " + name, () -> trap(name, sender).isPresent());
    DemoTraps.Received trap = trap(name, sender).orElseThrow();
    say("The manager received %s, event %s:".formatted(trap.name(), trap.eventId()));
    say("  \"" + trap.text() + "\"");
    output.println();
  }

  private Optional<DemoTraps.Received> trap(String name, DemoNode sender) {
    return traps.received().stream()
        .filter(trap -> trap.name().equals(name))
        .filter(trap -> trap.eventId().startsWith(sender.name() + ":"))
        .reduce((before, last) -> last);
  }

  void check(DemoNode node, int expected) throws CommandFailure {
    DemoTools.Said said =
        tools.show(
            home.resolve("nagios-plugins/check_hotpair").toString(),
            "-m",
            "pair",
            "-H",
            node.address(),
            "--credentials",
            folder.path("manager").toString());
    require(
        said.status() == expected,
        "check_hotpair exits with " + expected + ", and not with " + said.status());
  }

  /** How to go on by hand. */
  void sayWhatToTry() {
    title("It keeps running; end it with Ctrl-C. To try, in another terminal:");
    tools.environment().entrySet().stream()
        .filter(entry -> !Set.of("PATH", "LC_ALL").contains(entry.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> say("  export %s=%s".formatted(entry.getKey(), entry.getValue())));
    say("  snmpwalk %s HOTPAIR-MIB::hotpairPairTable".formatted(nodes.getFirst().snmp()));
    say("  snmptable %s HOTPAIR-MIB::hotpairPathTable".formatted(nodes.getLast().snmp()));
    say(
        "  curl --config %s %s/read/io.hotpair:type=Pair,pair=%%22%s%%22"
            .formatted(folder.path("ops.curl"), nodes.getFirst().jolokia(), DemoNode.PAIR));
    say("  curl http://127.0.7.100:8080/");
    for (DemoNode node : nodes) {
      say("  %s status --watch --socket %s".formatted(launcher(), node.socket()));
    }
    say(
        "  %s switchover %s --wait --socket %s"
            .formatted(launcher(), DemoNode.PAIR, nodes.getFirst().socket()));
    say(
        "  jconsole service:jmx:rmi:///jndi/rmi://%s:7802/jmxrmi   (user ops, password in %s)"
            .formatted(nodes.getFirst().address(), folder.path("secrets/ops.password")));
    say(
        "  kill -9 %d   (the agent of %s)"
            .formatted(nodes.getFirst().agentId(), nodes.getFirst().name()));
    say("  tail -f %s %s".formatted(nodes.getFirst().log(), nodes.getLast().log()));
  }
}
