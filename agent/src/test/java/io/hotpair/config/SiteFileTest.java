package io.hotpair.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.config.SiteReading.Accepted;
import io.hotpair.config.SiteReading.Refused;
import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthLimits;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.RaidState;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.FenceLevel;
import io.hotpair.core.model.site.HealthSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.core.model.site.ProbeWay;
import io.hotpair.core.model.site.RaidSpec;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.plan.GroupPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SiteFileTest {
  private static final NodeName BLADE = new NodeName("blade1");
  private static final NodeName VIRTUAL = new NodeName("vpe1");

  @TempDir private Path folder;

  private Site example(String node) throws IOException {
    return site(SiteFolder.example("postgresql.yaml"), node);
  }

  private Site site(String yaml, String node) throws IOException {
    SiteReading reading = new SiteFolder(folder).read(yaml, node);
    return assertInstanceOf(Accepted.class, reading, reading::toString).site();
  }

  @Test
  void theAnnotatedExampleBecomesExactlyWhatItSays() throws IOException {
    Site site = example("blade1");
    assertEquals("as300", site.cluster());
    assertEquals(32, site.clusterKey().bytes().length);
    assertEquals("192.168.10.1", site.nodes().get(BLADE).addresses().get(PathKind.PRIVATE));
    assertTrue(site.nodes().get(VIRTUAL).virtual());
    assertEquals(Optional.of("bigserver1"), site.nodes().get(VIRTUAL).host());
    assertEquals(List.of("10.0.0.1"), site.networks().reference());
    assertEquals(Timings.BALANCED.deadTime(), site.timings().deadTime());
    assertEquals(Duration.ofMinutes(1), site.timings().isolationGrace());
    assertFalse(site.unsafeDemo());
    PairSpec pair = site.pairs().get(new PairName("erp"));
    assertEquals(BLADE, pair.preferred());
    assertEquals(VIRTUAL, pair.other());
    assertEquals(GuardKind.FENCE, pair.arbiter().guard());
    assertTrue(pair.arbiter().beat().isPresent());
    assertEquals(FailbackPolicy.MANUAL, pair.failback());
    assertEquals(Duration.ofHours(1), pair.moveWindow());
    assertEquals("fence_ipmilan", site.fence().get(BLADE).getFirst().devices().getFirst().agent());
    assertEquals(
        "1", site.fence().get(BLADE).getFirst().devices().getFirst().parameters().get("lanplus"));
    assertEquals(new Endpoint("0.0.0.0", 1161), site.snmp().orElseThrow().listen());
    assertEquals(AccessRole.OPERATE, site.snmp().orElseThrow().users().get("ops").role());
    assertTrue(site.snmp().orElseThrow().targets().get("zabbix").inform());
    assertFalse(site.snmp().orElseThrow().targets().get("console").inform());
    assertEquals(new Endpoint("127.0.0.1", 7802), site.jmx().orElseThrow().listen());
  }

  @Test
  void aLunSaysHowToAskForItsArray() throws IOException {
    PairSpec erp = example("blade1").pairs().get(new PairName("erp"));
    RaidSpec.Snmp snmp = assertInstanceOf(RaidSpec.Snmp.class, erp.arbiter().raid().orElseThrow());
    assertEquals("10.0.1.30", snmp.host());
    assertEquals(161, snmp.port());
    assertEquals("1.3.6.1.4.1.6574.3.1.1.3.0", snmp.oid());
    assertEquals("raid6", snmp.level());
    assertEquals(RaidState.REBUILDING, snmp.states().get(7L));
    assertEquals(5, snmp.states().size());
    String yaml = SiteFolder.example("one-to-many.yaml");
    String first = "{device: /dev/mapper/files, guard: fence";
    assertEquals(
        Optional.of(new RaidSpec.Md("md127")),
        raid(yaml.replace(first, first + ", raid: {md: md127}")));
    assertEquals(
        Optional.of(new RaidSpec.Command(List.of("/usr/bin/array", "files"))),
        raid(yaml.replace(first, first + ", raid: {command: [/usr/bin/array, files]}")));
    assertEquals(Optional.empty(), raid(yaml));
  }

  private Optional<RaidSpec> raid(String yaml) throws IOException {
    return site(yaml, "standby2").pairs().get(new PairName("files")).arbiter().raid();
  }

  @Test
  void resourcesComeInStartOrderWithTheirParametersByNode() throws IOException {
    List<ResourceSpec> group = example("vpe1").pairs().get(new PairName("erp")).group();
    assertEquals(
        List.of("data", "database", "reports", "address"),
        group.stream().map(resource -> resource.name().value()).toList());
    assertEquals(ResourceKind.SYSTEMD, group.get(2).kind());
    assertEquals("heartbeat:pgsql", group.get(1).agent());
    assertEquals(Duration.ofMinutes(2), group.get(1).times().stop());
    assertEquals(Duration.ofSeconds(5), group.get(1).times().interval());
    assertEquals("24", group.get(3).parameters().get("prefix").on(BLADE));
    assertEquals("eth0", group.get(3).parameters().get("interface").on(BLADE));
    assertEquals("ens3", group.get(3).parameters().get("interface").on(VIRTUAL));
  }

  @Test
  void aResourceStartsAfterThoseItNamesOrAllBeforeIt() throws IOException {
    List<ResourceSpec> group = example("vpe1").pairs().get(new PairName("erp")).group();
    assertEquals(Optional.of(List.of(new ResourceName("database"))), group.getLast().after());
    assertEquals(Optional.empty(), group.get(2).after());
    GroupPlan plan = GroupPlan.of(group);
    assertTrue(plan.needs(new ResourceName("address"), new ResourceName("data")));
    assertFalse(plan.needs(new ResourceName("address"), new ResourceName("reports")));
  }

  @Test
  void aServiceIsAskedByMonitorsAndProbes() throws IOException {
    List<ResourceSpec> group = example("vpe1").pairs().get(new PairName("erp")).group();
    ProbeSpec sql = group.get(1).monitors().getFirst();
    assertEquals("sql watcher at erp, 127.0.0.1:5432", sql.way().text());
    assertEquals(Duration.ofSeconds(2), sql.timeout());
    assertEquals(group.get(1).times().interval(), sql.interval());
    assertFalse(sql.toString().contains("0123456789abcdef"), "a secret in a text");
    assertEquals(
        new ProbeSpec(
            new ProbeWay.Http(
                "http://127.0.0.1:8080/health", Optional.empty(), "ready", Optional.empty()),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            1),
        group.get(2).monitors().getFirst());
    assertEquals(
        new ProbeSpec(
            new ProbeWay.Tcp("10.0.0.100", 5432, "", ""),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            3),
        group.get(3).probes().getFirst());
    assertEquals(List.of(), group.get(0).monitors());
  }

  @Test
  void aGuestIsAResourceLikeOthers() throws IOException {
    List<ResourceSpec> group =
        site(SiteFolder.example("cold-guest.yaml"), "host2")
            .pairs()
            .get(new PairName("shop"))
            .group();
    assertEquals("heartbeat:VirtualDomain", group.get(1).agent());
    assertEquals("qemu:///system", group.get(1).parameters().get("hypervisor").on(BLADE));
    assertEquals(Set.of("config", "hypervisor", "force_stop"), group.get(1).parameters().keySet());
    assertEquals(1, group.get(1).probes().size());
  }

  @Test
  void whatIsAskedIsPartOfTheDigest() throws IOException {
    String yaml = SiteFolder.example("postgresql.yaml");
    String digest = site(yaml, "vpe1").digest();
    assertNotEquals(digest, site(yaml.replace("failures: 3", "failures: 4"), "vpe1").digest());
    assertNotEquals(digest, site(yaml.replace("contains: ready", "contains: up"), "vpe1").digest());
    assertEquals(digest, site(yaml.replace("secrets/watcher", "secrets/other"), "vpe1").digest());
  }

  @Test
  void everyPartIsLookedAtUnlessTheFileSaysOtherwise() throws IOException {
    String yaml = SiteFolder.example("one-to-many.yaml");
    HealthSpec usual = site(yaml, "standby2").health();
    assertEquals(Set.of(HealthKind.values()), usual.limits().keySet());
    HealthSpec given =
        site(
                yaml
                    + """

                    health:
                      temperature: off
                      system-disk: {degraded: 200, failed: never, worse-after: 5}
                      system-disk-smart: {period: 2h}
                    """,
                "standby2")
            .health();
    assertEquals(Optional.empty(), given.of(HealthKind.TEMPERATURE, ""));
    HealthLimits disk = given.of(HealthKind.SYSTEM_DISK, "").orElseThrow();
    assertEquals("degraded from 200 ms, failing from 5000 ms", disk.text("ms"));
    assertEquals(5, disk.worseAfter());
    assertEquals(HealthKind.SYSTEM_DISK.usual().betterAfter(), disk.betterAfter());
    assertEquals(
        Duration.ofHours(2), given.of(HealthKind.SYSTEM_DISK_SMART, "").orElseThrow().period());
    assertEquals(usual.of(HealthKind.LUN, "files"), given.of(HealthKind.LUN, "files"));
  }

  @Test
  void howLateADecisionMayBeFollowsFromTheTimings() {
    assertEquals(
        "degraded from 160 ms",
        HealthSpec.usual(Timings.FAST).of(HealthKind.DECISION_LAG, "").orElseThrow().text("ms"));
  }

  @Test
  void oneFileForAllNodesGivesEachItsOwnListenAddress() throws IOException {
    assertEquals("10.0.0.11", example("blade1").jolokia().orElseThrow().listen().host());
    assertEquals("10.0.0.21", example("vpe1").jolokia().orElseThrow().listen().host());
  }

  @Test
  void theSmallerExampleIsAcceptedWithDerivedNames() throws IOException {
    Site site = site(SiteFolder.example("one-to-many.yaml"), "standby2");
    List<ResourceSpec> group = site.pairs().get(new PairName("files")).group();
    assertEquals(
        List.of("Filesystem", "nfs-server", "address"),
        group.stream().map(resource -> resource.name().value()).toList());
    assertEquals(
        List.of("/usr/bin/measure-collector", "--start", "/srv/measure"),
        site.pairs().get(new PairName("measure")).group().get(1).commands().get("start"));
  }

  @Test
  void aLevelIsADeviceOrSeveralTogetherEachWithItsOwnDeadline() throws IOException {
    Site site = site(SiteFolder.example("guest-on-another-host.yaml"), "guest1");
    List<FenceLevel> blade = site.fence().get(BLADE);
    assertEquals(
        List.of(Duration.ofSeconds(10), Duration.ofSeconds(40)),
        blade.stream().map(FenceLevel::deadline).toList());
    assertEquals(1, blade.getFirst().devices().size());
    assertEquals(
        List.of("10.0.1.31", "10.0.1.32"),
        blade.getLast().devices().stream().map(device -> device.parameters().get("ip")).toList());
    assertEquals(Set.of("community"), blade.getLast().devices().getFirst().secrets().keySet());
  }

  @Test
  void aLeaseNeedsAWatchdogAtBothNodesAndItsTimeIsThatOfTheTimings() throws IOException {
    String yaml =
        SiteFolder.example("postgresql.yaml")
            .replace("guard: fence", "guard: lease")
            .replace("watchdog: /dev/watchdog0", "watchdog: /dev/watchdog1")
            .replace("    virtual: true", "    watchdog: /dev/watchdog0");
    Site site = site(yaml, "blade1");
    assertEquals(Optional.of("/dev/watchdog1"), site.nodes().get(BLADE).watchdog());
    assertEquals("", NodeConfig.of(site, BLADE).pairs().get(new PairName("erp")).notArmed());
    assertNotEquals(
        site.digest(), site(yaml.replace("/dev/watchdog1", "/dev/watchdog2"), "blade1").digest());
  }

  @Test
  void aLevelWithoutADeadlineHasThatOfTheTimings() throws IOException {
    assertEquals(
        Timings.BALANCED.fenceDeadline(),
        example("blade1").fence().get(VIRTUAL).getFirst().deadline());
  }

  @Test
  void theDigestTellsTwoLevelsFromTwoDevicesOfOne() throws IOException {
    String yaml = SiteFolder.example("guest-on-another-host.yaml");
    String digest = site(yaml, "blade1").digest();
    assertNotEquals(
        digest, site(yaml.replace("deadline: 40s", "deadline: 41s"), "blade1").digest());
    String apart =
        yaml.replace("    - together:\n        - agent", "    - agent")
            .replace("          parameters: {ip: 10.0.1.31", "      parameters: {ip: 10.0.1.31")
            .replace("        - agent: fence_apc", "    - agent: fence_apc")
            .replace("          parameters: {ip: 10.0.1.32", "      parameters: {ip: 10.0.1.32")
            .replace("          secrets: {community", "      secrets: {community");
    assertEquals(3, site(apart, "blade1").fence().get(BLADE).size());
    assertNotEquals(digest, site(apart, "blade1").digest());
  }

  @Test
  void theDigestIsTheSameForBothNodesAndIgnoresCommentsAndTheOrderOfKeys() throws IOException {
    String yaml = SiteFolder.example("postgresql.yaml");
    String digest = site(yaml, "blade1").digest();
    assertEquals(64, digest.length());
    assertEquals(digest, site(yaml, "vpe1").digest());
    String reordered =
        yaml.replace(
            "{private: 192.168.10.1, public: 10.0.0.11}",
            "{public: 10.0.0.11,   private: 192.168.10.1} # turned around");
    assertNotEquals(yaml, reordered);
    assertEquals(digest, site(reordered, "blade1").digest());
    String otherSurface = yaml.replace("udp:10.0.0.5:162", "udp:10.0.0.7:162");
    assertEquals(digest, site(otherSurface, "blade1").digest());
  }

  @Test
  void theDigestChangesWithWhateverBothNodesMustAgreeOn() throws IOException {
    String yaml = SiteFolder.example("postgresql.yaml");
    String digest = site(yaml, "blade1").digest();
    for (String[] change :
        new String[][] {
          {"10.0.0.100", "10.0.0.101"},
          {"isolation-grace: 1m", "isolation-grace: 61s"},
          {"restarts: 2", "restarts: 3"},
          {"after: [database]", "after: [data]"},
          {"interface: {blade1: eth0", "interface: {blade1: eth1"},
          {"reference: [10.0.0.1]", "reference: [10.0.0.2]"},
          {"lanplus: 1", "lanplus: 0"},
          {"nodes: [blade1, vpe1]", "nodes: [vpe1, blade1]"},
          {"id: 2", "id: 3"}
        }) {
      String changed = yaml.replace(change[0], change[1]);
      assertNotEquals(yaml, changed, change[0]);
      assertNotEquals(digest, site(changed, "blade1").digest(), change[1]);
    }
  }

  @Test
  void aNodeFindsItselfByItsHostName() throws IOException {
    SiteFolder site = new SiteFolder(folder);
    String yaml = SiteFolder.example("postgresql.yaml");
    site.provideSecrets(yaml);
    Files.writeString(site.file(), yaml);
    for (String host : List.of("vpe1", "vpe1.example.org", "VPE1")) {
      SiteReading reading = site.as(new Self(Optional.empty(), host)).read();
      assertEquals(VIRTUAL, assertInstanceOf(Accepted.class, reading).self());
    }
    SiteReading stranger = site.as(new Self(Optional.empty(), "laptop")).read();
    assertEquals(
        site.file()
            + ":12:1: this host is \"laptop\"; the nodes are blade1, vpe1: name one by --node",
        assertInstanceOf(Refused.class, stranger).problems().getFirst().toString());
  }

  @Test
  void twoNodesOfAPairOnOneHostAreAWarning() throws IOException {
    String yaml =
        SiteFolder.example("postgresql.yaml")
            .replace("    id: 1 ", "    host: bigserver1\n    id: 1 ");
    SiteReading reading = new SiteFolder(folder).read(yaml, "blade1");
    List<Problem> warnings = assertInstanceOf(Accepted.class, reading).warnings();
    assertEquals(1, warnings.size());
    assertTrue(warnings.getFirst().text().contains("both nodes on the host bigserver1"));
  }

  @Test
  void secretsAreNeverPartOfWhatASiteSays() throws IOException {
    assertFalse(example("blade1").toString().contains("0123456789abcdef"));
  }

  @Test
  void aMissingFileIsTold() throws IOException {
    SiteReading reading = new SiteFolder(folder).as(new Self(Optional.of("a"), "")).read();
    assertTrue(
        assertInstanceOf(Refused.class, reading)
            .problems()
            .getFirst()
            .text()
            .contains("not exist"));
  }

  @Test
  void whatIsNotUtf8IsTold() throws IOException {
    SiteReading reading =
        new SiteFolder(folder)
            .as(new Self(Optional.of("a"), ""))
            .read(new byte[] {'a', ':', ' ', (byte) 0xff, '\n'});
    assertTrue(
        assertInstanceOf(Refused.class, reading).problems().getFirst().text().contains("UTF-8"));
  }
}
