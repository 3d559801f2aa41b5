package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of the agent's answer: nothing is concluded from what another cause may hide. */
final class AgentWordTest {
  private static final NodeName BLADE = new NodeName("blade1");
  private static final PairSpec ERP =
      new PairSpec(
          new PairName("erp"),
          BLADE,
          new NodeName("vpe1"),
          List.of(
              new LunSpec(new LunName("data"), "/dev/x", GuardKind.FENCE, Optional.of("/dev/y"))),
          List.of(),
          FailbackPolicy.MANUAL,
          1,
          3,
          Duration.ofMinutes(10));

  private ObjectNode status;

  @BeforeEach
  void atRest() throws JsonProcessingException {
    status =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"agent": {"digest": "abc"},
                     "nodes": [{"name": "blade1", "configuration": "same"},
                               {"name": "vpe1", "configuration": "same"}],
                     "pairs": [{"name": "erp", "state": "suspended", "activeNode": "",
                                "peerState": "suspended", "ready": false,
                                "cannotTakeOverCause": "suspended",
                                "paths": [{"kind": "private", "state": "up", "peerHears": "up"}],
                                "luns": []}]}
                    """);
  }

  private ObjectNode pair() {
    return (ObjectNode) status.path("pairs").path(0);
  }

  private void peersFileIs(String word) {
    ((ObjectNode) status.path("nodes").path(1)).put("configuration", word);
  }

  private void peerIsSilent() {
    ((ObjectNode) pair().path("paths").path(0)).put("state", "down");
  }

  private Optional<Boolean> differs() {
    return new AgentWord(status).of(ERP, BLADE).digestDiffers();
  }

  @Test
  void thePeersFileIsComparedWhateverElseKeepsThePairFromMoving() {
    assertEquals(Optional.of(false), differs());
    peersFileIs("different");
    assertEquals(Optional.of(true), differs());
    pair().put("cannotTakeOverCause", "joining");
    assertEquals(Optional.of(true), differs());
  }

  @Test
  void aFileThatNobodyToldOfIsNotEqual() {
    peersFileIs("unknown");
    assertEquals(Optional.empty(), differs());
    peersFileIs("same");
    peerIsSilent();
    assertEquals(Optional.empty(), differs());
    peersFileIs("different");
    assertEquals(Optional.of(true), differs());
  }

  private Optional<String> user() {
    return new AgentWord(status).userOf(ERP, BLADE, "abc");
  }

  private void isRefused(String why) {
    assertTrue(user().filter(text -> text.contains(why)).isPresent(), user()::toString);
  }

  @Test
  void nobodyUsesWhatBothNodesSayThatTheyLeaveAlone() {
    assertEquals(Optional.empty(), user());
    pair().put("peerState", "standby");
    isRefused("hotpair suspend erp");
    pair().put("peerState", "faulted").put("state", "joining");
    isRefused("hotpair suspend erp");
    pair().put("activeNode", "vpe1");
    isRefused("vpe1 is active");
  }

  @Test
  void anAgentThatDoesNotRunThePairKnowsNothingOfItsLuns() {
    pair().put("name", "old");
    isRefused("systemctl restart hotpair");
    pair().put("name", "erp");
    ((ObjectNode) status.path("agent")).put("digest", "abd");
    isRefused("systemctl restart hotpair");
  }

  @Test
  void aPeerThatIsNotHeardMayUseIt() throws JsonProcessingException {
    peerIsSilent();
    isRefused("no telling what vpe1 does");
    atRest();
    pair().put("peerState", "");
    isRefused("no telling what vpe1 does");
  }

  @Test
  void aPeerWithAnotherFileMayUseItForAnotherPair() {
    peersFileIs("different");
    isRefused("vpe1 runs another site file");
  }

  @Test
  void anArmedWatchdogIsTheAgents() {
    assertFalse(new AgentWord(status).holdsWatchdog());
    ObjectNode watchdog = ((ObjectNode) status.path("agent")).putObject("watchdog");
    watchdog.put("state", "notArmed");
    assertFalse(new AgentWord(status).holdsWatchdog());
    watchdog.put("state", "armed");
    assertTrue(new AgentWord(status).holdsWatchdog());
  }
}
