package io.hotpair.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.ResourceSpec.ByNode;
import io.hotpair.port.Processes;
import io.hotpair.port.ResourceDriver.Finding;
import io.hotpair.system.OwnAddresses.Place;
import java.net.Inet4Address;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address on a machine of which ip(8) and the kernel are played. */
final class AddressDriverTest {
  private static final Place OWN = place("eth0", "10.0.0.11", 24);
  private static final Place WANTED = place("eth0", "10.0.0.100", 24);
  private static final Outcome<Finding> RUNNING = new Outcome.Succeeded<>(Finding.RUNNING);
  private static final Outcome<Finding> STOPPED = new Outcome.Succeeded<>(Finding.STOPPED);
  private static final Path IP = Path.of("/bin/sh"); // any program that is there

  private final List<Place> places = new ArrayList<>(List.of(OWN));
  private final List<String> run = new ArrayList<>();
  private final List<String> announced = new ArrayList<>();
  private Optional<Outcome<Processes.Ended>> refusal = Optional.empty();
  private boolean unreadable;

  private AddressDriver driver() {
    return driver(Map.of("prefix", "24"));
  }

  private AddressDriver driver(Map<String, String> parameters) {
    Map<String, ByNode> byNode = new TreeMap<>();
    parameters.forEach((key, text) -> byNode.put(key, new ByNode(text, Map.of())));
    return new AddressDriver(
        new Machine(),
        this::read,
        (device, address) -> {
          announced.add(device + " " + address.getHostAddress());
          return new Outcome.Succeeded<>(true);
        },
        IP,
        "erp.address",
        new NodeName("blade1"),
        new ResourceSpec(
            new ResourceName("address"),
            ResourceKind.ADDRESS,
            "10.0.0.100",
            byNode,
            Map.of(),
            ResourceSpec.Times.USUAL));
  }

  private List<Place> read() throws SocketException {
    if (unreadable) {
      throw new SocketException("no socket");
    }
    return List.copyOf(places);
  }

  private static Place place(String device, String address, int prefix) {
    return new Place(device, Inet4Address.ofLiteral(address), prefix);
  }

  /** Does what ip(8) would do, unless it refuses. */
  private final class Machine implements Processes {
    @Override
    public Outcome<Ended> run(
        List<String> command, Map<String, String> environment, byte[] input, Duration deadline) {
      run.add(String.join(" ", command.subList(1, command.size())));
      if (refusal.isPresent()) {
        return refusal.get();
      }
      String[] words = command.get(4).split("/");
      Place place = place(command.getLast(), words[0], Integer.parseInt(words[1]));
      boolean done = command.get(3).equals("add") ? places.add(place) : places.remove(place);
      return new Outcome.Succeeded<>(new Ended(done ? 0 : 2, "", ""));
    }

    @Override
    public List<String> remains() {
      return List.of();
    }
  }

  @Test
  void itIsAddedWhereItsSubnetIsAndAnnounced() {
    assertEquals(RUNNING, driver().start());
    assertEquals(List.of("-4 address add 10.0.0.100/24 broadcast + dev eth0"), run);
    assertEquals(List.of("eth0 10.0.0.100"), announced);
    assertEquals(RUNNING, driver().monitor());
  }

  @Test
  void whatIsThereAlreadyIsAnnouncedAgain() {
    places.add(WANTED);
    assertEquals(RUNNING, driver().start());
    assertEquals(List.of(), run);
    assertEquals(List.of("eth0 10.0.0.100"), announced);
    driver().announce();
    assertEquals(2, announced.size());
  }

  @Test
  void itIsTakenAwayWhereverItIs() {
    places.add(place("eth1", "10.0.0.100", 32));
    places.add(WANTED);
    assertEquals(STOPPED, driver().stop());
    assertEquals(List.of(OWN), places);
    assertEquals(STOPPED, driver().stop());
    assertEquals(2, run.size());
    assertEquals(STOPPED, driver().monitor());
    driver().announce();
    assertEquals(List.of(), announced);
  }

