package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.NodeRules;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ticks come closer while a verdict is near, and only then. */
final class PaceTest {
  private static final NodeName PEER = new NodeName("vpe1");
  private static final PairName ERP = new PairName("erp");
  private static final Moment START = FakeHost.START;
  private static final Timings SLOW = slow();
  private static final long USUAL = Duration.ofMillis(200).toNanos();
  private static final long CLOSE = Duration.ofMillis(20).toNanos();

  private final NodeConfig config = config(SLOW);
  private final Pace pace = new Pace(SLOW);

  @Test
  void ticksAreFiveToAnIntervalWhileThePeerIsHeard() {
    assertEquals(USUAL, pace.nanos(Node.begin(config, new BootId(1), Map.of(), START), START));
    assertEquals(USUAL, pace.nanos(heard(), START));
  }

  @Test
  void aHintBringsThemClose() {
    Node hinted = NodeRules.step(config, heard(), new NodeEvent.CarrierLost(START)).next();
    assertEquals(CLOSE, pace.nanos(hinted, START));
  }

  @Test
  void silenceBringsThemCloseAndAVerdictLetsThemGo() {
    Moment suspect = START.plus(Duration.ofMillis(2020));
    assertEquals(USUAL, pace.nanos(heard(), START.plus(Duration.ofMillis(2019))));
    assertEquals(CLOSE, pace.nanos(heard(), suspect));
    assertEquals(USUAL, pace.nanos(proven(heard()), suspect), "dead for certain");
  }

  @Test
  void aPairThatLooksOnceMoreKeepsThemClose() {
    Node node = heard();
    Pair looking = withState(new State.Confirming(START, 1));
    Node confirming =
        new Node(
            node.boot(),
            node.sequences(),
            node.nextBeat(),
            node.local(),
            node.equipment(),
            node.peers(),
            node.disks(),
            node.services(),
            Map.of(ERP, looking));
    assertEquals(CLOSE, pace.nanos(confirming, START));
  }

  @Test
  void aBurstHasAtMostSixteenProbesAndNoTickComesLaterThanUsual() {
    // Audit period and three times the jitter: 7 s, 1.1 s and 160 ms.
    assertEquals(Duration.ofMillis(200), Pace.close(Timings.RELAXED), "not above the usual");
    assertEquals(Duration.ofNanos(68_750_000), Pace.close(Timings.BALANCED));
    assertEquals(Duration.ofMillis(20), Pace.close(Timings.FAST));
  }

  private static Node proven(Node node) {
    return new Node(
        node.boot(),
        node.sequences(),
        node.nextBeat(),
        node.local(),
        node.equipment(),
        Map.of(PEER, node.peers().get(PEER).prove(START)),
        node.disks(),
        node.services(),
        node.pairs());
  }

  private static Pair withState(State state) {
    Pair begun = Pair.begin(PairMemory.EMPTY, START);
    return new Pair(
        state,
        "",
        begun.memory(),
        begun.observed(),
        0,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        List.of(),
        false,
        false);
  }

  private Node heard() {
    Beat beat =
        new Beat(
            2,
            new BootId(2),
            1,
            START,
            Beat.Echo.NONE,
            Map.of(),
            7,
            true,
            HealthVerdict.OK,
            false,
            false,
            List.of());
    Node begun = Node.begin(config, new BootId(1), Map.of(), START);
    return NodeRules.step(
            config, begun, new NodeEvent.Heard(START, PEER, PathKind.PRIVATE, beat, START))
        .next();
  }

  private static NodeConfig config(Timings timings) {
    return new NodeConfig(new NodeName("blade1"), 1, timings, 7, Map.of(PEER, List.of()), Map.of());
  }

  /** As `fast`, but for an interval of a second. */
  private static Timings slow() {
    Timings fast = Timings.FAST;
    return new Timings(
        Duration.ofSeconds(1),
        fast.misses(),
        fast.jitter(),
        Duration.ofMillis(3020),
        Duration.ofMillis(250),
        fast.ioDeadline(),
        fast.fenceDeadline(),
        fast.offerTime(),
        Duration.ofSeconds(4),
        fast.isolationGrace(),
        Duration.ofSeconds(5),
        fast.watchdog(),
        fast.driftPerMillion(),
        fast.margin());
  }
}
