package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.Processes.Ended;
import io.hotpair.port.ResourceDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A resource that an OCF resource agent runs: Open Clustering Framework Resource Agent API, 1.0 and
 * 1.1. Needs nothing of a cluster manager.
 */
final class OcfDriver implements ResourceDriver {
  private static final Logger LOG = LoggerFactory.getLogger(OcfDriver.class);
  static final Duration META_DATA_DEADLINE = Duration.ofSeconds(20);

  private final Programs programs;
  private final Instance instance;
  private final ResourceSpec spec;
  private final OcfAgent agent;
  // What is expected here: decides whether a monitor is a probe.
  private volatile boolean expected;
  private volatile String lastReason = "";
  private volatile Optional<Known> known = Optional.empty();

  /**
   * Nothing is run yet.
   *
   * @throws IllegalArgumentException if the agent's or a parameter's name is malformed
   */
  OcfDriver(Programs programs, Instance instance, ResourceSpec spec, Path ocfRoot) {
    this.programs = programs;
    this.instance = instance;
    this.spec = spec;
    this.agent = OcfAgent.of(instance, spec, ocfRoot);
  }

  @Override
  public Outcome<Finding> start() {
    Outcome<Ended> outcome = action("start", spec.times().start(), Duration.ZERO);
    // Even a start that failed may have left something: from here on it is looked at as expected.
    expected = true;
    return switch (outcome) {
      case Outcome.Succeeded<Ended>(Ended ended) when ended.status() == OcfStatus.SUCCESS ->
          new Outcome.Succeeded<>(Finding.RUNNING);
      case Outcome.Succeeded<Ended>(Ended ended) -> new Outcome.Failed<>(failure("start", ended));
      case Outcome.Failed<Ended> other -> Programs.without(what("start"), other);
      case Outcome.TimedOut<Ended> other -> Programs.without(what("start"), other);
      case Outcome.Unknown<Ended> other -> Programs.without(what("start"), other);
    };
  }

  @Override
  public Outcome<Finding> stop() {
    Outcome<Ended> outcome = action("stop", spec.times().stop(), Duration.ZERO);
    return switch (outcome) {
      case Outcome.Succeeded<Ended>(Ended ended) -> stopped(ended);
      case Outcome.Failed<Ended> other -> Programs.without(what("stop"), other);
      case Outcome.TimedOut<Ended> other -> Programs.without(what("stop"), other);
      case Outcome.Unknown<Ended> other -> Programs.without(what("stop"), other);
    };
  }

  // The standard knows no 7 here, though some agents say it: then a look decides.
  private Outcome<Finding> stopped(Ended ended) {
    if (ended.status() == OcfStatus.SUCCESS) {
      expected = false;
      return new Outcome.Succeeded<>(Finding.STOPPED);
    }
    if (ended.status() == OcfStatus.NOT_RUNNING
        && monitor() instanceof Outcome.Succeeded<Finding>(Finding finding)
        && finding == Finding.STOPPED) {
      return new Outcome.Succeeded<>(Finding.STOPPED);
    }
    return new Outcome.Failed<>(failure("stop", ended));
  }

  @Override
  public Outcome<Finding> monitor() {
    boolean probe = !expected;
    Duration interval = probe ? Duration.ZERO : spec.times().interval();
    Outcome<Ended> outcome = action("monitor", spec.times().monitor(), interval);
    return switch (outcome) {
      case Outcome.Succeeded<Ended>(Ended ended) ->
          found(OcfStatus.finding(ended.status(), probe), ended);
      // Without its agent nothing can be told of a resource, as when a package was removed.
      case Outcome.Failed<Ended>(String reason) ->
          new Outcome.Unknown<>(what("monitor") + ": " + reason);
      case Outcome.TimedOut<Ended> other -> Programs.without(what("monitor"), other);
      case Outcome.Unknown<Ended> other -> Programs.without(what("monitor"), other);
    };
  }

