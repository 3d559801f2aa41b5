package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.detector.PeerView;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.LocalView;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.Observed;
import io.hotpair.core.pair.Pair;
import io.hotpair.core.pair.PairConfig;
import io.hotpair.core.plan.GroupPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code hotpairAgentArmed} and its reason say: an empty text is armed. */
final class SnapshotBuilderTest {
  private static final NodeName BLADE1 = new NodeName("blade1");
  private static final NodeName VPE1 = new NodeName("vpe1");
  private static final PairName ERP = new PairName("erp");

  @Test
  void aSiteFileThatDiffersAtThePeerDisarms() {
    assertEquals("", notArmed("", false, Readiness.READY));
    assertEquals("erp: the site file of vpe1 is another one", notArmed("", true, Readiness.READY));
  }

  @Test
  void whatTheSiteItselfRefusesIsToldBeforeThat() {
    assertEquals("erp: no watchdog", notArmed("no watchdog", true, Readiness.READY));
  }

  @Test
  void whatTheStorageLacksDisarmsAndAMissingResourceDoesNot() {
    assertEquals(
        "erp: no APTPL",
        notArmed("", false, new Readiness(CannotTakeOverCause.NOT_ARMED, "no APTPL")));
    assertEquals(
        "",
        notArmed("", false, new Readiness(CannotTakeOverCause.RESOURCE_MISSING, "no such agent")));
  }

  private static String notArmed(String bySite, boolean differs, Readiness equipment) {
    PairConfig pair =
        new PairConfig(
            ERP,
            BLADE1,
            VPE1,
            true,
            GuardKind.FENCE,
            new GroupPlan(List.of(), Map.of()),
            Timings.BALANCED,
            FailbackPolicy.MANUAL,
            2,
            3,
            Duration.ofMinutes(10),
            Duration.ZERO,
            bySite);
    NodeConfig config =
        new NodeConfig(
            BLADE1, 1, Timings.BALANCED, 7, Map.of(VPE1, List.of(ERP)), Map.of(ERP, pair));
    Node begun = Node.begin(config, new BootId(1), Map.of(), FakeHost.START);
    Node node =
        new Node(
            begun.boot(),
            begun.sequences(),
            begun.nextBeat(),
            begun.local(),
            begun.equipment(),
            begun.peers(),
            begun.disks(),
            begun.services(),
            Map.of(ERP, seeing(begun.pairs().get(ERP), differs, equipment)));
    return SnapshotBuilder.notArmed(config, node, List.of(ERP));
  }

  private static Pair seeing(Pair pair, boolean differs, Readiness equipment) {
    PeerView unknown = PeerView.unknown(FakeHost.START);
    PeerView peer =
        new PeerView(
            unknown.health(),
            unknown.paths(),
            unknown.networkSilent(),
            unknown.diskStale(),
            unknown.lastSign(),
            Optional.empty(),
            differs,
            unknown.publicUp(),
            unknown.nodeHealth(),
            unknown.leaving(),
            unknown.lookIsDue());
    return new Pair(
        pair.state(),
        pair.reason(),
        pair.memory(),
        new Observed(
            FakeHost.START, peer, DiskTrack.begin(FakeHost.START), LocalView.WELL.with(equipment)),
        pair.effects(),
        pair.flight(),
        pair.audit(),
        pair.watches(),
        pair.tracked(),
        pair.moves(),
        pair.suppressing(),
        pair.leaving());
  }
}
