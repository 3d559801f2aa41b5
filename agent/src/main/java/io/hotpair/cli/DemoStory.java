package io.hotpair.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the demo shows, step by step; a step that did not happen ends it. */
final class DemoStory {
  private static final String INDEX = ".\"" + DemoNode.PAIR + "\"";

  private final DemoStage stage;
  private final DemoFolder folder;
  private final DemoTools tools;
  private final DemoTraps traps;
  private final DemoNode first;
  private final DemoNode second;
  private final DemoVisitor visitor;

  DemoStory(
      DemoStage stage,
      DemoFolder folder,
      DemoTools tools,
      DemoTraps traps,
      List<DemoNode> nodes,
      DemoVisitor visitor) {
    this.stage = stage;
    this.folder = folder;
    this.tools = tools;
    this.traps = traps;
    this.first = nodes.getFirst();
    this.second = nodes.getLast();
    this.visitor = visitor;
  }

  /** The whole story. */
  void tell() throws CommandFailure, IOException {
    form();
    walk();
    DemoNode lost = first.isActive() ? first : second;
    DemoNode survivor = other(lost);
    takeOver(lost, survivor);
    comeBack(lost, survivor);
    switchBySnmp(survivor, lost);
    switchByJolokia(lost, survivor);
    settle();
  }

  private DemoNode other(DemoNode node) {
    return node == first ? second : first;
  }

  private void form() throws CommandFailure, IOException {
    stage.title("Two agents form a pair");
    stage.say(
        "blade1 (127.0.7.1) and vpe1 (127.0.7.2) share a LUN, here a file, and protect a small");
    stage.say(
        "service that counts its visitors on that LUN, behind the floating address 127.0.7.100.");
    traps.start(tools);
    first.start();
    second.start();
    stage.await("the pair forms", () -> isFormed(first, second) || isFormed(second, first));
    stage.await("all surfaces open", () -> first.hasSurfaces() && second.hasSurfaces());
    visitor.start();
    long now = System.nanoTime();
    DemoNode active = first.isActive() ? first : second;
    stage.await("the service answers", () -> visitor.wasServedBy(active.name(), now));
    tools.show(stage.launcher(), "status", "--socket", active.socket().toString());
    stage.say(
        "A visitor asks the service all the time from now on; " + active.name() + " answers.");
  }

  /** Whether one is active, the other stands by, and both say that the pair is protected. */
  private static boolean isFormed(DemoNode active, DemoNode standby) {
    return active.isActive()
        && active.isReady()
        && standby.isReady()
        && standby.pair().map(pair -> pair.path("state").asText().equals("standby")).orElse(false);
  }

  private void walk() throws CommandFailure {
    stage.title("Any SNMP manager sees the pair");
    DemoNode active = first.isActive() ? first : second;
    DemoTools.Said said = tools.show("snmpwalk", active.snmp(), "HOTPAIR-MIB::hotpairPairTable");
    DemoStage.require(
        said.status() == 0
            && said.text().contains("hotpairPairRole" + INDEX + " = INTEGER: active(1)")
            && said.text().contains("hotpairPairReady" + INDEX + " = INTEGER: true(1)"),
        "the walk shows an active, protected pair");
    stage.check(active, 0);
  }

  private void takeOver(DemoNode lost, DemoNode survivor) throws CommandFailure {
    stage.title(lost.name() + " dies: its agent and all that it started are killed at once");
    long killed = System.nanoTime();
    lost.kill();
    stage.await(survivor.name() + " takes over", () -> survivor.isActive());
    stage.await(
        "the service answers from " + survivor.name(),
        () -> visitor.wasServedBy(survivor.name(), killed));
    stage.say(
        "%s serves. The visitor was without an answer for %d ms."
            .formatted(survivor.name(), visitor.outageMillis(killed)));
    JsonNode move = survivor.pair().orElseThrow().path("lastMove");
    stage.say(
        "%s says: %s, %d ms: %s"
            .formatted(
                survivor.name(),
                People.words(move.path("reason").asText()),
                move.path("durationMillis").asLong(),
                move.path("timeline").asText()));
    stage.say("");
    stage.awaitTrap("hotpairTakeoverCompleted", survivor);
    stage.say("The pair serves without protection until " + lost.name() + " is back, and says so:");
    stage.check(survivor, 1);
  }

