package io.hotpair.view;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.ConfigurationMatch;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardState;
import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.LunMatch;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.RaidReading;
import io.hotpair.core.model.RaidState;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;
import io.hotpair.core.model.Role;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.WatchdogState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot as the agent of {@code blade1} could have it: pair {@code erp} is active here and
 * ready, pair {@code mail} is active on {@code vpe1} and not ready, pair {@code a} was never heard
 * of. Every value differs from its neighbours, so that a surface that mixes two up is found.
 */
public final class SnapshotFixture {
  /** The node that answers. */
  public static final NodeName BLADE1 = new NodeName("blade1");

  /** The other node. */
  public static final NodeName VPE1 = new NodeName("vpe1");

  /** The pair that is active here. */
  public static final PairName ERP = new PairName("erp");

  /** The pair that is active on the other node. */
  public static final PairName MAIL = new PairName("mail");

  /** A pair whose peer was never heard; its name is shorter than that of the others. */
  public static final PairName A = new PairName("a");

  /** 2026-11-22 18:00:00 UTC. */
  public static final long WALL = 1_795_370_400_000L;

  private SnapshotFixture() {}

  /** The snapshot. */
  public static Snapshot snapshot() {
    return snapshot(7, 41);
  }

  /** The snapshot with another generation, and another epoch of pair {@code erp}. */
  public static Snapshot snapshot(long generation, long epoch) {
    return new Snapshot(
        generation,
        WALL + generation,
        agent(),
        nodes(),
        List.of(neverHeard(), active(epoch), standby()),
        paths(),
        luns(),
        resources(),
        List.of(
            new FenceView(BLADE1, 1, "fence_ipmilan", "on", "power is on", WALL - 5_000),
            new FenceView(VPE1, 1, "fence_virsh", "unknown", "no answer within 2000 ms", 0),
            new FenceView(VPE1, 2, "fence_apc", "off", "power is off", WALL - 6_000)),
        List.of(
            operation(11, ERP, OperationState.SUCCEEDED),
            operation(12, MAIL, OperationState.RUNNING)),
        List.of(
            notice(101, NoticeKind.PATH_DOWN),
            notice(102, NoticeKind.PATH_UP),
            notice(103, NoticeKind.TAKEOVER_COMPLETED)),
        List.of(
            new TargetView("nms", "10.0.0.6:162", false, 0, 17, 0, 0, 1),
            new TargetView("zabbix", "10.0.0.5:162", true, 2, 21, 18, 3, 4)),
        health());
  }

  private static List<HealthView> health() {
    return List.of(
        part("clock", HealthKind.CLOCK, HealthVerdict.OK, "the kernel's clock is synchronised", -1),
        part("lun-erp", HealthKind.LUN, HealthVerdict.FAILED, "no answer for 31 s", 31_000),
        part(
            "network-errors-public",
            HealthKind.NETWORK_ERRORS,
            HealthVerdict.DEGRADED,
            "eth0 has counted 312 errors, 140 of them in 10 min",
            140),
        part(
            "temperature",
            HealthKind.TEMPERATURE,
            HealthVerdict.UNKNOWN,
            "no sensor here says which temperature is critical",
            -1));
  }

  private static HealthView part(
      String name, HealthKind kind, HealthVerdict verdict, String reading, long value) {
    return new HealthView(
        name,
        kind,
        verdict,
        reading,
        value,
        kind.unit(),
        kind.usual().text(kind.unit()),
        verdict.isBad() ? kind.advice() : "",
        verdict == HealthVerdict.UNKNOWN ? 0 : WALL - 1_000 * kind.code(),
        kind.code() % 4);
  }

