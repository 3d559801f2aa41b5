package io.hotpair.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.core.model.site.ProbeWay;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ResourceDriver;
import io.hotpair.port.ResourceDriver.Finding;
import io.hotpair.system.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class MonitoredDriverTest {
  private static final Outcome<Finding> RUNS = new Outcome.Succeeded<>(Finding.RUNNING);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void whatRunsAndDoesNotServeIsBrokenAndSaysHow() {
    ResourceDriver driver = driver("exit 0", "echo no rows >&2; exit 1", LONG);
    assertEquals(
        new Outcome.Failed<>("monitor of erp.service: command /bin/sh: exit status 1: no rows"),
        driver.monitor());
  }

  @Test
  void whatServesRuns() {
    assertEquals(RUNS, driver("exit 0", "exit 0", LONG).monitor());
  }

  @Test
  void whatItAnnouncesIsAnnounced() {
    List<String> announced = new ArrayList<>();
    ResourceDriver inner = new Announcing(() -> announced.add("here"));
    ProbeWay way = new ProbeWay.Command(List.of("/bin/true"));
    ResourceSpec asked = spec("exit 0", way, LONG, LONG);
    ResourceSpec address =
        new ResourceSpec(
            asked.name(),
            ResourceKind.ADDRESS,
            "10.0.0.100",
            Map.of(),
            Map.of(),
            asked.times(),
            asked.monitors(),
            List.of(),
            Optional.empty());
    new Drivers(ProcessRunner::new, (pair, spec, processes) -> Optional.of(inner), Specs.BLADE1)
        .of(Specs.ERP, address)
        .announce();
    assertEquals(List.of("here"), announced);
  }

  @Test
  void whatIsStoppedIsNotAsked() {
    Path asked = directory.resolve("asked");
    assertEquals(
        new Outcome.Succeeded<>(Finding.STOPPED),
        driver("exit 7", "touch " + asked, LONG).monitor());
    assertTrue(Files.notExists(asked));
  }

  @Test
  void aStartWaitsUntilItServes() throws IOException {
    Path tries = directory.resolve("tries");
    String served = "echo x >> " + tries + "; test $(wc -l < " + tries + ") -ge 3";
    assertEquals(RUNS, driver("exit 0", served, LONG).start());
    assertEquals(3, Files.readAllLines(tries).size());
  }

  @Test
  void whatNeverServesHasNotStarted() {
    Outcome<Finding> outcome = driver("exit 0", "exit 1", Duration.ofMillis(900)).start();
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(outcome.text().startsWith("it started, and does not serve within 0 s"));
  }

  @Test
  void aMonitorThatHangsIsAnsweredForAtItsDeadline() {
    assertEquals(
        new Outcome.Failed<>(
            "monitor of erp.service: command /bin/sh does not answer within 300 ms"),
        driver("exit 0", "sleep 300", LONG, Duration.ofMillis(300), Duration.ofSeconds(10))
            .monitor());
  }

  @Test
  void aMonitorWithAPaceOfItsOwnIsNotAskedEachTimeUntilItFails() throws IOException {
    Path asked = directory.resolve("asked");
    String probe = "echo x >> " + asked;
    ResourceDriver driver = driver("exit 0", probe, LONG, LONG, Duration.ofHours(1));
    driver.monitor();
    assertEquals(RUNS, driver.monitor());
    assertEquals(1, Files.readAllLines(asked).size());
    ResourceDriver broken = driver("exit 0", probe + "; exit 1", LONG, LONG, Duration.ofHours(1));
    broken.monitor();
    assertInstanceOf(Outcome.Failed.class, broken.monitor());
    assertEquals(3, Files.readAllLines(asked).size());
  }

  @Test
  void whatAsksIsCheckedToo() {
    ResourceSpec spec = spec("exit 0", new ProbeWay.Command(List.of("/no/such/check")), LONG, LONG);
    assertEquals(
        new Outcome.Failed<>("command /no/such/check: /no/such/check does not exist"),
        of(spec).check());
  }

  @Test
  void theWholeCallMayTakeAsLongAsAllOfItsParts() {
    ResourceSpec spec =
        spec("exit 0", new ProbeWay.Command(List.of("/bin/true")), LONG, Duration.ofSeconds(3));
    assertEquals(Duration.ofSeconds(23), spec.callTimes().monitor());
    assertEquals(LONG, spec.callTimes().stop());
  }

  private static ResourceDriver driver(String own, String service, Duration start) {
    return driver(own, service, start, LONG, Duration.ofSeconds(10));
  }

  private static ResourceDriver driver(
      String own, String service, Duration start, Duration timeout, Duration pace) {
    ProbeWay way = new ProbeWay.Command(List.of("/bin/sh", "-c", service));
    ResourceSpec spec = spec(own, way, start, timeout);
    ProbeSpec monitor = new ProbeSpec(way, timeout, pace, 1);
    return of(
        new ResourceSpec(
            spec.name(),
            spec.kind(),
            "",
            Map.of(),
            spec.commands(),
            spec.times(),
            List.of(monitor),
            List.of(),
            Optional.empty()));
  }

  private static ResourceSpec spec(String own, ProbeWay way, Duration start, Duration timeout) {
    return new ResourceSpec(
        new ResourceName("service"),
        ResourceKind.COMMAND,
        "",
        Map.of(),
        Map.of(
            "start",
            List.of("true"),
            "stop",
            List.of("true"),
            "monitor",
            List.of("/bin/sh", "-c", own)),
        new ResourceSpec.Times(start, LONG, LONG, Duration.ofSeconds(10)),
        List.of(new ProbeSpec(way, timeout, Duration.ofSeconds(10), 1)),
        List.of(),
        Optional.empty());
  }

  private static ResourceDriver of(ResourceSpec spec) {
    return new Drivers(ProcessRunner::new, Specs.BLADE1).of(Specs.ERP, spec);
  }

  /** A resource that can do nothing but that. */
  private record Announcing(Runnable how) implements ResourceDriver {
    @Override
    public Outcome<Finding> start() {
      return RUNS;
    }

    @Override
    public Outcome<Finding> stop() {
      return RUNS;
    }

    @Override
    public Outcome<Finding> monitor() {
      return RUNS;
    }

    @Override
    public void announce() {
      how.run();
    }

    @Override
    public Outcome<Boolean> check() {
      return new Outcome.Succeeded<>(true);
    }
  }
}
