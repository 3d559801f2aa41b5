package io.hotpair.fencing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.FenceSpec;
import io.hotpair.core.model.site.Secret;
import io.hotpair.port.FenceDevice.Power;
import io.hotpair.system.ProcessRunner;
import io.hotpair.trust.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs as agents: shell scripts that do what devices do. */
final class FenceAgentTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Outcome<Power> OFF = new Outcome.Succeeded<>(Power.OFF);
  private static final Outcome<Power> ON = new Outcome.Succeeded<>(Power.ON);

  // Keeps the power in a file, and writes down each call.
  private static final String SWITCH =
      """
      case $action in
        off) echo off > power ;;
        status) if [ "$(cat power)" = off ]; then exit 2; fi ;;
        *) exit 1 ;;
      esac
      """;

  @TempDir Path directory;

  @Test
  void offIsProvenByASecondLook() throws Exception {
    PowerSwitch device = device(SWITCH);
    assertEquals(ON, device.status(DEADLINE));
    assertEquals(OFF, device.off(DEADLINE));
    assertEquals(OFF, device.status(DEADLINE));
    assertEquals(List.of("status", "off", "status", "status"), calls());
  }

  @Test
  void parametersAndSecretsComeOnStandardInputOnly() throws Exception {
    PowerSwitch device =
        device(
            "env > environment; echo \"$# $*\" > arguments; echo \"$input\" > input; exit 2",
            Map.of("ip", "10.0.1.11", "username", "admin = root"),
            Map.of("password", new Secret("pass=word\n".getBytes(StandardCharsets.UTF_8))));
    assertEquals(OFF, device.status(DEADLINE));
    assertEquals(
        List.of("action=status", "ip=10.0.1.11", "password=pass=word", "username=admin = root"),
        Files.readAllLines(directory.resolve("input")).stream().sorted().toList());
    assertEquals("0", Files.readString(directory.resolve("arguments")).strip());
    List<String> environment =
        Files.readAllLines(directory.resolve("environment")).stream()
            .map(line -> line.substring(0, line.indexOf('=')))
            .filter(name -> !List.of("PWD", "SHLVL", "_", "OLDPWD").contains(name))
            .sorted()
            .toList();
    assertEquals(List.of("LC_ALL", "PATH"), environment);
  }

  @Test
  void anOffThatFailsProvesNothingWhateverTheStatusSays() throws Exception {
    PowerSwitch device = device("[ $action = status ] && exit 2; echo no such plug >&2; exit 1");
    Outcome<Power> outcome = device.off(DEADLINE);
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains("status 1: no such plug"), outcome.text());
    assertEquals(List.of("off"), calls());
  }

  @Test
  void anOffThatDoesNotSwitchIsSeen() throws Exception {
    Outcome<Power> outcome = device("exit 0").off(DEADLINE);
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains("still says on"), outcome.text());
  }

  @Test
  void aStatusThatIsNeitherOnNorOffIsUnknown() throws Exception {
    for (int status : new int[] {1, 3, 127, 137}) {
      PowerSwitch device =
          device("[ $action = off ] && exit 0; echo connection refused; exit " + status);
      assertInstanceOf(Outcome.Unknown.class, device.status(DEADLINE));
      assertInstanceOf(Outcome.Unknown.class, device.off(DEADLINE));
      assertTrue(
          device.off(DEADLINE).text().contains("connection refused"), device.off(DEADLINE).text());
    }
  }

  @Test
  void anAgentThatHangsIsEndedWithItsChildren() throws Exception {
    // The child ignores the gentle signals and would write down that it survived.
    Path agent =
        script(
            """
            (trap '' TERM HUP INT; echo $$ > child; while :; do sleep 1; done) &
            wait
            """);
    PowerSwitch device = device(agent, Map.of(), Map.of());
    long begin = System.nanoTime();
    assertInstanceOf(Outcome.TimedOut.class, device.off(SHORT));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took.toString());
    long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
    Optional<ProcessHandle> left = ProcessHandle.of(child);
    if (left.isPresent()) {
      left.get().onExit().get(10, TimeUnit.SECONDS);
    }
    assertEquals(List.of("off"), calls(), "no second look after an off of unknown fate");
  }

  @Test
  void aSecondLookThatHangsIsNotProof() throws Exception {
    Path agent = script("[ $action = off ] && exit 0; sleep 1000");
    PowerSwitch device = device(agent, Map.of(), Map.of());
    assertInstanceOf(Outcome.TimedOut.class, device.off(SHORT));
  }

  @Test
  void secretsAreMaskedInWhatAnAgentSays() throws Exception {
    PowerSwitch device =
        device(
            "echo login with $password failed for $password2 >&2; exit 1",
            Map.of(),
            Map.of(
                "password", new Secret("hunter2".getBytes(StandardCharsets.UTF_8)),
                "password2", new Secret("hunter2-long".getBytes(StandardCharsets.UTF_8))));
    String text = device.off(DEADLINE).text();
    assertTrue(text.contains("login with (secret) failed for (secret)"), text);
    assertFalse(text.contains("hunter"), text);
  }

  @Test
  void aLongComplaintIsCutShort() throws Exception {
    String text = device("seq 100000 >&2; exit 1").off(DEADLINE).text();
    assertTrue(text.length() < 300 && text.endsWith("…"), text);
  }

  @Test
  void aMissingAgentFailsByName() {
    FenceSpec spec = new FenceSpec("fence_that_is_nowhere", Map.of(), Map.of());
    Outcome<Power> outcome = new FenceAgent(spec, new ProcessRunner()).off(DEADLINE);
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains("/usr/sbin/fence_that_is_nowhere"), outcome.text());
  }

  @Test
  void anAgentThatOthersCouldChangeMeanwhileIsNotRunAgain() throws Exception {
    Path agent = script("exit 2");
    assertEquals(OFF, device(agent, Map.of(), Map.of()).status(DEADLINE));
    PowerSwitch device =
        new FenceAgent(
            new FenceSpec(agent.toString(), Map.of(), Map.of()),
            new ProcessRunner(),
            new Trust(true));
    boolean rootOwnsIt = Files.getAttribute(agent, "unix:uid").equals(0);
    assertEquals(rootOwnsIt, device.status(DEADLINE).succeeded());
    Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> before = calls();
    Outcome<Power> outcome = device.off(DEADLINE);
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains("root does not run " + agent), outcome.text());
    assertEquals(before, calls());
  }

  @Test
  void whatCannotBeToldToAnAgentIsRefused() {
    assertRefused(Map.of("action", "reboot"), "action");
    assertRefused(Map.of("ip", "10.0.0.1\naction=on"), "one line");
    assertRefused(Map.of("ip\naction", "on"), "allowed are");
    assertRefused(Map.of("note", "x".repeat(5000)), "allowed are 4096");
  }

  @Test
  void parametersAreComparedWithWhatTheAgentSaysOfItself() throws Exception {
    assertEquals(new Outcome.Succeeded<>(true), check(Map.of("ip", "10.0.1.11", "plug", "3")));
    assertEquals(
        new Outcome.Succeeded<>(true),
        check(Map.of("ipaddr", "10.0.1.11", "port", "3")),
        "older names do as well");
    assertEquals(
        new Outcome.Failed<>(
            "fence_test: unknown parameter ip_addr, lan-plus;"
                + " allowed are ip, plug, password, delay; parameter ip is required"),
        check(Map.of("ip_addr", "10.0.1.11", "plug", "3", "lan-plus", "1")));
    assertEquals(List.of("metadata", "metadata", "metadata"), calls(), "no device is asked");
  }

  @Test
  void anAgentThatCannotSayWhatItTakesIsUnknown() throws Exception {
    assertInstanceOf(Outcome.Unknown.class, device("exit 1").check(DEADLINE));
    assertInstanceOf(Outcome.Unknown.class, device("echo hello").check(DEADLINE));
    assertInstanceOf(Outcome.Unknown.class, device("echo '<html/>'").check(DEADLINE));
    FenceSpec nowhere = new FenceSpec("fence_that_is_nowhere", Map.of(), Map.of());
    Outcome<Boolean> outcome = new FenceAgent(nowhere, new ProcessRunner()).check(DEADLINE);
    assertInstanceOf(Outcome.Unknown.class, outcome);
    assertTrue(outcome.text().contains("/usr/sbin/fence_that_is_nowhere"), outcome.text());
  }

  @Test
  void anAgentWithoutOffIsNoFenceAgent() throws Exception {
    Outcome<Boolean> outcome =
        device(
                "echo '<resource-agent><actions><action name=\"status\"/></actions>"
                    + "</resource-agent>'")
            .check(DEADLINE);
    assertEquals(new Outcome.Failed<>("fence_test: it has no action off, only status"), outcome);
  }

  private Outcome<Boolean> check(Map<String, String> parameters) throws IOException {
    String metadata =
        """
        cat <<'XML'
        <?xml version="1.0" ?>
        <resource-agent name="fence_test">
        <parameters>
          <parameter name="action" required="1"/>
          <parameter name="ip" required="1" obsoletes="ipaddr"/>
          <parameter name="ipaddr" required="1" deprecated="1"/>
          <parameter name="plug" required="1" obsoletes="port"/>
          <parameter name="port" required="1" deprecated="1"/>
          <parameter name="password" required="0" obsoletes="passwd"/>
          <parameter name="passwd" required="0" deprecated="1"/>
          <parameter name="delay" required="0"/>
        </parameters>
        <actions><action name="off"/><action name="status"/></actions>
        </resource-agent>
        XML
        """;
    return device(metadata, parameters, Map.of()).check(DEADLINE);
  }

  private static void assertRefused(Map<String, String> parameters, String word) {
    FenceSpec spec = new FenceSpec("fence_ipmilan", parameters, Map.of());
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new FenceAgent(spec, new ProcessRunner()))
            .getMessage();
    assertTrue(message.contains(word), message);
  }

  private PowerSwitch device(String body) throws IOException {
    return device(body, Map.of(), Map.of());
  }

  private PowerSwitch device(
      String body, Map<String, String> parameters, Map<String, Secret> secrets) throws IOException {
    return device(script(body), parameters, secrets);
  }

  private static PowerSwitch device(
      Path agent, Map<String, String> parameters, Map<String, Secret> secrets) {
    FenceSpec spec = new FenceSpec(agent.toString(), parameters, secrets);
    return new FenceAgent(spec, new ProcessRunner());
  }

  /** An agent that reads its input, writes down the action, and goes on with {@code body}. */
  private Path script(String body) throws IOException {
    String head =
        """
        #!/bin/sh
        cd '%s' || exit 99
        input=$(cat)
        action=$(echo "$input" | sed -n 's/^action=//p')
        password=$(echo "$input" | sed -n 's/^password=//p')
        password2=$(echo "$input" | sed -n 's/^password2=//p')
        echo $action >> calls
        """
            .formatted(directory);
    Path agent = directory.resolve("fence_test");
    Files.writeString(directory.resolve("power"), "on");
    Files.writeString(agent, head + body);
    Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
    return agent;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(directory.resolve("calls"));
  }
}
