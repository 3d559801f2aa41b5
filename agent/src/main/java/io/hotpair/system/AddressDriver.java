package io.hotpair.system;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.ResourceSpec.ByNode;
import io.hotpair.port.Processes;
import io.hotpair.port.Processes.Ended;
import io.hotpair.port.ResourceDriver;
import io.hotpair.system.OwnAddresses.Place;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A resource that is an IPv4 address. It is looked for without a program, added and taken away by
 * ip(8), and announced by the agent itself. Nobody is asked whether another machine has it: at a
 * takeover that may be a node that is cut off and still answers.
 */
final class AddressDriver implements ResourceDriver {
  private static final Logger LOG = LoggerFactory.getLogger(AddressDriver.class);
  private static final ByNode NOTHING = new ByNode("", Map.of());
  private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C");

  private final Processes processes;
  private final OwnAddresses own;
  private final Announcer announcer;
  private final ResourceSpec.Times times;
  private final String name;
  private final Path ip;
  private final Inet4Address address;
  private final int prefix;
  private final Optional<String> given;

  /** Tells a network at which card an address is now; clients remember the one before a while. */
  @FunctionalInterface
  interface Announcer {
    /**
     * Tells everybody on a device's network; one that knows no such word has nobody to tell.
     *
     * @param device as {@code eth0}
     */
    Outcome<Boolean> announce(String device, Inet4Address address);
  }

  /**
   * Nothing is run yet.
   *
   * @param processes runs ip(8), and nothing else
   * @param own what addresses there are
   * @param name the resource, for people
   * @param node this node: the device may have another name on the other one
   * @throws IllegalArgumentException if address or prefix is malformed
   */
  AddressDriver(
      Processes processes,
      OwnAddresses own,
      Announcer announcer,
      Path ip,
      String name,
      NodeName node,
      ResourceSpec spec) {
    this.processes = processes;
    this.own = own;
    this.announcer = announcer;
    this.ip = ip;
    this.name = name + " (" + spec.agent() + ")";
    times = spec.times();
    address = Inet4Address.ofLiteral(spec.agent());
    prefix = prefix(parameter(spec, node, "prefix").orElse(""));
    given = parameter(spec, node, "interface");
  }

  private static Optional<String> parameter(ResourceSpec spec, NodeName node, String key) {
    return Optional.of(spec.parameters().getOrDefault(key, NOTHING).on(node))
        .filter(text -> !text.isEmpty());
  }

  private static int prefix(String text) {
    if (!text.matches("[1-9]|[12][0-9]|3[0-2]")) {
      throw new IllegalArgumentException("prefix \"" + text + "\": allowed are 1 to 32");
    }
    return Integer.parseInt(text);
  }

  @Override
  public Outcome<Finding> start() {
    Outcome<List<Place>> look = places();
    if (!(look instanceof Outcome.Succeeded<List<Place>>(var before))) {
      return without("start", look);
    }
    return before.isEmpty() ? added() : started(before, "it is there already");
  }

  private Outcome<Finding> added() {
    Outcome<String> wanted = device();
    if (!(wanted instanceof Outcome.Succeeded<String>(String device))) {
      return without("start", wanted);
    }
    Outcome<Ended> run = run(times.start(), "add", text(prefix), "broadcast", "+", "dev", device);
    if (!(run instanceof Outcome.Succeeded<Ended>(Ended ended))) {
      return without("start", run);
    }
    Outcome<List<Place>> look = places();
    return look instanceof Outcome.Succeeded<List<Place>>(var after)
        ? started(after, words(ended))
        : without("start", look);
  }

  private Outcome<Finding> started(List<Place> found, String words) {
    if (!isRight(found)) {
      return new Outcome.Failed<>(what("start") + ": there is " + text(found) + ": " + words);
    }
    announce(found.getFirst().device());
    return new Outcome.Succeeded<>(Finding.RUNNING);
  }

  /** Wherever it is: what counts is that this node no longer has it. */
  @Override
  public Outcome<Finding> stop() {
    Outcome<List<Place>> look = places();
    String words = "";
    if (look instanceof Outcome.Succeeded<List<Place>>(var before) && !before.isEmpty()) {
      for (Place place : before) {
        Outcome<Ended> run = run(times.stop(), "del", text(place.prefix()), "dev", place.device());
        if (!(run instanceof Outcome.Succeeded<Ended>(Ended ended))) {
          return without("stop", run);
        }
        words = ": " + words(ended);
      }
      look = places();
    }
    if (!(look instanceof Outcome.Succeeded<List<Place>>(var left))) {
      return without("stop", look);
    }
    return left.isEmpty()
        ? new Outcome.Succeeded<>(Finding.STOPPED)
        : new Outcome.Failed<>(what("stop") + ": there still is " + text(left) + words);
  }

