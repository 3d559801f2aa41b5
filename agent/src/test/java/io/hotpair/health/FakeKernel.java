package io.hotpair.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files as the kernel shows them below /proc and /sys, in a directory of a test. */
record FakeKernel(Path root) {
  Path proc() {
    return root.resolve("proc");
  }

  Path sys() {
    return root.resolve("sys");
  }

  /** Sets a file, as {@code sys/class/net/eth0/speed}. */
  FakeKernel set(String file, String content) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content + "\n");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return this;
  }

  /** Makes a directory's name lead to another, as sysfs does. */
  FakeKernel link(String name, String target) {
    try {
      Path path = root.resolve(name);
      Files.createDirectories(path.getParent());
      Files.createDirectories(root.resolve(target));
      Files.createSymbolicLink(path, root.resolve(target));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return this;
  }
}
