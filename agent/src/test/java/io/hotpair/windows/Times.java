package io.hotpair.windows;

import io.hotpair.core.model.site.ResourceSpec;
import java.time.Duration;

/** Times of a test. */
final class Times {
  private Times() {}

  /** The same deadline for every call. */
  static ResourceSpec.Times of(Duration deadline) {
    return new ResourceSpec.Times(deadline, deadline, deadline, Duration.ofSeconds(10));
  }
}