  @Override
  public Outcome<Finding> monitor() {
    Outcome<List<Place>> look = places();
    if (!(look instanceof Outcome.Succeeded<List<Place>>(var found))) {
      return without("monitor", look);
    }
    if (found.isEmpty()) {
      return new Outcome.Succeeded<>(Finding.STOPPED);
    }
    return isRight(found)
        ? new Outcome.Succeeded<>(Finding.RUNNING)
        : new Outcome.Failed<>(what("monitor") + ": there is " + text(found));
  }

  @Override
  public void announce() {
    if (places() instanceof Outcome.Succeeded<List<Place>>(var found)) {
      found.forEach(place -> announce(place.device()));
    }
  }

  private void announce(String device) {
    Outcome<Boolean> told = announcer.announce(device, address);
    if (!told.succeeded()) {
      LOG.warn(
          "{} was not announced on {}: {}. A client that knew it elsewhere finds it late.",
          name,
          device,
          told.text());
    }
  }

  @Override
  public Outcome<Boolean> check() {
    if (!Files.isExecutable(ip)) {
      return new Outcome.Failed<>(what("check") + ": there is no program " + ip);
    }
    Outcome<String> wanted = device();
    if (!(wanted instanceof Outcome.Succeeded<String>(String device))) {
      return without("check", wanted);
    }
    try {
      return NetworkInterface.getByName(device) == null
          ? new Outcome.Failed<>(what("check") + ": there is no interface " + device)
          : new Outcome.Succeeded<>(true);
    } catch (SocketException unreadable) {
      return new Outcome.Unknown<>(what("check") + ": " + unreadable.getMessage());
    }
  }

  /** The one that the site file names, or else the only one with an address in the subnet. */
  private Outcome<String> device() {
    if (given.isPresent()) {
      return new Outcome.Succeeded<>(given.get());
    }
    try {
      List<String> devices =
          own.read().stream()
              .filter(place -> !place.address().equals(address) && place.reaches(address))
              .map(Place::device)
              .distinct()
              .toList();
      return devices.size() == 1
          ? new Outcome.Succeeded<>(devices.getFirst())
          : new Outcome.Failed<>(
              (devices.isEmpty() ? "no interface has" : String.join(" and ", devices) + " have")
                  + " an address in the subnet of "
                  + address.getHostAddress()
                  + "; say which by interface:");
    } catch (SocketException unreadable) {
      return new Outcome.Unknown<>(unreadable.getMessage());
    }
  }

  private Outcome<List<Place>> places() {
    try {
      return new Outcome.Succeeded<>(
          own.read().stream().filter(place -> place.address().equals(address)).toList());
    } catch (SocketException unreadable) {
      return new Outcome.Unknown<>("addresses can't be read: " + unreadable.getMessage());
    }
  }

  private boolean isRight(List<Place> found) {
    return found.size() == 1
        && found.getFirst().prefix() == prefix
        && given.orElse(found.getFirst().device()).equals(found.getFirst().device());
  }

  private String text(List<Place> places) {
    return places.isEmpty()
        ? "no " + address.getHostAddress()
        : places.stream().map(Place::toString).collect(Collectors.joining(" and "));
  }

  private String text(int bits) {
    return address.getHostAddress() + "/" + bits;
  }

  private Outcome<Ended> run(Duration deadline, String... words) {
    List<String> command = new ArrayList<>(List.of(ip.toString(), "-4", "address"));
    command.addAll(List.of(words));
    return processes.run(command, ENVIRONMENT, new byte[0], deadline);
  }

  private static String words(Ended ended) {
    String words = ended.errors().strip();
    return ended.status() == 0 && words.isEmpty()
        ? "ip said nothing"
        : "ip ended with status " + ended.status() + ": " + words;
  }

  private <T, U> Outcome<T> without(String action, Outcome<U> outcome) {
    return switch (outcome) {
      case Outcome.Succeeded<U> success ->
          throw new IllegalArgumentException("a success: " + success);
      case Outcome.Failed<U>(String reason) -> new Outcome.Failed<>(what(action) + ": " + reason);
      case Outcome.TimedOut<U>(Duration after) -> new Outcome.TimedOut<>(after);
      case Outcome.Unknown<U>(String reason) -> new Outcome.Unknown<>(what(action) + ": " + reason);
    };
  }

  private String what(String action) {
    return action + " of " + name;
  }
}
