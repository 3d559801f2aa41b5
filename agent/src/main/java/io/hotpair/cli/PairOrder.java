package io.hotpair.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** Orders something and, if asked to, follows it to its end. */
final class PairOrder {
  private static final Duration ROUND = Duration.ofMillis(100);
  private static final Duration LONGEST_REST = Duration.ofSeconds(10);

  private final LocalClient client;
  private final PrintWriter output;

  PairOrder(LocalClient client, PrintWriter output) {
    this.client = client;
    this.output = output;
  }

  /** Hands the order in and says what the agent made of it. */
  int submit(LocalRequest request) throws CommandFailure {
    JsonNode operation = handIn(request, System.nanoTime());
    if (operation.path("over").asBoolean()) {
      return end(operation);
    }
    output.printf(
        "accepted as operation %d, request id %s%n",
        operation.path("number").asLong(), request.requestId());
    return ExitStatus.DONE;
  }

  /** Hands the order in and waits for its end; the exit status says what became of it. */
  int submitAndWait(LocalRequest request, Duration timeout) throws CommandFailure {
    long end = System.nanoTime() + timeout.toNanos();
    JsonNode operation = handIn(request, end);
    output.printf("request id %s%n", request.requestId());
    String told = "";
    while (!operation.path("over").asBoolean()) {
      String step = operation.path("step").asText();
      if (!step.isEmpty() && !step.equals(told)) {
        output.println("  " + step);
        output.flush();
        told = step;
      }
      if (System.nanoTime() - end > 0) {
        throw new CommandFailure(
            ExitStatus.UNKNOWN,
            "not over after %d s, last seen %s; the same command with --request-id %s asks again"
                .formatted(
                    timeout.toSeconds(),
                    told.isEmpty() ? operation.path("state").asText() : "at: " + told,
                    request.requestId()));
      }
      LocalClient.pause(ROUND);
      operation = lookAgain(request, operation, end);
    }
    return end(operation);
  }

  /**
   * Asked again under another id, an order that was carried out after all would be one more order.
   * A busy agent may take it and not answer in time: then it is looked for, and handed in again
   * only where it is not known.
   */
  private JsonNode handIn(LocalRequest request, long end) throws CommandFailure {
    Duration rest = ROUND;
    while (true) {
      try {
        return client.ask(request).path("operation");
      } catch (CommandFailure failure) {
        if (failure.exitStatus() != ExitStatus.UNKNOWN) {
          throw failure;
        }
        Optional<JsonNode> taken = find(request);
        if (taken.isPresent()) {
          return taken.get();
        }
        if (System.nanoTime() - end > 0) {
          throw new CommandFailure(
              ExitStatus.UNKNOWN,
              "%s; it may be carried out all the same: ask again with --request-id %s"
                  .formatted(failure.getMessage(), request.requestId()));
        }
      }
      LocalClient.pause(rest);
      rest = rest.compareTo(LONGEST_REST) < 0 ? rest.multipliedBy(2) : LONGEST_REST;
    }
  }

  private Optional<JsonNode> find(LocalRequest request) {
    try {
      return Optional.of(client.ask(LocalRequest.operation(request.requestId())).path("operation"));
    } catch (CommandFailure notKnown) {
      return Optional.empty();
    }
  }

  // An agent that restarts meanwhile is away for a moment; its journal has the operation.
  private JsonNode lookAgain(LocalRequest request, JsonNode last, long end) throws CommandFailure {
    try {
      return client.ask(LocalRequest.operation(request.requestId())).path("operation");
    } catch (CommandFailure away) {
      if (System.nanoTime() - end > 0) {
        throw new CommandFailure(
            ExitStatus.UNKNOWN,
            "what became of request id "
                + request.requestId()
                + " can't be told: "
                + away.getMessage());
      }
      return last;
    }
  }

  private int end(JsonNode operation) {
    String state = operation.path("state").asText();
    long millis = operation.path("endMillis").asLong() - operation.path("startMillis").asLong();
    output.printf(
        "%s %s: %s (%s)%n",
        People.words(operation.path("action").asText()),
        state,
        operation.path("result").asText(),
        People.duration(Math.max(0, millis)));
    return switch (state) {
      case "succeeded" -> ExitStatus.DONE;
      case "failed" -> ExitStatus.FAILED;
      case "refused" -> ExitStatus.REFUSED;
      default -> ExitStatus.UNKNOWN;
    };
  }
}
