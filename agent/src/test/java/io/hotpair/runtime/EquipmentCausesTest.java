package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.PairConfig;
import io.hotpair.core.plan.GroupPlan;
import io.hotpair.port.FenceDevice;
import io.hotpair.port.Guard;
import io.hotpair.port.ResourceDriver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** For each thing that a start needs and that is missing, why a takeover would not be possible. */
final class EquipmentCausesTest {
  private static final PairName ERP = new PairName("erp");
  private static final NodeName SELF = new NodeName("blade1");
  private static final NodeName PEER = new NodeName("vpe1");
  private static final Outcome<Boolean> THERE = new Outcome.Succeeded<>(true);

  private Outcome<Boolean> resource = THERE;
  private Outcome<Boolean> guard = THERE;
  private Outcome<Boolean> parameters = THERE;
  private Outcome<FenceDevice.Power> power = new Outcome.Succeeded<>(FenceDevice.Power.ON);
  private boolean hasFence = true;

  private final class Driver implements ResourceDriver {
    @Override
    public Outcome<Finding> start() {
      throw new AssertionError("a look starts nothing");
    }

    @Override
    public Outcome<Finding> stop() {
      throw new AssertionError("a look stops nothing");
    }

    @Override
    public Outcome<Finding> monitor() {
      throw new AssertionError("a standby monitors nothing");
    }

    @Override
    public Outcome<Boolean> check() {
      return resource;
    }
  }

  private final class Checked implements Guard {
    @Override
    public Outcome<GuardReading> read() {
      return new Outcome.Unknown<>("not asked here");
    }

    @Override
    public Outcome<Epoch> claim(ClaimRequest request) {
      throw new AssertionError("a look claims nothing");
    }

    @Override
    public Outcome<GuardReading> verify(Epoch epoch) {
      return new Outcome.Unknown<>("not asked here");
    }

    @Override
    public Outcome<GuardReading> park(Park park) {
      throw new AssertionError("a look parks nothing");
    }

    @Override
    public Outcome<Boolean> check() {
      return guard;
    }
  }

  private final class Switch implements FenceDevice {
    @Override
    public String name() {
      return "fence_lab";
    }

    @Override
    public Duration deadline() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Outcome<Power> off(Listener listener) {
      throw new AssertionError("a look switches nothing off");
    }

    @Override
    public Outcome<Power> status(Listener listener) {
      return power;
    }

    @Override
    public Outcome<Boolean> check() {
      return parameters;
    }
  }

  private Readiness looked() throws InterruptedException {
    PairConfig pair =
        new PairConfig(
            ERP,
            SELF,
            PEER,
            true,
            GuardKind.FENCE,
            new GroupPlan(List.of(), Map.of()),
            Timings.BALANCED,
            FailbackPolicy.MANUAL,
            2,
            3,
            Duration.ofMinutes(10),
            Duration.ZERO,
            "");
    NodeConfig config =
        new NodeConfig(SELF, 1, Timings.BALANCED, 7, Map.of(PEER, List.of(ERP)), Map.of(ERP, pair));
    Map<PairName, Guard> guards = Map.of(ERP, new Checked());
    World world =
        new World(
            new FakeHost(),
            new FakeStore(),
            List.of(),
            guards,
            Map.of(),
            Map.of(ERP, Map.of(new ResourceName("fs"), new Driver())),
            Map.of(),
            hasFence ? Map.of(PEER, new Switch()) : Map.of(),
            List.of(),
            Optional.empty());
    Equipment equipment =
        new Equipment(
            config,
            world,
            Map.of(ERP, Map.of(new ResourceName("fs"), ResourceSpec.Times.USUAL)),
            new FenceLog(() -> 0),
            Optional.empty(),
            new PeerLuns(config, Map.of(ERP, List.of(new LunName("data"))), guards));
    equipment.lookSafely(ERP);
    return equipment.found().get(ERP);
  }

  @Test
  void whatLacksNothingIsReady() throws InterruptedException {
    assertEquals(Readiness.READY, looked());
  }

  @Test
  void aResourceAgentThatIsNotInstalledIsNamed() throws InterruptedException {
    resource = new Outcome.Failed<>("check of fs: no such agent");
    assertEquals(
        new Readiness(CannotTakeOverCause.RESOURCE_MISSING, "fs: check of fs: no such agent"),
        looked());
  }

  @Test
  void storageThatLacksWhatTheGuardNeedsIsNotArmed() throws InterruptedException {
    guard = new Outcome.Failed<>("the LUN has no PREEMPT AND ABORT");
    assertEquals(
        new Readiness(CannotTakeOverCause.NOT_ARMED, "the LUN has no PREEMPT AND ABORT"), looked());
  }

  @Test
  void storageThatDoesNotAnswerTheGuardIsUnreachable() throws InterruptedException {
    guard = new Outcome.TimedOut<>(Duration.ofSeconds(2));
    assertEquals(CannotTakeOverCause.DISK_UNREACHABLE, looked().cause());
    guard = new Outcome.Unknown<>("the LUN is not there");
    assertEquals(
        new Readiness(CannotTakeOverCause.DISK_UNREACHABLE, "the LUN is not there"), looked());
  }

  @Test
  void aFenceDeviceThatDoesNotAnswerIsNamed() throws InterruptedException {
    power = new Outcome.TimedOut<>(Duration.ofSeconds(8));
    assertEquals(CannotTakeOverCause.FENCE_UNAVAILABLE, looked().cause());
    parameters = new Outcome.Failed<>("fence_lab takes no plug");
    assertEquals(new Readiness(CannotTakeOverCause.FENCE_UNAVAILABLE, parameters.text()), looked());
    hasFence = false;
    assertEquals(
        new Readiness(CannotTakeOverCause.FENCE_UNAVAILABLE, "no fence device for vpe1"), looked());
  }

  @Test
  void aMissingFenceDeviceDoesNotHideAMissingAgent() throws InterruptedException {
    hasFence = false;
    resource = new Outcome.Failed<>("gone");
    assertEquals(CannotTakeOverCause.RESOURCE_MISSING, looked().cause());
  }
}
