package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Timings;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.PairConfig;
import io.hotpair.core.plan.GroupPlan;
import io.hotpair.port.Guard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Two pairs; the LUN of one hangs. */
final class EquipmentTest {
  private static final PairName ERP = new PairName("erp");
  private static final PairName WEB = new PairName("web");
  private static final NodeName PEER = new NodeName("vpe1");
  private static final Readiness UNANSWERED =
      new Readiness(CannotTakeOverCause.DISK_UNREACHABLE, "the guard: does not answer within 30 s");

  private final FakeHost host = new FakeHost();
  private final Hanging lun = new Hanging();
  private final Equipment equipment = equipment();

  @Test
  void aLunThatHangsIsNoneOfTheOtherPairs() throws InterruptedException {
    assertEquals(Set.of("equipment-erp", "equipment-web"), equipment.bodies().keySet());
    Thread erp = looking(ERP);
    lun.asked.await();
    equipment.lookSafely(WEB);

    assertEquals(CannotTakeOverCause.JOINING, equipment.found().get(ERP).cause());
    assertEquals(Readiness.READY, equipment.found().get(WEB));

    host.now = FakeHost.START.plus(Equipment.PATIENCE);
    assertEquals(UNANSWERED, equipment.found().get(ERP));
    assertEquals(Readiness.READY, equipment.found().get(WEB));
    lun.answers.countDown();
    erp.join();
    assertEquals(Readiness.READY, equipment.found().get(ERP));
  }

  @Test
  void whatItSaidBeforeItHungDoesNotStand() throws InterruptedException {
    lun.answers.countDown();
    equipment.lookSafely(ERP);
    assertEquals(Readiness.READY, equipment.found().get(ERP));

    lun.hang();
    Thread erp = looking(ERP);
    lun.asked.await();
    host.now = FakeHost.START.plus(Equipment.PATIENCE.minusMillis(1));
    assertEquals(Readiness.READY, equipment.found().get(ERP));
    host.now = FakeHost.START.plus(Equipment.PATIENCE);
    assertEquals(UNANSWERED, equipment.found().get(ERP));
    lun.answers.countDown();
    erp.join();
  }

  private Thread looking(PairName pair) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                equipment.lookSafely(pair);
              } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private Equipment equipment() {
    NodeConfig config =
        new NodeConfig(
            new NodeName("blade1"),
            1,
            Timings.BALANCED,
            7,
            Map.of(PEER, List.of(ERP, WEB)),
            Map.of(ERP, pair(ERP), WEB, pair(WEB)));
    World world =
        new World(
            host,
            new FakeStore(),
            List.of(),
            Map.of(ERP, lun, WEB, new Idle()),
            Map.of(),
            Map.of(ERP, Map.of(), WEB, Map.of()),
            Map.of(),
            Map.of(),
            List.of(),
            Optional.empty());
    Map<PairName, Guard> guards = world.guards();
    return new Equipment(
        config,
        world,
        Map.of(ERP, Map.of(), WEB, Map.of()),
        new FenceLog(() -> 0),
        Optional.empty(),
        new PeerLuns(config, Map.of(ERP, List.of(), WEB, List.of()), guards));
  }

  private static PairConfig pair(PairName name) {
    return new PairConfig(
        name,
        new NodeName("blade1"),
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
  }

  private static class Idle implements Guard {
    @Override
    public Outcome<GuardReading> read() {
      throw new IllegalStateException("only asked whether it could");
    }

    @Override
    public Outcome<Epoch> claim(ClaimRequest request) {
      throw new IllegalStateException("only asked whether it could");
    }

    @Override
    public Outcome<GuardReading> verify(Epoch epoch) {
      return read();
    }

    @Override
    public Outcome<GuardReading> park(Park park) {
      return read();
    }
  }

  private static final class Hanging extends Idle {
    volatile CountDownLatch asked = new CountDownLatch(1);
    volatile CountDownLatch answers = new CountDownLatch(1);

    void hang() {
      asked = new CountDownLatch(1);
      answers = new CountDownLatch(1);
    }

    @Override
    public Outcome<Boolean> check() {
      asked.countDown();
      try {
        answers.await();
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
      return new Outcome.Succeeded<>(true);
    }
  }
}
