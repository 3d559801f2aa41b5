package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.cli.LocalSite.Result;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.Surface;
import io.hotpair.view.FakeSource;
import io.hotpair.view.SnapshotFixture;
import io.hotpair.view.StrictSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class HotpairCommandTest {
  @TempDir private Path folder;
  private LocalSite site;

  @BeforeEach
  void serve() throws IOException {
    site = new LocalSite(folder, Duration.ofSeconds(5));
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void eachCommandIsFoundByTheNameThatItsHelpShows() {
    HotpairCommand.create((site, node, socket, state) -> ExitStatus.FAILED)
        .getSubcommands()
        .forEach(
            (name, command) ->
                assertEquals(
                    name,
                    command
                        .getCommandSpec()
                        .userObject()
                        .getClass()
                        .getAnnotation(CommandLine.Command.class)
                        .name()));
  }

  @Test
  void statusAsJsonIsOneLineWithTheFixedMembers() {
    Result result = site.run("status", "--json");
    assertEquals(ExitStatus.DONE, result.status());
    assertEquals(1, result.output().lines().count());
    assertTrue(
        result.output().startsWith("{\"schema\":1,\"node\":\"blade1\",\"generation\":7,"),
        result.output());
    assertTrue(
        result
            .output()
            .contains(
                "{\"name\":\"erp\",\"role\":\"active\",\"state\":\"active\","
                    + "\"activeNode\":\"blade1\",\"epoch\":41,\"ready\":true,"
                    + "\"cannotTakeOverCause\":\"none\",\"cannotTakeOverDetail\":\"\","
                    + "\"failovers\":5,\"takeovers\":3,\"switchovers\":2,"),
        result.output());
    assertTrue(
        result
            .output()
            .contains(
                "\"watchdog\":{\"state\":\"armed\",\"device\":\"/dev/watchdog0\",\"millis\":4000}"),
        result.output());
    assertTrue(
        result
            .output()
            .contains(
                "\"identity\":\"naa.6001405f\",\"atPeer\":\"same\","
                    + "\"holderKey\":\"4850010000000029\",\"registeredKeys\":\"blade1 epoch 41\","
                    + "\"raidLevel\":\"raid5\",\"raidState\":\"optimal\""),
        result.output());
    for (String member : List.of("\"paths\":[{", "\"luns\":[{", "\"resources\":[{")) {
      assertTrue(result.output().contains(member), member);
    }
  }

  @Test
  void aSwitchoverIsOrderedOnceForEachRequestId() {
    Result first = site.run("switchover", "erp", "--to", "vpe1", "--request-id", "night-7");
    Result second = site.run("switchover", "erp", "--to", "vpe1", "--request-id", "night-7");
    assertEquals(ExitStatus.DONE, first.status(), first::errors);
    assertEquals("accepted as operation 1, request id night-7\n", first.output());
    assertEquals(first, second);
    Order order = site.sink.orders().getFirst();
    assertEquals(1, site.sink.orders().size());
    assertEquals(Action.SWITCHOVER, order.action());
    assertEquals(Optional.of(SnapshotFixture.VPE1), order.target());
    assertEquals(Optional.of(new Epoch(41)), order.decidedIn());
    assertEquals(Surface.CLI, order.requester().surface());
    assertEquals(System.getProperty("user.name"), order.requester().user());
    assertFalse(order.force());
  }

  @Test
  void withoutARequestIdEachOrderGetsItsOwn() {
    site.run("switchover", "erp");
    site.run("switchover", "erp");
    assertEquals(2, site.sink.orders().size());
  }

  @Test
  void theOtherOrdersReachTheSink() {
    assertEquals(ExitStatus.DONE, site.run("suspend", "erp").status());
    assertEquals(ExitStatus.DONE, site.run("resume", "erp").status());
    assertEquals(ExitStatus.DONE, site.run("clear-fault", "mail").status());
    assertEquals(
        List.of(Action.SUSPEND, Action.RESUME, Action.CLEAR_FAULT),
        site.sink.orders().stream().map(Order::action).toList());
  }

  @Test
  void forceIsATakeoverOnlyWhereThereIsNobodyToExchangeRolesWith() {
    site.run("switchover", "erp", "--force");
    site.run("switchover", "mail", "--force");
    site.run("switchover", "a", "--force", "--to", "blade1");
    assertEquals(
        List.of(Action.SWITCHOVER, Action.SWITCHOVER, Action.FORCE_TAKEOVER),
        site.sink.orders().stream().map(Order::action).toList());
    assertTrue(site.sink.orders().stream().allMatch(Order::force));
  }

  @Test
  void unknownPairsAndTargetsAreUsageAndOrderNothing() {
    Result pair = site.run("switchover", "crm");
    assertEquals(ExitStatus.USAGE, pair.status());
    assertEquals("hotpair: no pair crm here; allowed are a, erp, mail\n", pair.errors());
    Result target = site.run("switchover", "erp", "--to", "blade9");
    assertEquals(ExitStatus.USAGE, target.status());
    assertEquals("hotpair: pair erp is not on blade9; allowed are blade1, vpe1\n", target.errors());
    assertEquals(ExitStatus.USAGE, site.run("suspend", "no such").status());
    assertEquals(ExitStatus.USAGE, site.run("suspend", "erp", "--request-id", "a b").status());
    assertEquals(ExitStatus.USAGE, site.run("suspend", "erp", "--timeout", "soon").status());
    assertEquals(ExitStatus.USAGE, site.run("suspend").status());
    assertEquals(List.of(), site.sink.orders());
  }

  @Test
  void aBrokenAgentIsUnknownAndNotSuccess() {
    site.sink.breakDown();
    Result result = site.run("switchover", "erp");
    assertEquals(ExitStatus.UNKNOWN, result.status());
    assertTrue(result.errors().contains("the journal cannot be written"), result::errors);
  }

  @Test
  void waitingEndsWithTheOperationAndItsExitStatusSaysHow() throws IOException {
    assertEquals(ExitStatus.DONE, waitFor(OperationState.SUCCEEDED).status());
    assertEquals(ExitStatus.FAILED, waitFor(OperationState.FAILED).status());
    assertEquals(ExitStatus.REFUSED, waitFor(OperationState.REFUSED).status());
    assertEquals(ExitStatus.UNKNOWN, waitFor(OperationState.UNKNOWN).status());
    String output = waitFor(OperationState.SUCCEEDED).output();
    assertEquals(
        "request id x\n  stopping address\n  waiting for the peer\n"
            + "switchover succeeded: as told (2.5 s)\n",
        output);
  }

  private Result waitFor(OperationState last) throws IOException {
    Path socket = folder.resolve("script.sock");
    ScriptedSink scripted = new ScriptedSink(last);
    try (LocalServer _ =
        LocalServer.start(socket, new FakeSource(SnapshotFixture.snapshot()), scripted)) {
      return LocalSite.run(
          (file, node, path, state) -> ExitStatus.FAILED,
          "switchover",
          "erp",
          "--wait",
          "--request-id",
          "x",
          "--socket",
          socket.toString());
    }
  }

  @Test
  void waitingLongerThanTheTimeoutIsUnknown() {
    Result result =
        site.run("switchover", "erp", "--wait", "--timeout", "150ms", "--request-id", "slow");
    assertEquals(ExitStatus.UNKNOWN, result.status());
    assertTrue(result.errors().contains("--request-id slow asks again"), result::errors);
  }

  @Test
  void withoutAnAgentTheEnvironmentIsToBlame() {
    site.close();
    Result result = site.run("status");
    assertEquals(ExitStatus.ENVIRONMENT, result.status());
    assertTrue(result.errors().contains("it does not exist: does the agent run?"), result::errors);
  }

  @Test
  void keygenWritesSecretsThatOnlyTheirOwnerReadsAndNeverOverwrites() throws IOException {
    Path key = folder.resolve("new/secrets/cluster.key");
    Result result = run("keygen", key.toString());
    assertEquals(ExitStatus.DONE, result.status(), result::errors);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())));
    String secret = Files.readString(key);
    assertTrue(secret.matches("[0-9a-f]{64}\n"));
    assertFalse(result.output().contains(secret.strip()));
    Path other = folder.resolve("other.key");
    assertEquals(ExitStatus.REFUSED, run("keygen", key.toString(), other.toString()).status());
    assertEquals(secret, Files.readString(key));
    assertEquals(ExitStatus.DONE, run("keygen", other.toString()).status());
    assertFalse(Files.readString(other).equals(secret));
  }

  @Test
  void checkConfigNamesTheErrorsAndExitsWithUsage() throws IOException {
    Path file = folder.resolve("site.yaml");
    Files.writeString(file, "cluster: demo\nnodes: []\n");
    Result result = run("check-config", "--config", file.toString());
    assertEquals(ExitStatus.USAGE, result.status());
    assertEquals("", result.output());
    assertTrue(result.errors().contains(file + ":2:8: nodes is a list"), result::errors);
    assertTrue(result.errors().endsWith("errors\n"), result::errors);
  }

  @Test
  void theAgentVerbHandsItsOptionsToTheStarter() {
    List<String> seen = new ArrayList<>();
    Result result =
        LocalSite.run(
            (file, node, socket, state) -> {
              seen.add(file + " " + node.orElse("?") + " " + socket + " " + state);
              return ExitStatus.ENVIRONMENT;
            },
            "agent",
            "--config",
            "/a",
            "--node",
            "b",
            "--state-directory",
            "/c");
    assertEquals(ExitStatus.ENVIRONMENT, result.status());
    assertEquals(List.of("/a b /run/hotpair/agent.sock /c"), seen);
  }

  @Test
  void nonsenseIsUsage() {
    assertEquals(ExitStatus.USAGE, run().status());
    assertEquals(ExitStatus.USAGE, run("fly").status());
    assertEquals(ExitStatus.USAGE, run("status", "--jason").status());
    assertEquals(ExitStatus.DONE, run("--help").status());
  }

  private static Result run(String... arguments) {
    return LocalSite.run((file, node, path, state) -> ExitStatus.FAILED, arguments);
  }

  /** Goes one step further each time it is asked. */
  private static final class ScriptedSink extends StrictSink {
    private final Deque<String> steps =
        new ArrayDeque<>(List.of("stopping address", "stopping address", "waiting for the peer"));
    private final OperationState last;
    private Optional<Order> order = Optional.empty();

    ScriptedSink(OperationState last) {
      this.last = last;
    }

    @Override
    public synchronized Operation submit(Order submitted) {
      order = Optional.of(submitted);
      return operation(OperationState.ACCEPTED, "");
    }

    @Override
    public synchronized Optional<Operation> find(String requestId) {
      if (order.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          steps.isEmpty()
              ? operation(last, "")
              : operation(OperationState.RUNNING, steps.removeFirst()));
    }

    private Operation operation(OperationState state, String step) {
      return new Operation(1, order.orElseThrow(), state, step, "as told", 1_000, 3_500);
    }
  }
}
