package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes;
import io.hotpair.port.Processes.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ProcessRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final byte[] NOTHING = {};

  @TempDir Path directory;

  private final ProcessRunner runner = new ProcessRunner();

  @Test
  void aProgramsStatusAndBothStreamsComeBack() {
    Ended ended = shell("echo out; echo err >&2; exit 7", LONG);
    assertEquals(new Ended(7, "out\n", "err\n"), ended);
  }

  @Test
  void theEnvironmentIsExactlyWhatIsGiven() {
    Outcome<Ended> outcome =
        runner.run(List.of("/usr/bin/env"), Map.of("OCF_ROOT", "/x y"), NOTHING, LONG);
    assertEquals("OCF_ROOT=/x y\n", succeeded(outcome).output());
  }

  @Test
  void inputArrivesWholeAndEnds() {
    byte[] input = "action=off\npassword=geheim\n".getBytes(StandardCharsets.UTF_8);
    Outcome<Ended> outcome = runner.run(List.of("/bin/cat"), Map.of(), input, LONG);
    assertEquals("action=off\npassword=geheim\n", succeeded(outcome).output());
  }

  @Test
  void aProgramThatReadsNoInputIsNotAFailure() {
    Outcome<Ended> outcome = runner.run(List.of("/bin/true"), Map.of(), new byte[4096], LONG);
    assertEquals(0, succeeded(outcome).status());
  }

  @Test
  void aSignalIsAStatusAbove128() {
    assertEquals(128 + 9, shell("kill -9 $$", LONG).status());
  }

  @Test
  void whatIsMissingFailsAndIsNamed() {
    Outcome<Ended> outcome = runner.run(List.of("/no/such/agent"), Map.of(), NOTHING, LONG);
    assertEquals("/no/such/agent does not exist", failure(outcome));
  }

  @Test
  void whatCannotBeExecutedFails() throws IOException {
    Path file = Files.writeString(directory.resolve("plain"), "text");
    Outcome<Ended> outcome = runner.run(List.of(file.toString()), Map.of(), NOTHING, LONG);
    assertEquals(file + " is not an executable file", failure(outcome));
  }

  @Test
  void aScriptWithoutItsInterpreterWasNeverStarted() throws IOException {
    Path file = script("#!/no/such/interpreter\n");
    Outcome<Ended> outcome = runner.run(List.of(file.toString()), Map.of(), NOTHING, LONG);
    assertTrue(failure(outcome).startsWith(file + " did not start: "), outcome.text());
  }

  @Test
  void aRelativeCommandIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> runner.run(List.of("ls"), Map.of(), NOTHING, LONG));
  }

  @Test
  void outputPastTheLimitIsReadAndDropped() {
    Ended ended = shell("head -c 3000000 /dev/zero | tr '\\0' x; echo end >&2", LONG);
    assertEquals(Processes.MOST_OUTPUT, ended.output().length());
    assertEquals("end\n", ended.errors());
  }

  @Test
  void aDaemonThatKeepsTheOutputOpenHoldsNobodyUp() throws Exception {
    Path pid = directory.resolve("pid");
    long begin = System.nanoTime();
    Ended ended = shell("sleep 300 & echo $! > " + pid + "; echo started", LONG);
    assertEquals("started\n", ended.output());
    assertTrue(System.nanoTime() - begin < LONG.toNanos() / 2, "it waited for the daemon");
    long daemon = pid(pid);
    assertTrue(lives(daemon), "the daemon must go on");
    kill(daemon);
  }

  @Test
  void aDaemonThatNeverStopsTalkingHoldsNobodyUp() throws Exception {
    Path pid = directory.resolve("pid");
    Ended ended = shell("yes & echo $! > " + pid + "; sleep 0.1; exit 3", LONG);
    assertEquals(3, ended.status());
    assertTrue(ended.output().length() <= Processes.MOST_OUTPUT);
    awaitDead(pid(pid)); // it writes to a pipe that nobody reads: SIGPIPE
  }

  @Test
  void theDeadlineEndsTheWholeFamily() throws Exception {
    Path own = directory.resolve("own");
    Path child = directory.resolve("child");
    Path orphan = directory.resolve("orphan");
    Path stranger = directory.resolve("stranger");
    String line =
        "echo $$ > %s; sleep 300 & echo $! > %s; (sleep 300 & echo $! > %s); "
            + "setsid sh -c 'echo $$ > %s; sleep 300; true' & wait";
    Outcome<Ended> outcome =
        run(line.formatted(own, child, orphan, stranger), Duration.ofSeconds(1));
    assertEquals(new Outcome.TimedOut<Ended>(Duration.ofSeconds(1)), outcome);
    for (Path file : List.of(own, child, orphan, stranger)) {
      awaitDead(pid(file));
    }
  }

  @Test
  void aDaemonThatDetachedOutlivesTheDeadline() throws Exception {
    Path pid = directory.resolve("pid");
    String line = "(setsid sh -c 'echo $$ > %s; exec sleep 300' &) ; sleep 300".formatted(pid);
    Outcome<Ended> outcome = run(line, Duration.ofSeconds(1));
    assertInstanceOf(Outcome.TimedOut.class, outcome);
    long daemon = pid(pid);
    assertTrue(lives(daemon), "a detached daemon is not the program's any more");
    kill(daemon);
  }

  @Test
  void aProgramThatForksFasterThanItIsKilledEndsToo() throws Exception {
    Path pid = directory.resolve("pid");
    String line = "echo $$ > %s; while true; do sh -c 'sleep 0.01; true'; done".formatted(pid);
    assertInstanceOf(Outcome.TimedOut.class, run(line, Duration.ofMillis(500)));
    awaitDead(pid(pid));
  }

  @Test
  void whatHangsInTheKernelIsNamedUntilItIsGone() throws Exception {
    try (HungProgram hung = HungProgram.in(directory)) {
      Outcome<Ended> outcome = runner.run(hung.command(), Map.of(), NOTHING, Duration.ofSeconds(1));
      assertEquals(new Outcome.TimedOut<Ended>(Duration.ofSeconds(1)), outcome);
      hung.assertHangs();
      List<String> remains = runner.remains();
      assertEquals(1, remains.size(), remains.toString());
      assertTrue(remains.getFirst().contains("(python3)"), remains.getFirst());
      assertEquals(List.of(), new ProcessRunner().remains(), "another one's account");

      hung.release();
      await("it is gone", () -> runner.remains().isEmpty());
    }
  }

  @Test
  void whatCouldBeKilledLeavesNothing() {
    run("sleep 300 & (sleep 300 &) ; sleep 300", Duration.ofMillis(300));
    assertEquals(List.of(), runner.remains());
  }

  @Test
  void anInterruptEndsTheProgramAndStands() throws Exception {
    Path pid = directory.resolve("pid");
    AtomicReference<Outcome<Ended>> outcome = new AtomicReference<>();
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  outcome.set(run("echo $$ > %s; sleep 300".formatted(pid), LONG));
                  if (Thread.currentThread().isInterrupted()) {
                    interrupted.countDown();
                  }
                });
    pid(pid);
    caller.interrupt();
    assertTrue(interrupted.await(10, TimeUnit.SECONDS), "the interrupt was swallowed");
    assertInstanceOf(Outcome.Unknown.class, outcome.get());
    awaitDead(pid(pid));
  }

  @Test
  void hungProgramsBlockNobodyElse() throws Exception {
    try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome<Ended>>> hung = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        hung.add(virtual.submit(() -> run("sleep 300", Duration.ofSeconds(5))));
      }
      Future<Outcome<Ended>> swift = virtual.submit(() -> run("echo swift", LONG));
      assertEquals("swift\n", succeeded(swift.get(4, TimeUnit.SECONDS)).output());
      assertFalse(hung.getFirst().isDone(), "the hung ones must still hang for this to count");
      for (Future<Outcome<Ended>> one : hung) {
        assertInstanceOf(Outcome.TimedOut.class, one.get(20, TimeUnit.SECONDS));
      }
    }
  }

  private Ended shell(String line, Duration deadline) {
    return succeeded(run(line, deadline));
  }

  private Outcome<Ended> run(String line, Duration deadline) {
    return runner.run(
        List.of("/bin/sh", "-c", line), Map.of("PATH", "/usr/bin:/bin"), NOTHING, deadline);
  }

  private Path script(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("script"), text);
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  private static Ended succeeded(Outcome<Ended> outcome) {
    return switch (outcome) {
      case Outcome.Succeeded<Ended>(Ended ended) -> ended;
      case Outcome.Failed<Ended> other -> throw new AssertionError(other.text());
      case Outcome.TimedOut<Ended> other -> throw new AssertionError(other.text());
      case Outcome.Unknown<Ended> other -> throw new AssertionError(other.text());
    };
  }

  private static String failure(Outcome<Ended> outcome) {
    return assertInstanceOf(Outcome.Failed.class, outcome, outcome.text()).text();
  }

  private static long pid(Path file) throws IOException {
    await(file + " is written", () -> Files.exists(file) && text(file).endsWith("\n"));
    return Long.parseLong(text(file).strip());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // A zombie is dead: who must reap it is not this test's business.
  private static boolean lives(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  private static void awaitDead(long pid) {
    await("process " + pid + " ends", () -> !lives(pid));
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    awaitDead(pid);
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited 10 s in vain until " + what);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
