package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.LunMarks;
import io.hotpair.core.model.LunMatch;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Suspension;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.LocalView;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.NodeRules;
import io.hotpair.core.pair.PairConfig;
import io.hotpair.core.plan.GroupPlan;
import io.hotpair.port.Guard;
import io.hotpair.port.LunSight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Different LUNs keep a pair from being claimed, and are not forgotten when the peer is silent. */
final class PeerLunsTest {
  private static final PairName ERP = new PairName("erp");
  private static final LunName DATA = new LunName("data");
  private static final NodeName PEER = new NodeName("vpe1");
  private static final String HERE = "naa.6001405aa0000000000000000000a001";
  private static final String ELSEWHERE = "naa.6001405aa0000000000000000000a002";
  private static final Moment START = Moment.ZERO.plus(Duration.ofHours(1));

  private final NodeConfig config = config();
  private final PeerLuns luns =
      new PeerLuns(config, Map.of(ERP, List.of(DATA)), Map.of(ERP, new LookedAt(HERE)));
  private Node node = Node.begin(config, new BootId(1), Map.of(), START);

  private static NodeConfig config() {
    NodeName self = new NodeName("blade1");
    PairConfig pair =
        new PairConfig(
            ERP,
            self,
            PEER,
            true,
            GuardKind.SCSI_PR,
            new GroupPlan(List.of(), Map.of()),
            Timings.BALANCED,
            FailbackPolicy.MANUAL,
            2,
            3,
            Duration.ofMinutes(10),
            Duration.ZERO,
            "");
    return new NodeConfig(
        self, 1, Timings.BALANCED, 7, Map.of(PEER, List.of(ERP)), Map.of(ERP, pair));
  }

  private static Beat beat(LunMarks marks) {
    PairReport report =
        new PairReport(
            ERP,
            PairState.STANDBY,
            new Epoch(7),
            Readiness.READY,
            false,
            MoveReason.NONE,
            false,
            Suspension.NONE,
            Optional.empty(),
            Optional.empty());
    return new Beat(
        2,
        new BootId(2),
        1,
        START,
        Beat.Echo.NONE,
        Map.of(),
        7,
        true,
        HealthVerdict.FAILING,
        false,
        false,
        List.of(report.with(marks)));
  }

  private void hear(String identity) {
    Beat beat = beat(LunMarks.of(List.of(identity)));
    take(new NodeEvent.Heard(START, PEER, PathKind.PRIVATE, beat, START));
  }

  private void take(NodeEvent event) {
    node = NodeRules.step(config, node, event).next();
    luns.decided(node);
  }

  @Test
  void aBeatTellsWhatTheDeviceIs() {
    Beat told = luns.told(beat(LunMarks.NONE));
    assertEquals(LunMarks.of(List.of(HERE)), told.reports().getFirst().luns());
    assertEquals(beat(LunMarks.of(List.of(HERE))), told);
  }

  @Test
  void allWhoAskWithOneBeatGetTheSame() {
    Beat beat = beat(LunMarks.NONE);
    Beat told = luns.told(beat);
    assertSame(told, luns.told(beat));
    assertNotSame(told, luns.told(beat(LunMarks.NONE)), "another beat");
  }

  @Test
  void theSameLunIsWell() {
    assertEquals(LunMatch.UNKNOWN, luns.match(ERP, DATA));
    hear(HERE);
    assertEquals(LunMatch.SAME, luns.match(ERP, DATA));
    assertEquals(Readiness.READY, luns.readiness(ERP));
  }

  @Test
  void anotherLunArmsNothingAndSilenceDoesNotMendIt() {
    hear(ELSEWHERE);
    assertEquals(LunMatch.DIFFERENT, luns.match(ERP, DATA));
    assertEquals(
        new Readiness(CannotTakeOverCause.NOT_ARMED, "LUN data is another one here than at vpe1"),
        luns.readiness(ERP));
    for (int second = 1; second < 60; second++) {
      Moment now = START.plus(Duration.ofSeconds(second));
      take(new NodeEvent.Ticked(now, LocalView.WELL, Map.of()));
    }
    assertTrue(node.peers().get(PEER).isSilent());
    assertEquals(CannotTakeOverCause.NOT_ARMED, luns.readiness(ERP).cause());
  }

  private record LookedAt(String identity) implements Guard {
    @Override
    public Outcome<GuardReading> read() {
      throw new IllegalStateException("only looked at");
    }

    @Override
    public Outcome<Epoch> claim(ClaimRequest request) {
      return new Outcome.Unknown<>("only looked at");
    }

    @Override
    public Outcome<GuardReading> verify(Epoch epoch) {
      return read();
    }

    @Override
    public Outcome<GuardReading> park(Park park) {
      return read();
    }

    @Override
    public List<LunSight> sights() {
      return List.of(new LunSight(DATA, identity, Optional.empty()));
    }
  }
}