  @Test
  void whatCannotBeAddedOrTakenAwaySaysWhatTheProgramSaid() {
    refusal =
        Optional.of(
            new Outcome.Succeeded<>(
                new Processes.Ended(2, "", "RTNETLINK answers: Operation not permitted\n")));
    assertFailed(driver().start(), "Operation not permitted");
    places.add(WANTED);
    assertFailed(driver().stop(), "there still is 10.0.0.100/24 on eth0");
    assertEquals(List.of(), announced);
  }

  @Test
  void aProgramWithoutAnAnswerIsNoSuccess() {
    refusal = Optional.of(new Outcome.TimedOut<>(Duration.ofSeconds(60)));
    assertInstanceOf(Outcome.TimedOut.class, driver().start());
    places.add(WANTED);
    assertInstanceOf(Outcome.TimedOut.class, driver().stop());
  }

  @ParameterizedTest
  @CsvSource({"eth1, 24", "eth0, 32"})
  void elsewhereItIsBroken(String device, int prefix) {
    places.add(place(device, "10.0.0.100", prefix));
    Map<String, String> parameters = Map.of("prefix", "24", "interface", "eth0");
    assertFailed(driver(parameters).monitor(), "10.0.0.100/" + prefix + " on " + device);
    assertFailed(driver(parameters).start(), "there already");
    assertEquals(List.of(), announced);
  }

  @Test
  void twoDevicesInTheSubnetAreOneTooMany() {
    places.add(place("eth1", "10.0.0.12", 24));
    assertFailed(driver().start(), "eth0 and eth1 have an address in the subnet");
    assertEquals(RUNNING, driver(Map.of("prefix", "24", "interface", "eth1")).start());
    assertTrue(places.contains(place("eth1", "10.0.0.100", 24)));
  }

  @Test
  void withoutADeviceInTheSubnetThereIsNone() {
    places.clear();
    places.add(place("eth0", "10.0.1.11", 24));
    assertFailed(driver().start(), "no interface has an address in the subnet of 10.0.0.100");
    assertInstanceOf(Outcome.Failed.class, driver().check());
    places.add(place("tun0", "10.0.0.11", 0));
    assertInstanceOf(Outcome.Failed.class, driver().start());
    places.add(place("eth1", "10.9.9.9", 8));
    assertEquals(RUNNING, driver().start());
  }

  @Test
  void whatTheKernelDoesNotTellIsUnknown() {
    unreadable = true;
    assertInstanceOf(Outcome.Unknown.class, driver().start());
    assertInstanceOf(Outcome.Unknown.class, driver().stop());
    assertInstanceOf(Outcome.Unknown.class, driver().monitor());
    assertInstanceOf(Outcome.Unknown.class, driver().check());
  }

  @Test
  void aDeviceThatIsNotThereIsFoundBefore() {
    Map<String, String> parameters = Map.of("prefix", "24", "interface", "nowhere0");
    Outcome<Boolean> check = driver(parameters).check();
    assertTrue(check instanceof Outcome.Failed<Boolean> && check.text().contains("nowhere0"));
    assertEquals(
        new Outcome.Succeeded<>(true), driver(Map.of("prefix", "24", "interface", "lo")).check());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "33", "024", "x", ""})
  void aPrefixOutOfItsRangeIsRefused(String prefix) {
    Map<String, String> parameters = Map.of("prefix", prefix);
    assertThrows(IllegalArgumentException.class, () -> driver(parameters));
  }

  @Test
  void thisMachineTellsItsOwn() throws SocketException {
    assertTrue(
        OwnAddresses.ofThisMachine().stream()
            .anyMatch(place -> place.address().isLoopbackAddress() && place.prefix() == 8));
  }

  private static void assertFailed(Outcome<Finding> outcome, String words) {
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().contains(words), outcome::text);
  }
}
