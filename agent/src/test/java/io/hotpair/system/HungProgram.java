package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A program that hangs in the kernel until it is released: a signal does not end it, not even
 * SIGKILL. Needs root, a kernel with FUSE, unshare and python3.
 *
 * @param command what to run
 * @param ready exists when it hangs
 * @param gate exists once it was released
 */
public record HungProgram(List<String> command, Path ready, Path gate) implements AutoCloseable {
  private static final Path UNSHARE = Path.of("/usr/bin/unshare");
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  /** A program whose files lie in a directory; skips the test where none can be made. */
  public static HungProgram in(Path directory) throws IOException {
    assumeTrue(Files.isWritable(Path.of("/dev/fuse")), "/dev/fuse can't be opened here");
    assumeTrue(Files.isExecutable(UNSHARE) && Files.isExecutable(PYTHON), "unshare and python3");
    Path script = directory.resolve("hang.py");
    try (InputStream text = HungProgram.class.getResourceAsStream("hang.py")) {
      Files.copy(text, script);
    }
    Path mount = Files.createDirectory(directory.resolve("mount"));
    Path ready = directory.resolve("ready");
    Path gate = directory.resolve("gate");
    return new HungProgram(
        List.of(
            UNSHARE.toString(),
            "--mount",
            PYTHON.toString(),
            script.toString(),
            mount.toString(),
            ready.toString(),
            gate.toString()),
        ready,
        gate);
  }

  /** Fails unless the program has come to the point where it hangs. */
  public void assertHangs() {
    assertTrue(Files.exists(ready), "the program did not come to hang");
  }

  /** Lets the program go; whoever was killed ends now. */
  public void release() throws IOException {
    if (!Files.exists(gate)) {
      Files.createFile(gate);
    }
  }

  @Override
  public void close() throws IOException {
    release();
  }

  /** Waits for what follows the release. */
  public static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited 10 s in vain until " + what);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
