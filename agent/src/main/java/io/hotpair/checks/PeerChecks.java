package io.hotpair.checks;

import io.hotpair.core.model.PathKind;
import java.util.ArrayList;
import java.util.List;

/** The peer: every path alone, both ways, and whether both nodes mean the same. */
public final class PeerChecks {
  private PeerChecks() {}

  /** All that is known of one pair's peer. */
  public static List<Finding> of(PeerFacts facts) {
    List<Finding> findings = new ArrayList<>();
    facts.paths().forEach(way -> findings.add(path(facts, way)));
    findings.add(configuration(facts));
    facts.luns().forEach(lun -> findings.add(lun(facts, lun)));
    facts.cannotTakeOver().ifPresent(cause -> findings.add(readiness(facts, cause)));
    return findings;
  }

  private static Finding path(PeerFacts facts, PeerFacts.Way way) {
    String subject = way.kind().label() + " path to " + facts.peer();
    if (way.kind() == PathKind.DISK) {
      return way.heard()
          ? Finding.pass(subject, "both nodes write to the same device" + suffix(way))
          : Finding.fail(
              subject,
              "the peer's beat on the shared device does not move" + suffix(way),
              "see that both nodes name the same LUN, and that the peer's agent runs");
    }
    if (way.heard() && way.hears()) {
      return Finding.pass(subject, "both ways" + suffix(way));
    }
    String missing =
        way.heard()
            ? "the peer is heard, but does not hear this node"
            : way.hears() ? "the peer hears this node, but is not heard" : "nothing is heard";
    return Finding.fail(
        subject,
        missing + suffix(way),
        "see cable, address, firewall (udp), cluster key, and that the peer's agent runs");
  }

  private static String suffix(PeerFacts.Way way) {
    return way.text().isEmpty() ? "" : ": " + way.text();
  }

  private static Finding configuration(PeerFacts facts) {
    String subject = "site file of " + facts.peer();
    if (facts.digestDiffers().isEmpty()) {
      return Finding.fail(
          subject, "unknown: the peer is not heard", "compare hotpair check-config on both nodes");
    }
    return facts.digestDiffers().get()
        ? Finding.fail(subject, "it is another one than here", "copy the same file to both nodes")
        : Finding.pass(subject, "equal to this node's");
  }

  private static Finding lun(PeerFacts facts, PeerFacts.Lun lun) {
    String subject = "LUN " + facts.pair() + "/" + lun.name() + " at " + facts.peer();
    return switch (lun.match()) {
      case SAME -> Finding.pass(subject, "the same as here: " + lun.identity());
      case DIFFERENT ->
          Finding.fail(
              subject,
              "another LUN than here, which is " + lun.identity(),
              "compare hotpair validate on both nodes, and correct the device of one");
      case NEITHER_SAYS ->
          Finding.warn(
              subject,
              "not compared: neither device says what it is",
              "make sure that both nodes mean the same");
      case UNKNOWN ->
          Finding.fail(
              subject,
              "unknown: "
                  + (lun.identity().isEmpty()
                      ? "this node's device does not say what it is"
                      : "the peer has not said what it reads; here it is " + lun.identity()),
              "see that both nodes have the LUN, and that both agents run");
    };
  }

  private static Finding readiness(PeerFacts facts, String cause) {
    String subject = "takeover of " + facts.pair();
    return cause.isEmpty()
        ? Finding.pass(subject, "the standby could take over now")
        : Finding.fail(subject, "the standby could not take over now: " + cause, "hotpair status");
  }
}