  private static AgentView agent() {
    return new AgentView(
        "0.1.0",
        "as300",
        BLADE1,
        "0123456789abcdef".repeat(4),
        false,
        "pair a: the peer was never heard",
        true,
        WALL - 3_600_000,
        1_500_000,
        48_000_000,
        103,
        9,
        5,
        2,
        WatchdogState.ARMED,
        "/dev/watchdog0",
        4_000,
        ConfigurationMatch.DIFFERENT,
        100,
        320);
  }

  private static List<NodeView> nodes() {
    return List.of(
        new NodeView(
            BLADE1,
            1,
            true,
            false,
            PeerHealth.ONLINE,
            "00000000000000a1",
            0,
            0.25,
            0.5,
            WALL - 86_400_000,
            HealthVerdict.FAILED,
            ConfigurationMatch.SAME),
        new NodeView(
            VPE1,
            2,
            false,
            true,
            PeerHealth.SUSPECT,
            "00000000000000b2",
            130,
            -1,
            0.75,
            0,
            HealthVerdict.DEGRADED,
            ConfigurationMatch.DIFFERENT));
  }

  private static PairView neverHeard() {
    return new PairView(
        A,
        Role.NONE,
        PairState.JOINING,
        "listens for its peer",
        Optional.empty(),
        BLADE1,
        VPE1,
        PeerHealth.UNCLEAN,
        Optional.empty(),
        Epoch.NONE,
        new Readiness(CannotTakeOverCause.JOINING, "has not finished its start"),
        new Readiness(CannotTakeOverCause.NOT_HEARD, "vpe1 was never heard"),
        false,
        FaultCause.NONE,
        FailbackPolicy.AUTOMATIC,
        PairMemory.Counters.ZERO,
        PairMemory.LastMove.NONE);
  }

  private static PairView active(long epoch) {
    return new PairView(
        ERP,
        Role.ACTIVE,
        PairState.ACTIVE,
        "holds the guard and runs the group",
        Optional.of(BLADE1),
        BLADE1,
        VPE1,
        PeerHealth.ONLINE,
        Optional.of(PairState.STANDBY),
        new Epoch(epoch),
        new Readiness(CannotTakeOverCause.ACTIVE, "is the active node"),
        Readiness.READY,
        false,
        FaultCause.NONE,
        FailbackPolicy.MANUAL,
        new PairMemory.Counters(5, 3, 2, 1, 4),
        new PairMemory.LastMove(
            WALL - 60_000,
            MoveReason.PEER_SILENT,
            734,
            "detect 320 ms, fence 24 ms",
            new Epoch(41)));
  }

  private static PairView standby() {
    return new PairView(
        MAIL,
        Role.STANDBY,
        PairState.STANDBY,
        "watches",
        Optional.of(VPE1),
        VPE1,
        VPE1,
        PeerHealth.SUSPECT,
        Optional.of(PairState.ACTIVE),
        new Epoch(8),
        new Readiness(
            CannotTakeOverCause.DISK_UNREACHABLE, "/dev/sdb: Eingabe-/Ausgabefehler für Lesen"),
        new Readiness(CannotTakeOverCause.ACTIVE, "is the active node"),
        true,
        FaultCause.STOP_FAILED,
        FailbackPolicy.MANUAL,
        new PairMemory.Counters(15, 13, 12, 11, 14),
        new PairMemory.LastMove(
            WALL - 90_000, MoveReason.ORDERED, 1_250, "stop 400 ms", new Epoch(7)));
  }

  private static List<PathView> paths() {
    List<PathView> paths = new ArrayList<>();
    for (PairName pair : List.of(A, ERP, MAIL)) {
      paths.add(path(pair, PathKind.PRIVATE, "192.168.10.1:7801", "192.168.10.2:7801", 1));
      paths.add(path(pair, PathKind.PUBLIC, "10.0.0.11:7801", "10.0.0.21:7801", 0));
      paths.add(path(pair, PathKind.DISK, "/dev/sdb1", "/dev/sdb1", -1));
    }
    return List.copyOf(paths);
  }

