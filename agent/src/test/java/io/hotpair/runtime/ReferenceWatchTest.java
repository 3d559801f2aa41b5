package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.NodeRules;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReferenceWatchTest {
  private static final NodeName PEER = new NodeName("vpe1");
  private static final Moment START = FakeHost.START;
  private static final NodeConfig CONFIG =
      new NodeConfig(
          new NodeName("blade1"), 1, Timings.BALANCED, 7, Map.of(PEER, List.of()), Map.of());

  private final Map<String, Boolean> answers = new LinkedHashMap<>();
  private final ReferenceWatch watch = new ReferenceWatch(new Machine());
  private Node node = Node.begin(CONFIG, new BootId(1), Map.of(), START);

  /** A machine with the reference addresses of the test. */
  private final class Machine extends FakeHost {
    @Override
    public Map<String, Boolean> references() {
      return answers;
    }
  }

  private void hear(boolean publicUp) {
    Beat beat =
        new Beat(
            2,
            new BootId(2),
            1,
            START,
            Beat.Echo.NONE,
            Map.of(),
            7,
            publicUp,
            HealthVerdict.OK,
            false,
            false,
            List.of());
    node =
        NodeRules.step(
                CONFIG, node, new NodeEvent.Heard(START, PEER, PathKind.PRIVATE, beat, START))
            .next();
    watch.decided(node);
  }

  @Test
  void addressesThatAllAnswerAreWell() {
    answers.put("10.0.0.1", true);
    answers.put("10.0.0.2", true);
    assertEquals(
        new HealthReading.Judged(HealthVerdict.OK, "all answer: 10.0.0.1 and 10.0.0.2"),
        watch.look());
  }

  @Test
  void oneThatIsSilentIsToldBesideWhatThePeerSays() {
    answers.put("10.0.0.1", false);
    answers.put("10.0.0.2", true);
    assertEquals(
        new HealthReading.Judged(
            HealthVerdict.DEGRADED, "10.0.0.1 does not answer; no peer is heard"),
        watch.look());
    hear(true);
    assertEquals(
        new HealthReading.Judged(
            HealthVerdict.DEGRADED, "10.0.0.1 does not answer; vpe1 reaches the public network"),
        watch.look());
  }

  @Test
  void oneThatNobodyReachesIsAtFaultItself() {
    answers.put("10.0.0.1", false);
    hear(false);
    assertEquals(
        new HealthReading.Judged(
            HealthVerdict.DEGRADED,
            "10.0.0.1 does not answer; vpe1 does not reach the public network"),
        watch.look());
  }

  @Test
  void whatAPeerSaidBeforeItFellSilentIsNotTold() {
    answers.put("10.0.0.1", false);
    hear(true);
    Moment late = START.plus(Duration.ofMinutes(1));
    node =
        new Node(
            node.boot(),
            node.sequences(),
            node.nextBeat(),
            node.local(),
            node.equipment(),
            Map.of(PEER, node.peers().get(PEER).at(late, Timings.BALANCED)),
            node.disks(),
            Map.of(),
            node.pairs());
    watch.decided(node);
    assertEquals(
        new HealthReading.Judged(
            HealthVerdict.DEGRADED, "10.0.0.1 does not answer; no peer is heard"),
        watch.look());
  }

  @Test
  void aSiteWithoutAddressesIsUnknown() {
    assertEquals(
        new HealthReading.NotKnown("the site file names no reference address"), watch.look());
  }
}
