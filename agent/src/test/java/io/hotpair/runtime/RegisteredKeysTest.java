package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.RegistrationKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RegisteredKeysTest {
  private static final Map<Integer, NodeName> NODES =
      Map.of(1, new NodeName("blade1"), 2, new NodeName("vpe1"));

  private static RegistrationKey key(int node, long epoch) {
    return RegistrationKey.of(node, new Epoch(epoch));
  }

  @Test
  void ownKeysAreNodeAndEpochAndStrangersStayNumbers() {
    assertEquals("", RegisteredKeys.text(NODES, List.of()));
    assertEquals(
        "blade1 epoch 41 x2, vpe1 epoch 40, 0x4850090000000007, 0x0000000000001234",
        RegisteredKeys.text(
            NODES,
            List.of(key(1, 41), key(2, 40), key(1, 41), key(9, 7), new RegistrationKey(0x1234))));
  }

  @Test
  void theTextStaysWithinWhatASurfaceCarries() {
    List<RegistrationKey> many =
        LongStream.rangeClosed(1, 64).mapToObj(RegistrationKey::new).toList();
    String text = RegisteredKeys.text(NODES, many);
    assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= 255, text);
    assertTrue(text.endsWith(", and 53 more"), text);
  }
}
