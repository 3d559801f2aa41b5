package io.hotpair.port;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import java.time.Duration;

/** Looks at one part of this machine, again and again; called by one thread. */
public interface HealthProbe {
  /** What it looks at. */
  HealthKind kind();

  /** Which one, where a node has several: a path, a file system, a pair; else empty. */
  String subject();

  /** Looks once. Calls that may hang are made by a thread of their own. */
  HealthReading look();

  /** Whether a look may hang in the kernel, as in a broken disk. */
  boolean mayHang();

  /**
   * What it means that a look has not come back.
   *
   * @param waited since it began
   */
  default HealthReading overdue(Duration waited) {
    return new HealthReading.NotKnown("no answer for " + waited.toSeconds() + " s");
  }

  /** Its name, unique on this node: the kind's, and the subject's if it has one. */
  default String name() {
    return subject().isEmpty() ? kind().key() : kind().key() + "-" + subject();
  }
}
