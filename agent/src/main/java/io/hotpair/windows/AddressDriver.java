package io.hotpair.windows;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ResourceDriver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A resource that is an address. Windows asks the network whether somebody else has it (RFC 5227),
 * and until that is answered the address does not serve; one that another machine has is taken away
 * again.
 */
final class AddressDriver implements ResourceDriver {
  private static final String SCRIPT = "address.ps1";
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration SHORTEST = Duration.ofMillis(50);

  private final Powershell powershell;
  private final ResourceSpec.Times times;
  private final String name;
  private final String address;
  private final String alias;
  private final int prefix;

  /**
   * Nothing is run yet.
   *
   * @param name the resource, for people
   * @param address numeric, as Windows writes it
   * @param alias the interface's name on this node
   * @param prefix bits of the subnet
   */
  AddressDriver(
      Powershell powershell,
      ResourceSpec.Times times,
      String name,
      String address,
      String alias,
      int prefix) {
    this.powershell = powershell;
    this.times = times;
    this.name = name + " (" + address + " on " + alias + ")";
    this.address = address;
    this.alias = alias;
    this.prefix = prefix;
  }

  @Override
  public Outcome<Finding> start() {
    long end = System.nanoTime() + times.start().toNanos();
    Outcome<Powershell.Answer> said = run("look", times.start());
    List<AddressReading> before =
        said instanceof Outcome.Succeeded<Powershell.Answer>(Powershell.Answer answer)
            ? AddressReading.of(answer).orElse(List.of())
            : List.of();
    if (before.isEmpty()) {
      said = run("add", left(end));
    } else if (!isWhereItShouldBe(before)) {
      return new Outcome.Failed<>(what("start") + ": it is on " + places(before) + " already");
    }
    while (true) {
      if (!(said instanceof Outcome.Succeeded<Powershell.Answer>(Powershell.Answer answer))) {
        return without("start", said);
      }
      boolean exists =
          answer.error().flatMap(AddressDriver::number).orElse(0)
              == WindowsError.OBJECT_ALREADY_EXISTS;
      if (answer.error().isPresent() && !exists) {
        return new Outcome.Failed<>(what("start") + ": " + answer.error().get().text());
      }
      Optional<List<AddressReading>> found = AddressReading.of(answer);
      if (found.isEmpty() && !exists) {
        return unreadable("start");
      }
      Optional<Outcome<Finding>> settled = found.flatMap(list -> started(list, end));
      if (settled.isPresent()) {
        return settled.get();
      }
      if (System.nanoTime() >= end) {
        return new Outcome.TimedOut<>(times.start());
      }
      if (Thread.currentThread().isInterrupted()) {
        return new Outcome.Unknown<>(what("start") + " was interrupted");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      said = run("look", left(end));
    }
  }

  private static Optional<Integer> number(ScriptError error) {
    return error.windows().isPresent() ? Optional.of(error.windows().getAsInt()) : Optional.empty();
  }

  /** What a start has come to; empty: it is under way. */
  private Optional<Outcome<Finding>> started(List<AddressReading> found, long end) {
    if (found.isEmpty()) {
      return Optional.of(new Outcome.Failed<>(what("start") + ": it was added, and is not there"));
    }
    if (!isWhereItShouldBe(found)) {
      return Optional.of(
          new Outcome.Failed<>(what("start") + ": it is on " + places(found) + " already"));
    }
    return switch (found.getFirst().state()) {
      case PREFERRED -> Optional.of(new Outcome.Succeeded<>(Finding.RUNNING));
      case TENTATIVE -> Optional.empty();
      case DUPLICATE -> Optional.of(duplicate(end));
      case INVALID, DEPRECATED ->
          Optional.of(new Outcome.Failed<>(what("start") + ": it is " + found.getFirst().state()));
    };
  }

  // It may not stay: Windows takes it up by itself when the other machine has gone.
  private Outcome<Finding> duplicate(long end) {
    Outcome<Powershell.Answer> removed = run("remove", left(end));
    boolean gone =
        removed instanceof Outcome.Succeeded<Powershell.Answer>(Powershell.Answer answer)
            && answer.error().isEmpty()
            && AddressReading.of(answer).map(List::isEmpty).orElse(false);
    return new Outcome.Failed<>(
        what("start")
            + ": another machine has the address"
            + (gone ? "" : "; it could not be taken away again: " + text(removed)));
  }

  @Override
  public Outcome<Finding> stop() {
    Outcome<Powershell.Answer> said = run("remove", times.stop());
    if (!(said instanceof Outcome.Succeeded<Powershell.Answer>(Powershell.Answer answer))) {
      return without("stop", said);
    }
    if (answer.error().isPresent() && !answer.error().get().isNotFound()) {
      return new Outcome.Failed<>(what("stop") + ": " + answer.error().get().text());
    }
    // Whoever took it away at the same time: what counts is that it is gone.
    Outcome<Finding> found = answer.error().isPresent() ? monitor() : found("stop", answer);
    return found instanceof Outcome.Succeeded<Finding>(Finding finding)
            && finding != Finding.STOPPED
        ? new Outcome.Failed<>(what("stop") + ": it is still there")
        : found;
  }

  @Override
  public Outcome<Finding> monitor() {
    Outcome<Powershell.Answer> said = run("look", times.monitor());
    return said instanceof Outcome.Succeeded<Powershell.Answer>(Powershell.Answer answer)
        ? found("monitor", answer)
        : without("monitor", said);
  }

  private Outcome<Finding> found(String action, Powershell.Answer answer) {
    if (answer.error().isPresent()) {
      return new Outcome.Unknown<>(what(action) + ": " + answer.error().get().text());
    }
    Optional<List<AddressReading>> read = AddressReading.of(answer);
    if (read.isEmpty()) {
      return unreadable(action);
    }
    List<AddressReading> found = read.get();
    if (found.isEmpty()) {
      return new Outcome.Succeeded<>(Finding.STOPPED);
    }
    if (!isWhereItShouldBe(found)) {
      return new Outcome.Succeeded<>(Finding.FAILED);
    }
    return switch (found.getFirst().state()) {
      case PREFERRED -> new Outcome.Succeeded<>(Finding.RUNNING);
      case INVALID, DUPLICATE, DEPRECATED -> new Outcome.Succeeded<>(Finding.FAILED);
      case TENTATIVE ->
          new Outcome.Unknown<>(what(action) + ": Windows still looks whether another one has it");
    };
  }

  /** Windows compares the names of interfaces without their case. */
  private boolean isWhereItShouldBe(List<AddressReading> found) {
    return found.size() == 1
        && found.getFirst().alias().equalsIgnoreCase(alias)
        && found.getFirst().prefix() == prefix;
  }

  private static String places(List<AddressReading> found) {
    return found.stream()
        .map(reading -> reading.alias() + " with prefix " + reading.prefix())
        .collect(Collectors.joining(", "));
  }

  @Override
  public Outcome<Boolean> check() {
    Outcome<Powershell.Answer> said = run("check", times.monitor());
    if (!(said instanceof Outcome.Succeeded<Powershell.Answer>(Powershell.Answer answer))) {
      return new Outcome.Unknown<>(what("check") + ": " + said.text());
    }
    JsonNode stored = answer.value().path("Stored");
    if (answer.error().isPresent() || !stored.isInt()) {
      return new Outcome.Unknown<>(what("check") + ": " + text(said));
    }
    List<String> interfaces = answer.list("Interfaces").stream().map(JsonNode::asText).toList();
    if (interfaces.stream().noneMatch(alias::equalsIgnoreCase)) {
      return new Outcome.Failed<>(
          what("check") + ": there is no such interface; there are " + interfaces);
    }
    return stored.asInt() == 0
        ? new Outcome.Succeeded<>(true)
        : new Outcome.Failed<>(
            what("check")
                + ": Windows would have it at boot, without the guard; remove it from the"
                + " interface's settings");
  }

  private Outcome<Powershell.Answer> run(String verb, Duration deadline) {
    return powershell.run(
        SCRIPT,
        Map.of("Verb", verb, "Address", address, "Interface", alias, "Prefix", prefix),
        deadline);
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(end - System.nanoTime(), SHORTEST.toNanos()));
  }

  private static String text(Outcome<Powershell.Answer> said) {
    return said instanceof Outcome.Succeeded<Powershell.Answer>(Powershell.Answer answer)
        ? answer.error().map(ScriptError::text).orElse("the answer can't be read")
        : said.text();
  }

  private Outcome<Finding> unreadable(String action) {
    return new Outcome.Unknown<>(what(action) + ": the answer can't be read");
  }

  private Outcome<Finding> without(String action, Outcome<Powershell.Answer> said) {
    return said instanceof Outcome.TimedOut<Powershell.Answer>(Duration after)
        ? new Outcome.TimedOut<>(after)
        : new Outcome.Unknown<>(what(action) + ": " + said.text());
  }

  private String what(String action) {
    return action + " of " + name;
  }
}
