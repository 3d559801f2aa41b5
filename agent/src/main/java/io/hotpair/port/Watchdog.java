package io.hotpair.port;

import io.hotpair.core.model.Outcome;
import java.time.Duration;

/**
 * What resets this machine when it is not fed in time, whatever else still works. Its calls may
 * wait for the driver; one thread at a time makes them.
 */
public interface Watchdog {
  /** The device, for people. */
  String name();

  /**
   * Starts it, which feeds it for the first time. {@code Failed}: it does not run by this call.
   *
   * @param longest within which it must reset the machine after it was last fed
   * @return within which it will: {@code longest} or less
   */
  Outcome<Duration> arm(Duration longest);

  /** Feeds it. Anything but {@code Succeeded}: it may not have been fed. */
  Outcome<Boolean> feed();

  /** Stops it, so that the machine runs on unfed. {@code Failed}: it runs on, and will reset. */
  Outcome<Boolean> disarm();
}
