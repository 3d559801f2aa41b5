package io.hotpair.checks;

import io.hotpair.core.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The reference addresses of the public network. Where none answers, that network counts as down
 * whatever its state: an active node that then loses its peer takes itself for cut off, and stops.
 */
public final class ReferenceChecks {
  private static final String SUBJECT = "reference";

  private ReferenceChecks() {}

  /**
   * Asks every address: one that answers is enough for the agent, and hides none that is silent.
   *
   * @param addresses as the site file has them
   * @param question whether one answers; waits for it as long as the agent does
   */
  public static List<Finding> of(
      List<String> addresses, Function<String, Outcome<Boolean>> question) {
    if (addresses.isEmpty()) {
      return List.of(
          Finding.pass(SUBJECT, "the file names none: the carrier alone tells of the network"));
    }
    List<Finding> findings = new ArrayList<>();
    List<String> answering = new ArrayList<>();
    for (String address : addresses) {
      Outcome<Boolean> outcome = question.apply(address);
      if (outcome instanceof Outcome.Succeeded<Boolean>(Boolean answers) && answers) {
        answering.add(address);
      } else {
        findings.add(silent(address, outcome));
      }
    }
    findings.addFirst(
        answering.isEmpty()
            ? Finding.fail(
                SUBJECT,
                "none answers: the public network counts as down here, and an active node that"
                    + " loses its peer stops its group",
                "correct networks.public.reference, or let ICMP echo pass")
            : Finding.pass(SUBJECT, "answering: " + String.join(", ", answering)));
    return List.copyOf(findings);
  }

  private static Finding silent(String address, Outcome<Boolean> outcome) {
    return Finding.warn(
        SUBJECT + " " + address,
        outcome.succeeded() ? "no answer to ICMP echo" : outcome.text(),
        "name addresses in networks.public.reference that are up whenever the network is");
  }
}
