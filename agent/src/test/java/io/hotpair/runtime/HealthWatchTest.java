package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.HealthSpec;
import io.hotpair.port.HealthProbe;
import io.hotpair.view.HealthView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time is the test's own, so that a part that hangs is found without anybody waiting for it. */
final class HealthWatchTest {
  private static final HealthSpec USUAL = HealthSpec.usual(Timings.BALANCED);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final List<NoticeDraft> told = new CopyOnWriteArrayList<>();
  private final FakeHost clock = new FakeHost();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** A part that shows what it is told to, and hangs if it is told to. */
  private static final class Part implements HealthProbe {
    private final HealthKind kind;
    private final String subject;
    private final boolean mayHang;
    private volatile HealthReading reading = new HealthReading.Measured(5, "5");
    private volatile CountDownLatch hangs = new CountDownLatch(0);

    Part(HealthKind kind, String subject, boolean mayHang) {
      this.kind = kind;
      this.subject = subject;
      this.mayHang = mayHang;
    }

    @Override
    public HealthKind kind() {
      return kind;
    }

    @Override
    public String subject() {
      return subject;
    }

    @Override
    public HealthReading look() {
      boolean interrupted = false;
      while (true) {
        try {
          hangs.await();
          break;
        } catch (InterruptedException deaf) {
          // A call that hangs in the kernel hears of nothing.
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return reading;
    }

    @Override
    public boolean mayHang() {
      return mayHang;
    }

    @Override
    public HealthReading overdue(Duration waited) {
      return new HealthReading.Measured(waited.toMillis(), "no answer for " + waited.toSeconds());
    }
  }

  @AfterEach
  void end() {
    threads.forEach(Thread::interrupt);
  }

  @Test
  void aPartIsLookedAtOnceInItsPeriod() {
    Part part = new Part(HealthKind.LOAD, "", false);
    WatchedPart watched = watched(part);
    assertEquals(HealthVerdict.UNKNOWN, watched.view().verdict());
    watched.lookIfDue();
    assertEquals(HealthVerdict.OK, watched.view().verdict());
    part.reading = new HealthReading.Measured(7, "7");
    watched.lookIfDue();
    assertEquals(5, watched.view().value());
    clock.pass(HealthKind.LOAD.usual().period());
    watched.lookIfDue();
    assertEquals(7, watched.view().value());
  }

  @Test
  void whatGoesWrongIsToldOnceAndSaysWhatToDo() {
    Part part = new Part(HealthKind.SYSTEM_DISK, "", false);
    WatchedPart watched = watched(part);
    looks(watched, 1);
    assertEquals(List.of(), told, "a first good look is no news");
    part.reading = new HealthReading.Measured(6_000, "took 6 s");
    looks(watched, 10);
    assertEquals(1, told.size(), told.toString());
    NoticeDraft notice = told.getFirst();
    assertEquals(NoticeKind.HEALTH_FAILING, notice.kind());
    assertEquals("system-disk", notice.subject());
    assertEquals("ok", notice.oldState());
    assertEquals("failing", notice.newState());
    assertEquals(
        "system-disk is failing (took 6 s): " + HealthKind.SYSTEM_DISK.advice(), notice.text());
    HealthView view = watched.view();
    assertEquals(HealthKind.SYSTEM_DISK.advice(), view.advice());
    assertEquals(2, view.changes(), "to ok, and to failing");
    assertTrue(view.sinceMillis() > 0 && view.sinceMillis() < clock.wallMillis());
  }

  @Test
  void theEndOfItIsToldAsWell() {
    Part part = new Part(HealthKind.SYSTEM_DISK, "", false);
    WatchedPart watched = watched(part);
    part.reading = new HealthReading.Measured(1_500, "slow");
    looks(watched, 3);
    part.reading = new HealthReading.Measured(4, "fast");
    looks(watched, 6);
    assertEquals(
        List.of(NoticeKind.HEALTH_DEGRADED, NoticeKind.HEALTH_RESTORED),
        told.stream().map(NoticeDraft::kind).toList());
    assertEquals("system-disk is ok (fast)", told.getLast().text());
    assertEquals("", watched.view().advice());
  }

  @Test
  void whatOnlyDoesNotTellIsNoNews() {
    Part part = new Part(HealthKind.TEMPERATURE, "", false);
    WatchedPart watched = watched(part);
    looks(watched, 1);
    part.reading = new HealthReading.NotKnown("no sensor");
    looks(watched, 10);
    assertEquals(HealthVerdict.UNKNOWN, watched.view().verdict());
    assertEquals("no sensor", watched.view().reading());
    assertEquals(List.of(), told);
  }

  @Test
  void aPartThatNobodyComesToIsNotKnownAnyMore() {
    WatchedPart watched = watched(new Part(HealthKind.LOAD, "", false));
    looks(watched, 1);
    Duration periods = HealthKind.LOAD.usual().period().multipliedBy(3);
    clock.pass(periods.plusSeconds(29));
    watched.judgeIfOverdue();
    assertEquals(HealthVerdict.OK, watched.view().verdict());
    clock.pass(Duration.ofSeconds(31));
    for (int time = 0; time < 3; time++) {
      clock.pass(HealthKind.LOAD.usual().period());
      watched.judgeIfOverdue();
    }
    assertEquals(HealthVerdict.UNKNOWN, watched.view().verdict());
    assertTrue(watched.view().reading().startsWith("not looked at for "), watched.view()::reading);
    looks(watched, 3);
    assertEquals(HealthVerdict.OK, watched.view().verdict());
  }

  @Test
  void aLookThatThrowsIsUnknownAndEndsNothing() {
    HealthProbe broken =
        new HealthProbe() {
          @Override
          public HealthKind kind() {
            return HealthKind.LOAD;
          }

          @Override
          public String subject() {
            return "";
          }

          @Override
          public HealthReading look() {
            throw new IllegalStateException("a bug");
          }

          @Override
          public boolean mayHang() {
            return false;
          }
        };
    WatchedPart watched = new WatchedPart(broken, HealthKind.LOAD.usual(), clock, told::add);
    looks(watched, 3);
    assertEquals(HealthVerdict.UNKNOWN, watched.view().verdict());
    assertTrue(watched.view().reading().contains("a bug"), watched.view().reading());
  }

  @Test
  void aDiskThatHangsIsFoundWhileItHangsAndKeepsNoOtherFromBeingLookedAt()
      throws InterruptedException {
    Part disk = new Part(HealthKind.SYSTEM_DISK, "", true);
    Part load = new Part(HealthKind.LOAD, "", false);
    HealthWatch watch = new HealthWatch(USUAL, List.of(disk, load), clock, told::add);
    CountDownLatch hangs = new CountDownLatch(1);
    disk.hangs = hangs;
    watch
        .bodies()
        .forEach((name, body) -> threads.add(Thread.ofPlatform().daemon().name(name).start(body)));
    await(() -> verdict(watch, "load") == HealthVerdict.OK, "the load is looked at");
    // Time passes while the disk answers nothing: its verdict falls all the same.
    await(
        () -> {
          clock.pass(Duration.ofSeconds(6));
          return verdict(watch, "system-disk") == HealthVerdict.FAILING
              || verdict(watch, "system-disk") == HealthVerdict.FAILED;
        },
        "the disk is found");
    assertEquals(NoticeKind.HEALTH_FAILING, told.getFirst().kind());
    assertTrue(watch.all().verdict().isFailing(), watch.all().toString());
    assertTrue(watch.all().text().startsWith("system-disk: "), watch.all().toString());
    hangs.countDown();
    await(
        () -> {
          clock.pass(Duration.ofSeconds(6));
          return verdict(watch, "system-disk") == HealthVerdict.OK;
        },
        "the disk is well again");
  }

  @Test
  void whatTheSiteTurnsOffHasNoRow() {
    Part load = new Part(HealthKind.LOAD, "", false);
    assertEquals(
        List.of(), new HealthWatch(HealthSpec.NONE, List.of(load), clock, told::add).rows());
  }

  @Test
  void whatIsUnknownSaysNothingAboutTheOthers() {
    assertEquals(HealthVerdict.UNKNOWN, HealthWatch.worst(List.of(HealthVerdict.UNKNOWN)));
    assertEquals(
        HealthVerdict.OK, HealthWatch.worst(List.of(HealthVerdict.UNKNOWN, HealthVerdict.OK)));
    assertEquals(
        HealthVerdict.FAILING,
        HealthWatch.worst(
            List.of(HealthVerdict.FAILING, HealthVerdict.UNKNOWN, HealthVerdict.DEGRADED)));
  }

  @Test
  void theCrossoverIsNeverWorseThanDegraded() {
    Part cable = new Part(HealthKind.NETWORK_CARRIER, "private", false);
    HealthWatch watch = new HealthWatch(USUAL, List.of(cable), clock, told::add);
    assertEquals("degraded from 3 losses", watch.rows().getFirst().limits());
    Part client = new Part(HealthKind.NETWORK_CARRIER, "public", false);
    assertEquals(
        "degraded from 3 losses, failing from 10 losses",
        new HealthWatch(USUAL, List.of(client), clock, told::add).rows().getFirst().limits());
  }

  @Test
  void theLagIsTheWorstSinceTheLastLook() {
    DecisionLag lag = new DecisionLag();
    lag.late(Duration.ofMillis(700).toNanos());
    lag.late(Duration.ofMillis(3).toNanos());
    assertEquals(
        new HealthReading.Measured(700, "the latest decision came 700 ms late"), lag.look());
    assertEquals(new HealthReading.Measured(0, "the latest decision came 0 ms late"), lag.look());
  }

  private WatchedPart watched(Part part) {
    return new WatchedPart(part, part.kind().usual(), clock, told::add);
  }

  private void looks(WatchedPart watched, int count) {
    for (int look = 0; look < count; look++) {
      clock.pass(Duration.ofSeconds(60));
      watched.lookIfDue();
    }
  }

  private static HealthVerdict verdict(HealthWatch watch, String name) {
    return watch.rows().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition, String what) throws InterruptedException {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < until, "not within " + LONGEST + ": " + what);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
