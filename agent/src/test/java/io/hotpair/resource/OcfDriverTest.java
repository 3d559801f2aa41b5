package io.hotpair.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.ResourceDriver;
import io.hotpair.port.ResourceDriver.Finding;
import io.hotpair.system.ProcessRunner;
import io.hotpair.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver with agents that answer as told; the environment is what the standard says. */
@Timeout(60)
final class OcfDriverTest {
  private static final String AGENT =
      """
      #!/bin/sh
      # Answers each action with the status in a file of its name.
      env > "$OCF_RESKEY_desk/environment"
      echo "$1" >> "$OCF_RESKEY_desk/actions"
      cat "$OCF_RESKEY_desk/$1.errors" >&2 2>/dev/null
      cat "$OCF_RESKEY_desk/$1.output" 2>/dev/null
      exit "$(cat "$OCF_RESKEY_desk/$1" 2>/dev/null || echo 0)"
      """;

  private static final String META_DATA =
      """
      <?xml version="1.0"?>
      <!DOCTYPE resource-agent SYSTEM "ra-api-1.dtd">
      <resource-agent name="Answer" version="1.0">
        <version>1.1</version>
        <parameters>
          <parameter name="desk" unique="0" required="1"><content type="string"/></parameter>
          <parameter name="ip" required="1"><content type="string"/></parameter>
          <parameter name="nic"><content type="string"/></parameter>
        </parameters>
        <actions>
          <action name="start" timeout="20s" />
          <action name="monitor" depth="0" timeout="20" interval="10s" />
          <action name="monitor" depth="10" timeout="1min" interval="30s" />
        </actions>
      </resource-agent>
      """;

  @TempDir Path directory;
  private Path desk;

  @BeforeEach
  void makeAgent() throws IOException {
    Specs.script(directory.resolve("resource.d/test/Answer"), AGENT);
    desk = Files.createDirectory(directory.resolve("desk"));
    Files.writeString(desk.resolve("meta-data.output"), META_DATA);
  }

  @Test
  void anAgentFindsInItsEnvironmentWhatTheStandardSaysAndNothingElse() throws IOException {
    driver(Map.of("ip", "10.0.0.100", "OCF_CHECK_LEVEL", "10")).start();
    Map<String, String> environment = environment();
    environment.keySet().removeAll(Set.of("PWD", "SHLVL", "_", "OLDPWD"));
    Map<String, String> expected =
        new TreeMap<>(
            Map.of(
                "PATH", "/usr/sbin:/usr/bin:/sbin:/bin",
                "LC_ALL", "C",
                "HOME", "/",
                "OCF_ROOT", directory.toString(),
                "OCF_RA_VERSION_MAJOR", "1",
                "OCF_RA_VERSION_MINOR", "1",
                "OCF_RESOURCE_INSTANCE", "erp.address",
                "OCF_RESOURCE_TYPE", "Answer",
                "OCF_RESOURCE_PROVIDER", "test",
                "OCF_EXIT_REASON_PREFIX", "ocf-exit-reason:"));
    expected.put("OCF_CHECK_LEVEL", "10");
    expected.put("OCF_RESKEY_desk", desk.toString());
    expected.put("OCF_RESKEY_ip", "10.0.0.100");
    expected.put("OCF_RESKEY_CRM_meta_name", "start");
    expected.put("OCF_RESKEY_CRM_meta_on_node", "blade1");
    expected.put("OCF_RESKEY_CRM_meta_timeout", "20000");
    expected.put("OCF_RESKEY_CRM_meta_interval", "0");
    assertEquals(expected, environment);
  }

  @Test
  void aParameterMayDifferByNodeAndAnEmptyOneIsNotGiven() throws IOException {
    ResourceSpec spec = Specs.ocf("address", "test:Answer", Map.of("desk", desk.toString()));
    spec =
        new ResourceSpec(
            spec.name(),
            spec.kind(),
            spec.agent(),
            Map.of(
                "desk", new ResourceSpec.ByNode(desk.toString(), Map.of()),
                "nic", new ResourceSpec.ByNode("", Map.of(Specs.VPE1, "ens3"))),
            spec.commands(),
            spec.times());
    drivers().of(Specs.ERP, spec).monitor();
    assertFalse(environment().containsKey("OCF_RESKEY_nic"));
    new Drivers(ProcessRunner::new, Specs.VPE1, directory, directory, directory, Trust.ofThisUser())
        .of(Specs.ERP, spec)
        .monitor();
    assertEquals("ens3", environment().get("OCF_RESKEY_nic"));
  }

