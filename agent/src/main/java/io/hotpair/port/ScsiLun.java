package io.hotpair.port;

import io.hotpair.core.model.Outcome;
import java.util.List;

/** A LUN, and the ways to it that this node has now. Safe for many threads. */
public interface ScsiLun {
  /** The device as the site file names it, for people. */
  String name();

  /**
   * The ways to it, in a fixed order; looked up again with each call, for ways come and go. {@code
   * Failed}: there is none, or the device is no SCSI disk; the reason says what it is.
   */
  Outcome<List<ScsiPath>> paths();
}
