package io.hotpair.fencing;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.FenceSpec;
import io.hotpair.port.FenceDevice.Power;
import io.hotpair.port.Processes;
import io.hotpair.trust.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program of the fence-agents API (FenceAgentAPI.md of the ClusterLabs fence-agents project):
 * parameters as {@code name=value} lines on standard input, secrets among them, never as arguments
 * or in the environment.
 *
 * <p>Proof that a node is off is an {@code off} that succeeded <em>and</em> a {@code status}, asked
 * of a new process, that says off. An agent whose {@code off} failed proves nothing by a status: it
 * may look at another plug than the node's. {@code reboot} is never used: a node that is on again
 * proves nothing.
 */
final class FenceAgent implements PowerSwitch {
  private static final Path USUAL_DIRECTORY = Path.of("/usr/sbin");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C");
  private static final int DONE = 0;
  private static final int STATUS_ON = 0;
  private static final int STATUS_OFF = 2;

  // What an off may not use up: the share of its time that is kept for the second look.
  private static final int SHARE_OF_STATUS = 4;

  private final String name;
  private final Path program;
  private final AgentInput input;
  private final Set<String> given;
  private final Processes processes;
  private final Trust trust;

  /**
   * A device.
   *
   * @param spec agent, parameters and secrets
   * @param processes runs the agent
   * @throws IllegalArgumentException if a parameter can't be told to an agent; says which and why,
   *     without a secret
   */
  FenceAgent(FenceSpec spec, Processes processes) {
    this(spec, processes, Trust.ofThisUser());
  }

  FenceAgent(FenceSpec spec, Processes processes, Trust trust) {
    this.program = USUAL_DIRECTORY.resolve(spec.agent());
    this.name = program.getFileName().toString();
    this.input = new AgentInput(spec);
    this.given = new TreeSet<>(spec.parameters().keySet());
    this.given.addAll(spec.secrets().keySet());
    this.processes = processes;
    this.trust = trust;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Outcome<Power> off(Duration limit) {
    long begin = System.nanoTime();
    Duration first = limit.minus(limit.dividedBy(SHARE_OF_STATUS));
    return switch (run("off", first)) {
      case Outcome.Succeeded<Processes.Ended>(Processes.Ended ended) ->
          ended.status() == DONE
              ? lookAgain(limit, limit.minusNanos(System.nanoTime() - begin))
              : new Outcome.Failed<>(text("off", ended));
      case Outcome.Failed<Processes.Ended>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<Processes.Ended>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<Processes.Ended>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private Outcome<Power> lookAgain(Duration limit, Duration left) {
    if (!left.isPositive()) {
      return new Outcome.TimedOut<>(limit);
    }
    return switch (status(left)) {
      case Outcome.Succeeded<Power>(Power power) ->
          switch (power) {
            case OFF -> new Outcome.Succeeded<>(power);
            case ON -> new Outcome.Failed<>(name + ": off succeeded, but status still says on");
          };
      // Off was ordered, so what did not answer may well be off: not proven is not failed.
      case Outcome.Failed<Power>(String reason) -> new Outcome.Unknown<>(reason);
      case Outcome.TimedOut<Power> late -> late;
      case Outcome.Unknown<Power> unknown -> unknown;
    };
  }

  @Override
  public Outcome<Power> status(Duration limit) {
    return switch (run("status", limit)) {
      case Outcome.Succeeded<Processes.Ended>(Processes.Ended ended) ->
          switch (ended.status()) {
            case STATUS_ON -> new Outcome.Succeeded<>(Power.ON);
            case STATUS_OFF -> new Outcome.Succeeded<>(Power.OFF);
            default -> new Outcome.Unknown<>(text("status", ended));
          };
      case Outcome.Failed<Processes.Ended>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<Processes.Ended>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<Processes.Ended>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  @Override
  public Outcome<Boolean> check(Duration limit) {
    return switch (run("metadata", limit)) {
      case Outcome.Succeeded<Processes.Ended>(Processes.Ended ended) ->
          ended.status() == DONE
              ? compare(ended.output())
              : new Outcome.Unknown<>(text("metadata", ended));
      // It could not be run, which says nothing of its parameters.
      case Outcome.Failed<Processes.Ended>(String reason) -> new Outcome.Unknown<>(reason);
      case Outcome.TimedOut<Processes.Ended>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<Processes.Ended>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private Outcome<Boolean> compare(String printed) {
    try {
      List<String> misfits = FenceMetaData.parse(printed).misfits(given);
      return misfits.isEmpty()
          ? new Outcome.Succeeded<>(true)
          : new Outcome.Failed<>(name + ": " + String.join("; ", misfits));
    } catch (IllegalArgumentException unreadable) {
      return new Outcome.Unknown<>(
          name + ": its metadata can't be read: " + unreadable.getMessage());
    }
  }

  /** Judges the program at each call: it may have been put there since the file was read. */
  private Outcome<Processes.Ended> run(String action, Duration limit) {
    Optional<String> obstacle = trust.obstacle(program);
    if (obstacle.isPresent()) {
      return new Outcome.Failed<>(obstacle.get());
    }
    return processes.run(List.of(program.toString()), ENVIRONMENT, input.with(action), limit);
  }

  private String text(String action, Processes.Ended ended) {
    return name
        + ": "
        + action
        + " ended with status "
        + ended.status()
        + input.masked(ended.errors() + " " + ended.output());
  }
}
