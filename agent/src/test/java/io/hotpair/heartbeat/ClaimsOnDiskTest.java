package io.hotpair.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.ClaimRequest;
import io.hotpair.core.model.Disposition;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.Park;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.Site;
import io.hotpair.guard.RecordGuard;
import io.hotpair.port.BlockDevice;
import io.hotpair.port.LocalHost;
import io.hotpair.system.DirectBlockDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two nodes that claim at the same time, again and again, with real blocks in a real file. */
final class ClaimsOnDiskTest {
  private static final int ROUNDS = 100;

  /** The time of this machine. */
  private static final class Clock implements LocalHost {
    @Override
    public Moment now() {
      return new Moment(System.nanoTime());
    }

    @Override
    public long wallMillis() {
      return System.currentTimeMillis();
    }

    @Override
    public Optional<Boolean> carrier(PathKind kind) {
      return Optional.empty();
    }

    @Override
    public Load load() {
      return new Load(0, 0);
    }

    @Override
    public boolean reachesReference() {
      return true;
    }

    @Override
    public void runThisThreadFirst() {}

    @Override
    public String fenceSelf() {
      throw new AssertionError("nothing here fences itself");
    }
  }

  @Test
  void atMostOneHoldsAndSomebodyDoesInTheEnd() throws Exception {
    // Not in a temporary directory: one in memory may have no direct I/O.
    Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "lun");
    Path file = directory.resolve("lun");
    try (BlockDevice ofBlade = DirectBlockDevice.create(file, BlockDevice.MOST_BLOCKS);
        BlockDevice ofGuest = new DirectBlockDevice(file);
        ExecutorService nodes = Executors.newFixedThreadPool(2)) {
      RecordGuard blade = guard(ofBlade, TestSite.BLADE, 5);
      RecordGuard guest = guard(ofGuest, TestSite.GUEST, 6);
      CyclicBarrier together = new CyclicBarrier(2);
      int held = 0;
      for (int round = 0; round < ROUNDS; round++) {
        Future<Optional<Epoch>> first = nodes.submit(() -> claim(blade, true, together));
        Future<Optional<Epoch>> second = nodes.submit(() -> claim(guest, false, together));
        boolean firstHolds = first.get().isPresent();
        boolean secondHolds = second.get().isPresent();
        assertTrue(!firstHolds || !secondHolds, "both hold in round " + round);
        held += firstHolds || secondHolds ? 1 : 0;
        leave(firstHolds ? blade : guest, firstHolds ? first.get() : second.get());
      }
      assertTrue(held >= ROUNDS / 2, "only " + held + " of " + ROUNDS + " rounds had a holder");
    } finally {
      Files.delete(file);
      Files.delete(directory);
    }
  }

  private static RecordGuard guard(BlockDevice device, NodeName self, long boot) {
    Site site = TestSite.onPort(7801);
    PairDisk disk = new PairDisk(site, TestSite.pair(TestSite.ERP), self, device);
    return new RecordGuard(
        GuardKind.FENCE, new DiskRecords(disk), new BootId(boot), new Clock(), Timings.BALANCED);
  }

  private static Optional<Epoch> claim(RecordGuard guard, boolean preferred, CyclicBarrier together)
      throws Exception {
    GuardReading basis = value(guard.read());
    together.await();
    Outcome<Epoch> claimed =
        guard.claim(
            new ClaimRequest(
                basis.largestEpoch().next(),
                ClaimRequest.Proof.PEER_RECORD,
                basis,
                preferred,
                MoveReason.ORDERED,
                List.of()));
    if (!(claimed instanceof Outcome.Succeeded<Epoch>(Epoch epoch))) {
      return Optional.empty();
    }
    assertEquals(epoch, value(guard.verify(epoch)).own().epoch());
    return Optional.of(epoch);
  }

  private static void leave(RecordGuard guard, Optional<Epoch> held) {
    held.ifPresent(
        epoch ->
            value(
                guard.park(
                    new Park(epoch, Disposition.CLEAN, "", MoveReason.SHUTDOWN, List.of()))));
  }

  private static <T> T value(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Succeeded<T>(T value)) {
      return value;
    }
    throw new AssertionError(outcome.text());
  }
}
