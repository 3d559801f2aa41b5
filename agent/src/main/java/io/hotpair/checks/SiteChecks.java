package io.hotpair.checks;

import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Site;
import java.util.Optional;

/** What the site file alone tells. */
public final class SiteChecks {
  private SiteChecks() {}

  /** Two nodes of one pair on one physical machine fall together. */
  public static Finding hosts(Site site, PairSpec pair) {
    String subject = "hosts of " + pair.name();
    NodeSpec first = site.nodes().get(pair.preferred());
    NodeSpec second = site.nodes().get(pair.other());
    Optional<String> host = first.host();
    if (host.isPresent() && host.equals(second.host())) {
      return Finding.fail(
          subject,
          "both nodes run on " + host.get() + ": one broken machine takes both",
          "move one of them to another machine");
    }
    boolean unnamed =
        (first.virtual() && first.host().isEmpty())
            || (second.virtual() && second.host().isEmpty());
    return unnamed
        ? Finding.warn(
            subject,
            "unknown: a virtual node names no host",
            "set host: to the physical machine's name")
        : Finding.pass(subject, "two machines, as far as the file says");
  }

  /** The times, which the reader has checked against the rules already. */
  public static Finding timings(Site site) {
    Timings timings = site.timings();
    return Finding.pass(
        "timings",
        "every rule holds: dead time %d ms, disk dead time %d ms, I/O deadline %d ms"
            .formatted(
                timings.deadTime().toMillis(),
                timings.diskDeadTime().toMillis(),
                timings.ioDeadline().toMillis()));
  }

  /** What protects the pair's data. */
  public static Finding guard(Site site, PairSpec pair, NodeName self) {
    String subject = "guard of " + pair.name();
    GuardKind guard = pair.arbiter().guard();
    return switch (guard) {
      case NONE ->
          Finding.warn(subject, "none: nothing moves by itself", "use scsi-pr, fence, or lease");
      case LEASE -> lease(site, self, subject);
      case FENCE ->
          site.fence().containsKey(pair.peerOf(self))
              ? Finding.pass(subject, "fence: the power switch decides")
              : Finding.fail(subject, "fence, and no device switches off " + pair.peerOf(self), "");
      case SCSI_PR -> Finding.pass(subject, "scsi-pr: the storage decides");
    };
  }

  private static Finding lease(Site site, NodeName self, String subject) {
    NodeSpec node = site.nodes().get(self);
    if (site.unsafeDemo() && (node.virtual() || node.watchdog().isEmpty())) {
      return Finding.warn(
          subject,
          "lease, which protects nothing on this node: unsafe-demo",
          "never keep data on it; use scsi-pr or fence");
    }
    return Finding.pass(subject, "lease: the watchdog decides");
  }
}
