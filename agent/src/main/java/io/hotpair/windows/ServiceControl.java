package io.hotpair.windows;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes;
import io.hotpair.port.Processes.Ended;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code sc.exe}, which talks to the service control manager. Its exit status is the number of the
 * error; where it also prints one, that counts.
 */
final class ServiceControl {
  private final Processes processes;
  private final SystemFolder folder;
  private final String service;

  /**
   * Nothing is run yet.
   *
   * @param service a key name, without a slash and without {@code =}
   */
  ServiceControl(Processes processes, SystemFolder folder, String service) {
    this.processes = processes;
    this.folder = folder;
    this.service = service;
  }

  /**
   * Sends a start or stop, which begin what is asked for and do not wait for its end.
   *
   * @param verb {@code start} or {@code stop}
   * @return the error that it answers with; 0 if none
   */
  Outcome<Integer> send(String verb, Duration deadline) {
    return switch (run(verb, deadline)) {
      case Outcome.Succeeded<Ended>(Ended ended) -> new Outcome.Succeeded<>(error(ended));
      case Outcome.Failed<Ended>(String reason) -> new Outcome.Failed<>(reason);
      case Outcome.TimedOut<Ended>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<Ended>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  /**
   * What the service does now.
   *
   * @return empty: there is no such service
   */
  Outcome<Optional<ServiceStatus>> look(Duration deadline) {
    return switch (run("queryex", deadline)) {
      case Outcome.Succeeded<Ended>(Ended ended) -> read(ended);
      case Outcome.Failed<Ended>(String reason) -> new Outcome.Unknown<>(reason);
      case Outcome.TimedOut<Ended>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<Ended>(String reason) -> new Outcome.Unknown<>(reason);
    };
  }

  private Outcome<Optional<ServiceStatus>> read(Ended ended) {
    int error = error(ended);
    if (error == WindowsError.SERVICE_DOES_NOT_EXIST) {
      return new Outcome.Succeeded<>(Optional.empty());
    }
    if (error != 0) {
      return new Outcome.Unknown<>("sc queryex " + service + ": " + WindowsError.text(error));
    }
    Optional<ServiceStatus> status = ServiceStatus.parse(ended.output());
    return status.isPresent()
        ? new Outcome.Succeeded<>(status)
        : new Outcome.Unknown<>("sc queryex " + service + " prints what is no status");
  }

  private static int error(Ended ended) {
    return ServiceStatus.error(ended.output()).orElse(ended.status());
  }

  private Outcome<Ended> run(String verb, Duration deadline) {
    return processes.run(
        List.of(folder.program("sc.exe"), verb, service),
        folder.environment(),
        new byte[0],
        deadline);
  }
}