  private static PathView path(PairName pair, PathKind kind, String own, String peer, int carrier) {
    long shift = pair.equals(ERP) ? 0 : 1_000;
    boolean heard = !pair.equals(A);
    return new PathView(
        pair,
        kind,
        VPE1,
        own,
        peer,
        !heard ? PathState.UNKNOWN : kind == PathKind.PUBLIC ? PathState.DOWN : PathState.UP,
        heard ? PathState.UP : PathState.UNKNOWN,
        carrier,
        heard ? 101_000 : -1,
        heard ? 202_000 : -1,
        heard ? 303_000 : -1,
        heard ? 44_000 : -1,
        500 + shift + kind.code(),
        400 + shift + kind.code(),
        30 + shift + kind.code(),
        20 + shift + kind.code(),
        heard ? 60 + kind.code() : -1,
        3 + shift,
        heard ? WALL - 10_000 - kind.code() : 0);
  }

  private static List<LunView> luns() {
    return List.of(
        new LunView(
            ERP,
            new LunName("data"),
            "/dev/sdb",
            "naa.6001405f",
            true,
            GuardKind.FENCE,
            GuardState.HELD_HERE,
            Optional.of(BLADE1),
            "4850010000000029",
            new Epoch(41),
            2_500_000,
            6,
            5,
            WALL - 60_000,
            "blade1 epoch 41",
            LunMatch.SAME,
            new RaidReading("raid5", RaidState.OPTIMAL, "md0 (raid5) has 3 of 3 disks")),
        new LunView(
            MAIL,
            new LunName("spool"),
            "/dev/sdc",
            "",
            false,
            GuardKind.LEASE,
            GuardState.UNKNOWN,
            Optional.empty(),
            "",
            Epoch.NONE,
            -1,
            0,
            0,
            0,
            "",
            LunMatch.DIFFERENT,
            RaidReading.NOT_WATCHED));
  }

  private static List<ResourceView> resources() {
    return List.of(
        resource(ERP, 1, "filesystem", ResourceKind.OCF, "heartbeat:Filesystem"),
        resource(ERP, 2, "database", ResourceKind.SYSTEMD, "postgresql@15-erp"),
        resource(ERP, 3, "address", ResourceKind.COMMAND, "/usr/local/bin/address"));
  }

  private static ResourceView resource(
      PairName pair, int place, String name, ResourceKind kind, String agent) {
    return new ResourceView(
        pair,
        place,
        new ResourceName(name),
        kind,
        agent,
        place == 2 ? ResourceState.FAILED : ResourceState.RUNNING,
        place == 2 ? "monitor: exit status 7" : "monitor: running",
        10 + place,
        20 + place,
        place == 2 ? WALL - 1_000 : 0,
        place == 3 ? -1 : 300 + place,
        place == 3 ? -1 : 200 + place);
  }

  /** An operation of the journal. */
  public static Operation operation(long number, PairName pair, OperationState state) {
    Order order =
        new Order(
            "request-" + number,
            Action.SWITCHOVER,
            pair,
            Optional.of(VPE1),
            Optional.of(new Epoch(40)),
            number % 2 == 0,
            new Requester(Surface.JOLOKIA, "ops", "10.0.0.9"));
    Operation accepted =
        new Operation(number, order, state, "stops the group", "", WALL - 2_000, 0);
    return accepted.isOver()
        ? new Operation(number, order, state, "", "runs on vpe1", WALL - 2_000, WALL - 1_000)
        : accepted;
  }

  /** An event of pair {@code erp}. */
  public static Notice notice(long sequence, NoticeKind kind) {
    return new Notice(
        sequence,
        BLADE1 + ":" + sequence,
        WALL + sequence,
        BLADE1,
        kind,
        Optional.of(ERP),
        "public",
        "up",
        "down",
        MoveReason.PEER_SILENT,
        new Epoch(41),
        "path public to vpe1 is down: nothing heard for 320 ms");
  }
}
