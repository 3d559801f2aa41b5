package io.hotpair.heartbeat;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.LunMarks;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.Suspension;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.HealthSpec;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.Networks;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Secret;
import io.hotpair.core.model.site.Site;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A site of two nodes, and what its nodes say. */
final class TestSite {
  static final NodeName BLADE = new NodeName("blade1");
  static final NodeName GUEST = new NodeName("vpe1");
  static final int BLADE_ID = 1;
  static final int GUEST_ID = 2;
  static final String BLADE_ADDRESS = "127.0.61.1";
  static final String GUEST_ADDRESS = "127.0.61.2";
  static final String CLUSTER = "as300";
  static final Secret KEY = new Secret("a cluster key of 32 bytes or more".getBytes());
  static final PairName ERP = new PairName("erp");

  private TestSite() {}

  static Site onPort(int port) {
    return onPort(port, KEY);
  }

  static Site onPort(int port, Secret key) {
    return new Site(
        CLUSTER,
        key,
        "00".repeat(32),
        Map.of(
            BLADE, node(BLADE, BLADE_ID, BLADE_ADDRESS),
            GUEST, node(GUEST, GUEST_ID, GUEST_ADDRESS)),
        new Networks(port, port, List.of()),
        Timings.FAST,
        Map.of(ERP, pair(ERP)),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        HealthSpec.NONE,
        false);
  }

  static PairSpec pair(PairName name) {
    LunSpec lun =
        new LunSpec(new LunName("data"), "/dev/null", GuardKind.FENCE, Optional.of("/dev/zero"));
    return new PairSpec(
        name,
        BLADE,
        GUEST,
        List.of(lun),
        List.of(),
        FailbackPolicy.values()[0],
        1,
        3,
        Duration.ofMinutes(10));
  }

  private static NodeSpec node(NodeName name, int id, String address) {
    return new NodeSpec(
        name,
        id,
        false,
        Optional.empty(),
        Optional.empty(),
        Map.of(PathKind.PRIVATE, address, PathKind.PUBLIC, address));
  }

  /** A plain beat. */
  static Beat beat(int sender, long boot, long sequence, PairReport... reports) {
    return new Beat(
        sender,
        new BootId(boot),
        sequence,
        new Moment(sequence * 100),
        Beat.Echo.NONE,
        Map.of(PathKind.PRIVATE, PathState.UP),
        0x1122334455667788L,
        true,
        HealthVerdict.DEGRADED,
        false,
        false,
        List.of(reports));
  }

  /** A report with nothing optional. */
  static PairReport report(String pair) {
    return new PairReport(
        new PairName(pair),
        PairState.STANDBY,
        new Epoch(7),
        Readiness.READY,
        false,
        MoveReason.NONE,
        false,
        Suspension.NONE,
        Optional.empty(),
        Optional.empty());
  }

  /** A report in which every field has its largest size. */
  static PairReport largestReport(String pair) {
    PairName name = new PairName((pair + "-").repeat(32).substring(0, 32));
    Order order =
        new Order(
            "r".repeat(Order.LONGEST_REQUEST_ID),
            Action.FORCE_TAKEOVER,
            name,
            Optional.of(new NodeName("n".repeat(32))),
            Optional.of(new Epoch(Epoch.LARGEST)),
            true,
            new Requester(Surface.JOLOKIA, "u".repeat(64), "a".repeat(64)));
    return new PairReport(
            name,
            PairState.FAULTED,
            new Epoch(Epoch.LARGEST),
            new Readiness(CannotTakeOverCause.RESOURCE_MISSING, "d".repeat(200)),
            true,
            MoveReason.DISK_LOST,
            true,
            new Suspension(Long.MAX_VALUE, true),
            Optional.of(order),
            Optional.of(
                new PairReport.Settled(
                    "s".repeat(Order.LONGEST_REQUEST_ID), OperationState.FAILED, "t".repeat(200))))
        .with(new LunMarks(Collections.nCopies(LunMarks.MOST, -1L)));
  }
}
