package io.hotpair.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.RaidReading;
import io.hotpair.core.model.RaidState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lines of /proc/mdstat have the form that the kernel's md driver prints (Linux 6.1, drivers/md:
 * {@code md_seq_show}, {@code raid5_status}, {@code raid1_status}, {@code status_resync}).
 */
final class ArraysTest {
  private static final String MDSTAT =
      """
      Personalities : [raid1] [raid6] [raid5] [raid4] [raid10] [raid0]
      md0 : active raid5 sdd1[3] sdc1[1] sdb1[0]
            7813529600 blocks super 1.2 level 5, 512k chunk, algorithm 2 [3/3] [UUU]
            bitmap: 2/30 pages [8KB], 65536KB chunk

      md1 : active raid5 sdd2[3](F) sdc2[1] sdb2[0]
            104792064 blocks super 1.2 level 5, 512k chunk, algorithm 2 [3/2] [UU_]

      md2 : active raid5 sde3[4] sdc3[1] sdb3[0]
            104792064 blocks super 1.2 level 5, 512k chunk, algorithm 2 [3/2] [UU_]
            [==>..................]  recovery = 12.6% (6614528/52396032) finish=4.2min speed=180000K/sec

      md3 : active raid1 sdb4[0] sdc4[1]
            1046528 blocks super 1.2 [2/2] [UU]
            [=======>.............]  resync = 38.1% (399744/1046528) finish=0.1min speed=99936K/sec

      md4 : active raid1 sdb5[0](F) sdc5[1]
            1046528 blocks super 1.2 [2/1] [_U]
      \t  recovery=DELAYED

      md5 : active raid6 sdf1[4](F) sde1[3](F) sdd5[2](F) sdc6[1] sdb6[0]
            3139584 blocks super 1.2 level 6, 512k chunk, algorithm 2 [5/2] [UU___]

      md6 : active (auto-read-only) raid0 sdc7[1] sdb7[0]
            2093056 blocks super 1.2 512k chunks

      md7 : inactive sdb8[0](S) sdc8[2](S)
            2093056 blocks super 1.2

      unused devices: <none>
      """;

  @TempDir private Path root;

  private RaidReading md(String name) {
    FakeKernel kernel = new FakeKernel(root).set("proc/mdstat", MDSTAT);
    return new MdArray(kernel.proc(), name).ask();
  }

  @Test
  void aSoftwareArrayIsWhatTheKernelSays() {
    assertEquals(
        new RaidReading("raid5", RaidState.OPTIMAL, "md0 (raid5) has 3 of 3 disks"), md("md0"));
    assertEquals(
        new RaidReading("raid5", RaidState.DEGRADED, "md1 (raid5) has 2 of 3 disks"), md("md1"));
    assertEquals(
        new RaidReading("raid5", RaidState.REBUILDING, "md2 (raid5) has 2 of 3 disks"), md("md2"));
    assertEquals(
        new RaidReading("raid6", RaidState.FAILED, "md5 (raid6) has 2 of 5 disks"), md("md5"));
  }

  @Test
  void anArrayThatIsGoneThroughHasAllItsDisks() {
    assertEquals(RaidState.OPTIMAL, md("md3").state());
  }

  @Test
  void aRebuildThatWaitsForAnotherFillsADisk() {
    assertEquals(RaidState.REBUILDING, md("md4").state());
  }

  @Test
  void anArrayThatSparesNoDiskTellsNoCount() {
    assertEquals(new RaidReading("raid0", RaidState.OPTIMAL, "md6 (raid0) is active"), md("md6"));
  }

  @Test
  void anArrayThatWasNotStartedHasFailed() {
    assertEquals(new RaidReading("", RaidState.FAILED, "md7 is inactive"), md("md7"));
  }

  @Test
  void anArrayThatIsNotThereIsUnknown() {
    assertEquals(RaidState.UNKNOWN, md("md9").state());
    assertEquals(RaidState.UNKNOWN, new MdArray(root.resolve("nowhere"), "md0").ask().state());
  }

  private static RaidReading printed(int status, String output) {
    return new ArrayCommand(List.of("/usr/sbin/array"), FakePrograms.printing(status, output))
        .ask();
  }

  @Test
  void aProgramPrintsLevelAndState() {
    assertEquals(
        new RaidReading("raid6", RaidState.DEGRADED, "raid6 degraded disk 7 of shelf 2"),
        printed(0, "raid6 degraded disk 7 of shelf 2\n"));
    assertEquals(new RaidReading("", RaidState.OPTIMAL, "optimal"), printed(0, "- optimal\n"));
  }

  @Test
  void whatElseAProgramDoesIsUnknown() {
    assertEquals(RaidState.UNKNOWN, printed(1, "raid6 optimal\n").state());
    assertEquals(RaidState.UNKNOWN, printed(0, "raid6 fine\n").state());
    assertEquals(RaidState.UNKNOWN, printed(0, "").state());
    assertEquals(RaidState.UNKNOWN, printed(0, "x".repeat(33) + " optimal\n").state());
    assertTrue(printed(0, "y".repeat(9_000)).text().length() < 300);
    assertEquals(
        RaidState.UNKNOWN,
        new ArrayCommand(
                List.of("/usr/sbin/array"),
                new FakePrograms(new Outcome.TimedOut<>(Duration.ofSeconds(30))))
            .ask()
            .state());
  }

  private static final LunName DATA = new LunName("data");
  private static final LunName LOG = new LunName("log");

  private static PairArrays pair(RaidState data, RaidState log) {
    return new PairArrays(
        new PairName("erp"),
        Map.of(
            DATA,
            () -> new RaidReading("raid5", data, "d"),
            LOG,
            () -> new RaidReading("raid1", log, "l")));
  }

  @Test
  void theWorstOfAPairsArraysCountsAndNoneIsWorseThanDegraded() {
    assertEquals(
        new HealthReading.Judged(HealthVerdict.DEGRADED, "data is failed: d; log is optimal: l"),
        pair(RaidState.FAILED, RaidState.OPTIMAL).look());
    assertEquals(
        new HealthReading.Judged(HealthVerdict.OK, "data is optimal: d; log is optimal: l"),
        pair(RaidState.OPTIMAL, RaidState.OPTIMAL).look());
    assertEquals(
        new HealthReading.Judged(HealthVerdict.UNKNOWN, "data is optimal: d; log is unknown: l"),
        pair(RaidState.OPTIMAL, RaidState.UNKNOWN).look());
    assertEquals(
        new HealthReading.Judged(
            HealthVerdict.DEGRADED, "data is rebuilding: d; log is unknown: l"),
        pair(RaidState.REBUILDING, RaidState.UNKNOWN).look());
  }

  @Test
  void whatIsKnownOfAnArrayIsForgottenWhenItDoesNotAnswer() {
    PairArrays arrays = pair(RaidState.OPTIMAL, RaidState.DEGRADED);
    assertEquals(RaidState.UNKNOWN, arrays.of(DATA).state());
    arrays.look();
    assertEquals(new RaidReading("raid1", RaidState.DEGRADED, "l"), arrays.of(LOG));
    assertEquals(RaidReading.NOT_WATCHED, arrays.of(new LunName("other")));
    arrays.overdue(Duration.ofSeconds(60));
    assertEquals(RaidState.UNKNOWN, arrays.of(LOG).state());
  }
}
