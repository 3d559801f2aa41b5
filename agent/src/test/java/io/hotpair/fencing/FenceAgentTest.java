package io.hotpair.fencing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.FenceSpec;
import io.hotpair.core.model.site.Secret;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.FenceDevice.Power;
import io.hotpair.system.ProcessRunner;
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
    FenceDevice device = device(SWITCH);
    assertEquals(ON, device.status());
    assertEquals(OFF, device.off());
    assertEquals(OFF, device.status());
    assertEquals(List.of("status", "off", "status", "status"), calls());
  }

  @Test
  void parametersAndSecretsComeOnStandardInputOnly() throws Exception {
    FenceDevice device =
        device(
            "env > environment; echo \"$# $*\" > arguments; echo \"$input\" > input; exit 2",
            Map.of("ip", "10.0.1.11", "username", "admin = root"),
            Map.of("password", new Secret("pass=word\n".getBytes(StandardCharsets.UTF_8))));
    assertEquals(OFF, device.status());
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
    FenceDevice device = device("[ $action = status ] && exit 2; echo no such plug >&2; exit 1");
    Outcome<Power> outcome = device.off();
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains("status 1: no such plug"), outcome.text());
    assertEquals(List.of("off"), calls());
  }

  @Test
  void anOffThatDoesNotSwitchIsSeen() throws Exception {
    Outcome<Power> outcome = device("exit 0").off();
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains("still says on"), outcome.text());
  }

  @Test
  void aStatusThatIsNeitherOnNorOffIsUnknown() throws Exception {
    for (int status : new int[] {1, 3, 127, 137}) {
      FenceDevice device =
          device("[ $action = off ] && exit 0; echo connection refused; exit " + status);
      assertInstanceOf(Outcome.Unknown.class, device.status());
      assertInstanceOf(Outcome.Unknown.class, device.off());
      assertTrue(device.off().text().contains("connection refused"), device.off().text());
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
    FenceDevice device = device(agent, Map.of(), Map.of(), Duration.ofSeconds(2));
    long begin = System.nanoTime();
    assertInstanceOf(Outcome.TimedOut.class, device.off());
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
    FenceDevice device = device(agent, Map.of(), Map.of(), Duration.ofSeconds(2));
    assertInstanceOf(Outcome.TimedOut.class, device.off());
  }

  @Test
  void secretsAreMaskedInWhatAnAgentSays() throws Exception {
    FenceDevice device =
        device(
            "echo login with $password failed for $password2 >&2; exit 1",
            Map.of(),
            Map.of(
                "password", new Secret("hunter2".getBytes(StandardCharsets.UTF_8)),
                "password2", new Secret("hunter2-long".getBytes(StandardCharsets.UTF_8))));
    String text = device.off().text();
    assertTrue(text.contains("login with (secret) failed for (secret)"), text);
    assertFalse(text.contains("hunter"), text);
  }

  @Test
  void aLongComplaintIsCutShort() throws Exception {
    String text = device("seq 100000 >&2; exit 1").off().text();
    assertTrue(text.length() < 300 && text.endsWith("…"), text);
  }

  @Test
  void aMissingAgentFailsByName() {
    FenceSpec spec = new FenceSpec("fence_that_is_nowhere", Map.of(), Map.of());
    Outcome<Power> outcome = new FenceAgent(spec, DEADLINE, new ProcessRunner()).off();
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains("/usr/sbin/fence_that_is_nowhere"), outcome.text());
  }

  @Test
  void whatCannotBeToldToAnAgentIsRefused() {
    assertRefused(Map.of("action", "reboot"), "action");
    assertRefused(Map.of("ip", "10.0.0.1\naction=on"), "one line");
    assertRefused(Map.of("ip\naction", "on"), "allowed are");
    assertRefused(Map.of("note", "x".repeat(5000)), "allowed are 4096");
  }

  private static void assertRefused(Map<String, String> parameters, String word) {
    FenceSpec spec = new FenceSpec("fence_ipmilan", parameters, Map.of());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new FenceAgent(spec, DEADLINE, new ProcessRunner()))
            .getMessage();
    assertTrue(message.contains(word), message);
  }

  private FenceDevice device(String body) throws IOException {
    return device(body, Map.of(), Map.of());
  }

  private FenceDevice device(
      String body, Map<String, String> parameters, Map<String, Secret> secrets) throws IOException {
    return device(script(body), parameters, secrets, DEADLINE);
  }

  private static FenceDevice device(
      Path agent, Map<String, String> parameters, Map<String, Secret> secrets, Duration deadline) {
    FenceSpec spec = new FenceSpec(agent.toString(), parameters, secrets);
    return new FenceAgent(spec, deadline, new ProcessRunner());
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
