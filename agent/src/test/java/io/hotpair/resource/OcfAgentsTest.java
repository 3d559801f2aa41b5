package io.hotpair.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.system.ProcessRunner;
import io.hotpair.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class OcfAgentsTest {
  @TempDir Path root;

  @Test
  void whatIsExecutableBelowAProviderIsAnAgent() throws IOException {
    agent("heartbeat", "IPaddr2", "exit 0");
    agent("acme", "Pump", "exit 0");
    Files.writeString(root.resolve("resource.d").resolve("acme").resolve("README"), "read me");
    agent("heartbeat", ".ocf-binaries", "exit 0");
    assertEquals(List.of("acme:Pump", "heartbeat:IPaddr2"), agents().installed());
  }

  @Test
  void withoutAnyThereAreNone() throws IOException {
    assertEquals(List.of(), agents().installed());
  }

  @Test
  void anAgentSaysWhatItTakes() throws IOException {
    agent(
        "acme",
        "Pump",
        """
        test "$1" = meta-data || exit 3
        cat <<END
        <resource-agent name="Pump"><parameters>
        <parameter name="valve" required="1"/><parameter name="rate"/>
        </parameters><actions><action name="start" timeout="30s"/></actions></resource-agent>
        END
        """);
    assertEquals(
        new Outcome.Succeeded<>(
            new OcfAgents.Description(
                Map.of("valve", true, "rate", false), Map.of("start", Duration.ofSeconds(30)))),
        agents().describe("acme:Pump"));
  }

  @Test
  void whatIsNotThereOrSaysNothingIsNamed() throws IOException {
    agent("acme", "Mute", "echo no such action >&2; exit 1");
    assertEquals(
        new Outcome.Failed<>("acme:Mute: generic error: no such action"),
        agents().describe("acme:Mute"));
    assertTrue(agents().describe("acme:None").text().endsWith("acme/None does not exist"));
    assertInstanceOf(Outcome.Failed.class, agents().describe("../etc:passwd"));
    assertInstanceOf(Outcome.Failed.class, agents().describe("IPaddr2"));
  }

  private OcfAgents agents() {
    return new OcfAgents(root, new Programs(new ProcessRunner(), new Trust(false)));
  }

  private void agent(String provider, String type, String body) throws IOException {
    Specs.script(
        root.resolve("resource.d").resolve(provider).resolve(type), "#!/bin/sh\n" + body + "\n");
  }
}
