package io.hotpair.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.NodeSpec;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlacementTest {
  private static NodeSpec node(String name, boolean virtual, String host) {
    return new NodeSpec(
        new NodeName(name),
        1,
        virtual,
        Optional.of(host).filter(text -> !text.isEmpty()),
        Optional.empty(),
        Map.of());
  }

  private static HealthReading look(NodeSpec first, NodeSpec second) {
    return new Placement("erp", first, second).look();
  }

  @Test
  void twoGuestsOfOneMachineAreDegraded() {
    assertEquals(
        new HealthReading.Judged(HealthVerdict.DEGRADED, "vpe1 and vpe2 both run on big1"),
        look(node("vpe1", true, "big1"), node("vpe2", true, "big1")));
  }

  @Test
  void twoMachinesAreWell() {
    assertEquals(
        new HealthReading.Judged(
            HealthVerdict.OK, "vpe1 and vpe2 run on two machines, big1 one of them"),
        look(node("vpe1", true, "big1"), node("vpe2", true, "big2")));
    assertEquals(
        new HealthReading.Judged(HealthVerdict.OK, "blade1 and blade2 run on two machines"),
        look(node("blade1", false, ""), node("blade2", false, "")));
  }

  @Test
  void aGuestThatNamesNoHostIsUnknown() {
    assertEquals(
        new HealthReading.NotKnown("the site file does not say on which host vpe1 runs"),
        look(node("blade1", false, ""), node("vpe1", true, "")));
  }
}