  @ParameterizedTest(name = "status {0}: probe {1}, else {2}")
  @CsvSource({
    "0, RUNNING, RUNNING",
    "1, FAILED, FAILED",
    "2, STOPPED, FAILED",
    "3, FAILED, FAILED",
    "4, FAILED, FAILED",
    "5, STOPPED, FAILED",
    "6, FAILED, FAILED",
    "7, STOPPED, STOPPED",
    "8, RUNNING, RUNNING",
    "9, FAILED, FAILED",
    "42, FAILED, FAILED",
    "190, RUNNING, RUNNING",
    "191, RUNNING, RUNNING"
  })
  void aMonitorIsReadAsPacemakerReadsIt(int status, Finding probed, Finding monitored)
      throws IOException {
    assertEquals(probed, OcfStatus.finding(status, true));
    assertEquals(monitored, OcfStatus.finding(status, false));
    answer("monitor", status);
    ResourceDriver driver = driver();
    assertEquals(new Outcome.Succeeded<>(probed), driver.monitor());
    assertEquals(new Outcome.Succeeded<>(Finding.RUNNING), driver.start());
    assertEquals(new Outcome.Succeeded<>(monitored), driver.monitor());
  }

  @Test
  void aMonitorIsAProbeUntilTheResourceIsExpectedToRun() throws IOException {
    ResourceDriver driver = driver();
    answer("monitor", 7);
    driver.monitor();
    assertEquals("0", environment().get("OCF_RESKEY_CRM_meta_interval"));
    driver.start();
    driver.monitor();
    assertEquals("10000", environment().get("OCF_RESKEY_CRM_meta_interval"));
    driver.stop();
    driver.monitor();
    assertEquals("0", environment().get("OCF_RESKEY_CRM_meta_interval"));
    answer("monitor", 0);
    driver.monitor();
    driver.monitor();
    assertEquals("10000", environment().get("OCF_RESKEY_CRM_meta_interval"), "it was found");
  }

  @Test
  void aFailedStartGivesStatusAndReason() throws IOException {
    answer("start", 5);
    Files.writeString(
        desk.resolve("start.errors"),
        "INFO: trying\nocf-exit-reason:Couldn't find device [/dev/x]\nlast line\n");
    assertEquals(
        "start of erp.address (test:Answer): not installed (5): Couldn't find device [/dev/x]",
        assertInstanceOf(Outcome.Failed.class, driver().start()).text());
  }

  @Test
  void withoutAReasonTheLastLineOfErrorsStandsForIt() throws IOException {
    answer("stop", 1);
    Files.writeString(desk.resolve("stop.errors"), "one\numount: target is busy\n\n");
    assertEquals(
        "stop of erp.address (test:Answer): generic error (1): umount: target is busy",
        assertInstanceOf(Outcome.Failed.class, driver().stop()).text());
  }

  @Test
  void aStopThatSaysNotRunningIsBelievedOnlyIfTheMonitorAgrees() throws IOException {
    answer("stop", 7);
    answer("monitor", 7);
    assertEquals(new Outcome.Succeeded<>(Finding.STOPPED), driver().stop());
    answer("monitor", 0);
    assertInstanceOf(Outcome.Failed.class, driver().stop());
  }

  @Test
  void aHungActionTimesOutAndIsNoSuccess() throws IOException {
    Specs.script(directory.resolve("resource.d/test/Hung"), "#!/bin/sh\nsleep 300\n");
    Duration deadline = Duration.ofMillis(300);
    ResourceSpec.Times times =
        new ResourceSpec.Times(deadline, deadline, deadline, Duration.ofSeconds(10));
    ResourceDriver driver =
        drivers().of(Specs.ERP, Specs.ocf("address", "test:Hung", Map.of(), times));
    assertEquals(new Outcome.TimedOut<Finding>(deadline), driver.start());
    assertEquals(new Outcome.TimedOut<Finding>(deadline), driver.monitor());
    assertEquals(new Outcome.TimedOut<Finding>(deadline), driver.stop());
  }

  @Test
  void anAgentThatASignalEndsSaysNothing() throws IOException {
    Specs.script(directory.resolve("resource.d/test/Killed"), "#!/bin/sh\nkill -9 $$\n");
    ResourceDriver driver = drivers().of(Specs.ERP, Specs.ocf("address", "test:Killed", Map.of()));
    assertTrue(driver.monitor().text().endsWith("Killed was ended by signal 9"));
    assertInstanceOf(Outcome.Unknown.class, driver.monitor());
    assertInstanceOf(Outcome.Unknown.class, driver.stop());
  }