  private Outcome<Finding> found(Finding finding, Ended ended) {
    String reason =
        switch (finding) {
          case RUNNING -> {
            expected = true;
            yield "";
          }
          case STOPPED -> {
            expected = false;
            yield "";
          }
          case FAILED -> failure("monitor", ended);
        };
    if (!reason.isEmpty() && !reason.equals(lastReason)) {
      LOG.warn("{}", reason);
    }
    lastReason = reason;
    return new Outcome.Succeeded<>(finding);
  }

  private Outcome<Ended> action(String name, Duration deadline, Duration interval) {
    OcfAgent.provideRunDirectory();
    Map<String, String> environment = agent.environment(name, deadline, interval);
    return programs.run(List.of(agent.file().toString(), name), environment, deadline);
  }

  private String what(String action) {
    return action + " of " + instance + " (" + spec.agent() + ")";
  }

  private String failure(String action, Ended ended) {
    String reason =
        ended
            .errors()
            .lines()
            .filter(line -> line.startsWith(OcfAgent.REASON_PREFIX))
            .map(line -> line.substring(OcfAgent.REASON_PREFIX.length()).strip())
            .reduce((before, line) -> line)
            .map(Programs::bounded)
            .orElseGet(() -> Programs.lastWords(ended));
    String status = OcfStatus.text(ended.status()) + " (" + ended.status() + ")";
    return what(action) + ": " + status + (reason.isEmpty() ? "" : ": " + reason);
  }

  @Override
  public Outcome<Boolean> check() {
    Optional<String> obstacle = programs.trust().obstacle(agent.file());
    if (obstacle.isPresent()) {
      return new Outcome.Failed<>(what("check") + ": " + obstacle.get());
    }
    return switch (metaData()) {
      case Outcome.Succeeded<OcfMetaData>(OcfMetaData metaData) -> check(metaData);
      case Outcome.Failed<OcfMetaData>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<OcfMetaData>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<OcfMetaData>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private Outcome<Boolean> check(OcfMetaData metaData) {
    List<String> misfits = agent.misfits(metaData);
    return misfits.isEmpty()
        ? new Outcome.Succeeded<>(true)
        : new Outcome.Failed<>(what("check") + ": " + String.join("; ", misfits));
  }

  // Asked once for each version of the agent's file: it takes the agent a while to say.
  private Outcome<OcfMetaData> metaData() {
    try {
      FileTime changed = Files.getLastModifiedTime(agent.file());
      if (known.isPresent() && known.get().changed().equals(changed)) {
        return new Outcome.Succeeded<>(known.get().metaData());
      }
      Outcome<Ended> outcome = action("meta-data", META_DATA_DEADLINE, Duration.ZERO);
      if (!(outcome instanceof Outcome.Succeeded<Ended>(Ended ended))) {
        return Programs.without(what("meta-data"), outcome);
      }
      if (ended.status() != OcfStatus.SUCCESS) {
        return new Outcome.Failed<>(failure("meta-data", ended));
      }
      OcfMetaData metaData = OcfMetaData.parse(ended.output());
      known = Optional.of(new Known(changed, metaData));
      warnOfShortTimes(metaData);
      return new Outcome.Succeeded<>(metaData);
    } catch (IOException | IllegalArgumentException e) {
      return new Outcome.Failed<>(what("meta-data") + ": " + e.getMessage());
    }
  }

  private void warnOfShortTimes(OcfMetaData metaData) {
    Map<String, Duration> own =
        Map.of(
            "start", spec.times().start(),
            "stop", spec.times().stop(),
            "monitor", spec.times().monitor());
    own.forEach(
        (action, time) -> {
          Duration advised = metaData.timeouts().getOrDefault(action, Duration.ZERO);
          if (time.compareTo(advised) < 0) {
            LOG.warn(
                "{} has {} s; its agent advises {} s.",
                what(action),
                time.toSeconds(),
                advised.toSeconds());
          }
        });
  }

  private record Known(FileTime changed, OcfMetaData metaData) {}
}