  private void comeBack(DemoNode lost, DemoNode survivor) throws CommandFailure, IOException {
    stage.title(lost.name() + " comes back, as the standby");
    lost.start();
    stage.await("the pair is protected again", () -> isFormed(survivor, lost));
    stage.await("all surfaces of " + lost.name() + " open", lost::hasSurfaces);
    stage.check(survivor, 0);
  }

  private void switchBySnmp(DemoNode from, DemoNode to) throws CommandFailure {
    stage.title("A switchover back to " + to.name() + ", ordered by an SNMP SET");
    stage.say(
        "Lock, target, request id and action go in one request: it happens once or not at all.");
    String lock =
        tools
            .show("snmpget", "-Oqv", from.snmp(), "HOTPAIR-MIB::hotpairControlLock" + INDEX)
            .text()
            .strip();
    final long ordered = System.nanoTime();
    DemoTools.Said said =
        tools.show(
            "snmpset",
            from.snmp(),
            "HOTPAIR-MIB::hotpairControlLock" + INDEX,
            "i",
            lock,
            "HOTPAIR-MIB::hotpairControlTarget" + INDEX,
            "s",
            to.name(),
            "HOTPAIR-MIB::hotpairControlRequestId" + INDEX,
            "s",
            "demo-by-snmp",
            "HOTPAIR-MIB::hotpairControlAction" + INDEX,
            "i",
            "switchover");
    DemoStage.require(said.status() == 0, "the SET is accepted");
    awaitSwitchover(from, to, ordered);
    tools.show("snmpwalk", from.snmp(), "HOTPAIR-MIB::hotpairOperationState");
    stage.awaitTrap("hotpairSwitchoverCompleted", to);
  }

  private void switchByJolokia(DemoNode from, DemoNode to) throws CommandFailure, IOException {
    stage.title("Another switchover, to " + to.name() + ", ordered by a Jolokia call");
    long ordered = System.nanoTime();
    DemoTools.Said said =
        tools.show(
            "curl",
            "--silent",
            "--show-error",
            "--config",
            folder.path("ops.curl").toString(),
            "--header",
            "Content-Type: application/json",
            "--data",
            ("{\"type\":\"exec\",\"mbean\":\"io.hotpair:type=Pair,pair=\\\"%s\\\"\","
                    + "\"operation\":\"switchover\",\"arguments\":[\"%s\",\"demo-by-jolokia\"]}")
                .formatted(DemoNode.PAIR, to.name()),
            from.jolokia());
    DemoStage.require(
        said.status() == 0
            && new ObjectMapper().readTree(said.text()).path("status").asInt() == 200,
        "Jolokia accepts the call");
    awaitSwitchover(from, to, ordered);
    stage.awaitTrap("hotpairSwitchoverCompleted", to);
    stage.check(to, 0);
  }

  private void awaitSwitchover(DemoNode from, DemoNode to, long ordered) throws CommandFailure {
    stage.await(to.name() + " serves and " + from.name() + " stands by", () -> isFormed(to, from));
    stage.await(
        "the service answers from " + to.name(), () -> visitor.wasServedBy(to.name(), ordered));
    stage.say(
        "%s serves. The visitor was without an answer for %d ms."
            .formatted(to.name(), visitor.outageMillis(ordered)));
    stage.say("");
  }

  // What was promised to a visitor must be in the file, once, and counted by the node that said so.
  private void settle() throws CommandFailure, IOException {
    stage.title("The books");
    visitor.close();
    List<String> lines = Files.readAllLines(folder.path("storage/numbers"));
    Set<String> kept = new HashSet<>(lines);
    List<DemoVisitor.Answer> answers = visitor.answers();
    long missing =
        answers.stream()
            .filter(answer -> !kept.contains(answer.number() + " " + answer.node()))
            .count();
    DemoStage.require(kept.size() == lines.size(), "no number was given twice");
    DemoStage.require(missing == 0, missing + " of the visitor's answers are missing in the file");
    stage.say(
        "%d answers, each still in the file on the LUN, none twice.".formatted(answers.size()));
    long takeovers = first.counter("takeovers") + second.counter("takeovers");
    long switchovers = first.counter("switchovers") + second.counter("switchovers");
    stage.say(
        "The counters of both nodes: %d takeover(s), %d switchovers."
            .formatted(takeovers, switchovers));
    DemoStage.require(switchovers == 2, "two switchovers were counted");
    stage.say("");
    stage.say("Every step happened, in %d s.".formatted(stage.secondsSoFar()));
  }
}
