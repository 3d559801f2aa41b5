package io.hotpair.port;

import io.hotpair.core.model.PathKind;
import java.time.Duration;
import java.util.Optional;

/**
 * This machine with what keeps its answers up to date: they come from memory, and one thread that
 * may wait fills that.
 */
public interface WatchedHost extends LocalHost {
  /**
   * Keeps what this machine says of itself up to date, until the thread is interrupted.
   *
   * @param pace how often to look whether a carrier was lost
   * @param carriersRead run when carriers may be other than before
   */
  void watch(Duration pace, Runnable carriersRead);

  /** Reads all once. May wait for the kernel; called by one thread at a time. */
  void refresh();

  /** The network device that holds this node's address of a path; for people. */
  Optional<String> device(PathKind kind);

  /** Keeps this process on time, as far as the machine allows that; says what it does not. */
  void stayOnTime();
}
