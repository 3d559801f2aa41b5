package io.hotpair.checks;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ServiceProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The monitors and probes of a group, each asked once. One that never gets an answer makes the
 * active restart a service that is well, and move it.
 */
public final class ServiceChecks {
  /** What is left to a question beyond its own timeout. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private static final String NOT_TRIED = "monitors and probes not tried: ";

  /** Where a pair is active, as far as this node knows. */
  public enum Place {
    /** On this node: monitors are asked, and probes as well. */
    HERE,
    /** On the other one: probes are asked from here, as the agent does. */
    AT_PEER,
    /** On neither: nothing could answer. */
    NOWHERE,
    /** No agent runs here that could say. */
    NOT_KNOWN
  }

  /**
   * What asks the services of a group; each in the order of the resource's specification.
   *
   * @param monitors of a resource; throws {@link IllegalArgumentException} if one can't be right on
   *     any machine
   * @param probes likewise
   */
  public record Askers(
      Function<ResourceSpec, List<ServiceProbe>> monitors,
      Function<ResourceSpec, List<ServiceProbe>> probes) {}

  private ServiceChecks() {}

  /** All that can be asked from here; what can't is one finding. */
  public static List<Check> of(PairSpec pair, Place place, Askers askers) {
    boolean asks =
        pair.group().stream()
            .anyMatch(resource -> !resource.monitors().isEmpty() || !resource.probes().isEmpty());
    if (!asks) {
      return List.of();
    }
    return switch (place) {
      case HERE -> asked(pair, place, askers);
      case AT_PEER -> asked(pair, place, askers);
      case NOWHERE ->
          notTried(
              pair,
              "nothing of " + pair.name() + " is active",
              "try again once it is: hotpair status says what keeps it from that");
      case NOT_KNOWN ->
          notTried(
              pair,
              "no agent here says where " + pair.name() + " is active",
              "start the agent, and try again once the pair is active");
    };
  }

  private static List<Check> notTried(PairSpec pair, String why, String advice) {
    String subject = "services of " + pair.name();
    return List.of(
        Check.single(subject, GRACE, () -> Finding.warn(subject, NOT_TRIED + why, advice)));
  }

  private static List<Check> asked(PairSpec pair, Place place, Askers askers) {
    List<Check> checks = new ArrayList<>();
    for (ResourceSpec resource : pair.group()) {
      if (place == Place.HERE) {
        checks.addAll(
            each(
                "monitor " + pair.name() + "/" + resource.name(),
                resource.monitors(),
                () -> askers.monitors().apply(resource),
                "",
                "mend the service, or correct monitors: of "
                    + named(pair.name(), resource.name())
                    + ": its restart, and then a move, follow from this"));
      }
      checks.addAll(
          each(
              "probe " + pair.name() + "/" + resource.name(),
              resource.probes(),
              () -> askers.probes().apply(resource),
              place == Place.HERE ? "; the standby asks over the network: try it there, too" : "",
              place == Place.HERE
                  ? "mend the service, or correct probes: of " + named(pair.name(), resource.name())
                  : "see route and firewall from here to the address that moves, or correct"
                      + " probes: of "
                      + named(pair.name(), resource.name())));
    }
    return checks;
  }

  private static String named(PairName pair, ResourceName resource) {
    return pair + "/" + resource;
  }

  /** A check for each, so that one that gets no answer hides no other. */
  private static List<Check> each(
      String what,
      List<ProbeSpec> specs,
      Supplier<List<ServiceProbe>> askers,
      String remark,
      String advice) {
    List<Check> checks = new ArrayList<>();
    for (int place = 0; place < specs.size(); place++) {
      String subject = what + "[" + (place + 1) + "]";
      Duration timeout = specs.get(place).timeout();
      int at = place;
      checks.add(
          Check.single(
              subject,
              timeout.plus(GRACE),
              () -> ask(subject, timeout, () -> askers.get().get(at), remark, advice)));
    }
    return checks;
  }

  private static Finding ask(
      String subject,
      Duration timeout,
      Supplier<ServiceProbe> asker,
      String remark,
      String advice) {
    ServiceProbe probe;
    try {
      probe = asker.get();
    } catch (IllegalArgumentException malformed) {
      return Finding.fail(subject, malformed.getMessage(), advice);
    }
    Outcome<Boolean> able = probe.check();
    if (!able.succeeded()) {
      return Finding.fail(subject, able.text(), "install what is missing");
    }
    long begun = System.nanoTime();
    Outcome<Boolean> answer = probe.ask();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    return switch (answer) {
      case Outcome.Succeeded<Boolean> serves ->
          Finding.pass(
              subject,
              "%s answered in %d ms, allowed are %d ms%s"
                  .formatted(probe.name(), millis, timeout.toMillis(), remark));
      case Outcome.Failed<Boolean>(String reason) -> Finding.fail(subject, reason, advice);
      case Outcome.TimedOut<Boolean> late ->
          Finding.fail(subject, probe.name() + ": " + late.text(), advice);
      case Outcome.Unknown<Boolean>(String reason) ->
          Finding.fail(subject, "unknown: " + reason, advice);
    };
  }
}
