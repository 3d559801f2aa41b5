package io.hotpair.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
  void atRestAndHeard() throws JsonProcessingException {
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
}
