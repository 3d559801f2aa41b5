package io.hotpair.checks;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * One thing to look at.
 *
 * @param subject what it is, for people
 * @param deadline after which it counts as not answered
 * @param body looks; may wait
 */
public record Check(String subject, Duration deadline, Supplier<List<Finding>> body) {
  /** A check with one finding. */
  public static Check single(String subject, Duration deadline, Supplier<Finding> body) {
    return new Check(subject, deadline, () -> List.of(body.get()));
  }
}
