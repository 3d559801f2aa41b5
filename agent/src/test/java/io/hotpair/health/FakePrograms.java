package io.hotpair.health;

import io.hotpair.core.model.Outcome;
import io.hotpair.port.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs that all answer what a test says. */
final class FakePrograms implements Processes {
  private final Outcome<Ended> outcome;
  final List<List<String>> ran = new ArrayList<>();

  FakePrograms(Outcome<Ended> outcome) {
    this.outcome = outcome;
  }

  /** One that ends with a status and prints something. */
  static FakePrograms printing(int status, String output) {
    return new FakePrograms(new Outcome.Succeeded<>(new Ended(status, output, "")));
  }

  @Override
  public Outcome<Ended> run(
      List<String> command, Map<String, String> environment, byte[] input, Duration deadline) {
    ran.add(command);
    return outcome;
  }

  @Override
  public List<String> remains() {
    return List.of();
  }
}
