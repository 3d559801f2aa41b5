package io.hotpair.checks;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceName;
import io.hotpair.port.ResourceDriver;
import java.util.function.Supplier;

/**
 * What starts a group here: asked whether all is there that a start needs, never told to start. An
 * active node needs it for its next restart as much as the standby for its takeover.
 */
public final class ResourceChecks {
  private ResourceChecks() {}

  /** What the check of one resource is called. */
  public static String subject(PairName pair, ResourceName resource) {
    return "resource " + pair + "/" + resource;
  }

  /**
   * One resource.
   *
   * @param driver makes what starts it; throws {@link IllegalArgumentException} if it can't be
   *     right on any machine
   */
  public static Finding of(PairName pair, ResourceName resource, Supplier<ResourceDriver> driver) {
    String subject = subject(pair, resource);
    try {
      Outcome<Boolean> outcome = driver.get().check();
      return outcome.succeeded()
          ? Finding.pass(subject, "all is here that a start needs")
          : Finding.fail(
              subject, outcome.text(), "install what is missing, or correct group: of " + pair);
    } catch (IllegalArgumentException malformed) {
      return Finding.fail(subject, malformed.getMessage(), "correct group: of " + pair);
    }
  }
}