  @Test
  void aMissingAgentIsNamedAndItsResourceUnknown() {
    ResourceDriver driver = drivers().of(Specs.ERP, Specs.ocf("address", "test:None", Map.of()));
    String file = directory.resolve("resource.d/test/None").toString();
    assertEquals(
        "check of erp.address (test:None): " + file + " does not exist",
        assertInstanceOf(Outcome.Failed.class, driver.check()).text());
    assertInstanceOf(Outcome.Unknown.class, driver.monitor());
    assertInstanceOf(Outcome.Failed.class, driver.start());
  }

  @Test
  void goodParametersPassTheCheck() {
    Outcome<Boolean> outcome = driver(Map.of("ip", "10.0.0.1", "OCF_CHECK_LEVEL", "10")).check();
    assertEquals(new Outcome.Succeeded<>(true), outcome);
  }

  @Test
  void missingAndUnknownParametersAreNamedAtOnce() {
    assertEquals(
        "check of erp.address (test:Answer): parameter ip is required; "
            + "unknown parameter ipaddr, nick; allowed are desk, ip, nic",
        driver(Map.of("nick", "eth0", "ipaddr", "10.0.0.1")).check().text());
  }

  @Test
  void theAgentIsAskedForItsMetaDataOnce() throws IOException {
    ResourceDriver driver = driver(Map.of("ip", "10.0.0.1"));
    driver.check();
    driver.check();
    assertEquals("meta-data\n", Files.readString(desk.resolve("actions")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "not xml at all | not XML: ",
        "<html/> | element html instead of resource-agent",
        "<resource-agent><parameters> | not XML: ",
      })
  void metaDataThatIsNoneIsAFailure(String output, String reason) throws IOException {
    Files.writeString(desk.resolve("meta-data.output"), output);
    String text = assertInstanceOf(Outcome.Failed.class, driver().check()).text();
    assertTrue(text.startsWith("meta-data of erp.address (test:Answer): " + reason), text);
  }

  @Test
  void metaDataCannotReadFilesOrGrow() {
    String outside =
        "<!DOCTYPE resource-agent [<!ENTITY file SYSTEM \"file:///etc/hostname\">]>"
            + "<resource-agent><parameters><parameter name=\"&file;\"/></parameters>"
            + "</resource-agent>";
    assertThrows(IllegalArgumentException.class, () -> OcfMetaData.parse(outside));
    String bomb =
        "<!DOCTYPE resource-agent [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>"
            + "<resource-agent><parameters><parameter name=\"&b;\"/></parameters>"
            + "</resource-agent>";
    assertThrows(IllegalArgumentException.class, () -> OcfMetaData.parse(bomb));
  }

  @Test
  void advisedTimesAreReadInEveryUnit() {
    OcfMetaData metaData = OcfMetaData.parse(META_DATA);
    assertEquals(
        Map.of("start", Duration.ofSeconds(20), "monitor", Duration.ofSeconds(20)),
        metaData.timeouts());
    assertEquals(Map.of("desk", true, "ip", true, "nic", false), metaData.parameters());
  }

  @ParameterizedTest
  @CsvSource({"IPaddr2", "heartbeat:", "../x:y", "a:b/c", "a:..", "heartbeat::IPaddr2"})
  void aMalformedAgentIsRefused(String agent) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> drivers().of(Specs.ERP, Specs.ocf("address", agent, Map.of())));
    assertEquals(
        "OCF agent \"" + agent + "\": allowed is PROVIDER:TYPE, as heartbeat:IPaddr2",
        refusal.getMessage());
  }

  @Test
  void aMalformedParameterNameIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> drivers().of(Specs.ERP, Specs.ocf("address", "test:Answer", Map.of("x=y", "1"))));
  }

  private void answer(String action, int status) throws IOException {
    Files.writeString(desk.resolve(action), Integer.toString(status));
  }

  private ResourceDriver driver() {
    return driver(Map.of());
  }

  private ResourceDriver driver(Map<String, String> more) {
    Map<String, String> parameters = new TreeMap<>(more);
    parameters.put("desk", desk.toString());
    return drivers().of(Specs.ERP, Specs.ocf("address", "test:Answer", parameters));
  }

  private Drivers drivers() {
    return new Drivers(
        ProcessRunner::new, Specs.BLADE1, directory, directory, directory, Trust.ofThisUser());
  }

  private Map<String, String> environment() throws IOException {
    Map<String, String> environment = new TreeMap<>();
    for (String line : Files.readAllLines(desk.resolve("environment"))) {
      int equals = line.indexOf('=');
      environment.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return environment;
  }
}
