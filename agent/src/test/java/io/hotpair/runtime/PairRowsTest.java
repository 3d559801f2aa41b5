package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.HealthSpec;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.Networks;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Secret;
import io.hotpair.core.model.site.Site;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.view.PathView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A disk's track knows no verdicts of before: what turns is counted where the rows are made. */
final class PairRowsTest {
  private static final NodeName BLADE1 = new NodeName("blade1");
  private static final NodeName VPE1 = new NodeName("vpe1");
  private static final PairName ERP = new PairName("erp");

  private final FakeHost host = new FakeHost();
  private final Site site = site();
  private final NodeConfig config = NodeConfig.of(site, BLADE1);
  private final PairRows rows =
      new PairRows(
          site,
          config,
          new World(
              host,
              new FakeStore(),
              List.of(),
              Map.of(),
              Map.of(),
              Map.of(),
              Map.of(),
              Map.of(),
              List.of(),
              Optional.empty()));

  @Test
  void changesOfTheDiskPathAreCounted() {
    PathView unread = row(DiskTrack.begin(host.now));
    assertEquals(PathState.UNKNOWN, unread.state());
    assertEquals(0, unread.changes());
    assertEquals(0, unread.changedMillis());

    DiskTrack moving = moving(host.now);
    assertEquals(PathState.UP, row(moving).state());
    long up = host.wallMillis();
    PathView again = row(moving);
    assertEquals(1, again.changes());
    assertEquals(up, again.changedMillis());

    host.pass(Duration.ofHours(1));
    PathView gone = row(moving);
    assertEquals(PathState.DOWN, gone.state());
    assertEquals(2, gone.changes());
    assertEquals(host.wallMillis(), gone.changedMillis());
    long down = host.wallMillis();

    host.pass(Duration.ofMinutes(5));
    assertEquals(2, row(moving).changes());
    assertEquals(down, row(moving).changedMillis());
    assertEquals(3, row(moving(host.now)).changes());
  }

  private PathView row(DiskTrack disk) {
    List<PathView> paths = new ArrayList<>();
    rows.paths(config.pairs().get(ERP), PeerTrack.begin(host.now), disk, host.now, paths);
    return paths.getLast();
  }

  /** A disk on which the peer's beat moves. */
  private static DiskTrack moving(Moment now) {
    return new DiskTrack(
        now, now, now, true, 0, 9, Optional.empty(), true, Optional.empty(), false);
  }

  private static Site site() {
    LunSpec lun =
        new LunSpec(new LunName("data"), "/dev/x", GuardKind.FENCE, Optional.of("/dev/y"));
    PairSpec pair =
        new PairSpec(
            ERP,
            BLADE1,
            VPE1,
            List.of(lun),
            List.of(),
            FailbackPolicy.MANUAL,
            1,
            3,
            Duration.ofMinutes(10));
    return new Site(
        "as300",
        new Secret(new byte[32]),
        "0123456789abcdef",
        Map.of(BLADE1, node(BLADE1, 1), VPE1, node(VPE1, 2)),
        new Networks(1, 2, List.of()),
        Timings.BALANCED,
        Map.of(ERP, pair),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        HealthSpec.usual(Timings.BALANCED),
        false);
  }

  private static NodeSpec node(NodeName name, int id) {
    return new NodeSpec(name, id, false, Optional.empty(), Optional.empty(), Map.of());
  }
}
