package io.hotpair.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.checks.Finding.Verdict;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.BaseDisk;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is mounted must lie on guarded disks, all of it; what is no block device is not judged. */
final class GroupDiskChecksTest {
  private static final NodeName A = new NodeName("a");
  private static final String LUN = "/dev/mapper/data";

  private final Map<String, Outcome<List<BaseDisk>>> machine = new HashMap<>();

  GroupDiskChecksTest() {
    has(LUN, new BaseDisk("sda", "naa.60"), new BaseDisk("sdb", "naa.60"));
  }

  private void has(String device, BaseDisk... disks) {
    machine.put(device, new Outcome.Succeeded<>(List.of(disks)));
  }

  private Finding finding(String device) {
    ResourceSpec resource =
        new ResourceSpec(
            new ResourceName("db"),
            ResourceKind.OCF,
            "heartbeat:Filesystem",
            Map.of("device", new ResourceSpec.ByNode("", Map.of(A, device))),
            Map.of(),
            ResourceSpec.Times.USUAL);
    LunSpec lun =
        new LunSpec(new LunName("data"), LUN, GuardKind.FENCE, Optional.of("/dev/mapper/beat"));
    PairSpec pair =
        new PairSpec(
            new PairName("erp"),
            A,
            new NodeName("b"),
            List.of(lun),
            List.of(resource),
            FailbackPolicy.MANUAL,
            1,
            3,
            Duration.ofMinutes(10));
    return new GroupDiskChecks(
            name -> machine.getOrDefault(name, new Outcome.Failed<>(name + " is not there now")))
        .of(pair, resource, GroupDiskChecks.deviceOf(resource, A).orElseThrow());
  }

  @Test
  void aVolumeOnTheLunIsWellByWhateverWay() {
    has("/dev/vg/data", new BaseDisk("sdc", "naa.60"));
    assertEquals(Verdict.PASS, finding("/dev/vg/data").verdict());
    assertEquals(Verdict.PASS, finding(LUN).verdict());
  }

  @Test
  void anotherDiskIsAFailureAndSoIsAVolumeThatReachesOntoOne() {
    has("/dev/sdz1", new BaseDisk("sdz", "naa.99"));
    Finding finding = finding("/dev/sdz1");
    assertEquals(Verdict.FAIL, finding.verdict());
    assertTrue(finding.text().contains("sdz (naa.99)"), finding.text());
    assertTrue(finding.text().contains("sda (naa.60)"), finding.text());
    has("/dev/vg/wide", new BaseDisk("sda", "naa.60"), new BaseDisk("sdz", "naa.99"));
    assertEquals(Verdict.FAIL, finding("/dev/vg/wide").verdict());
  }

  @Test
  void aLunThatIsNotThereProvesNothing() {
    has("/dev/vg/data", new BaseDisk("sdc", "naa.60"));
    machine.remove(LUN);
    Finding finding = finding("/dev/vg/data");
    assertEquals(Verdict.FAIL, finding.verdict());
    assertTrue(finding.text().contains("not known: " + LUN), finding.text());
  }

  @Test
  void aDeviceThatIsNotThereNowIsNoPass() {
    assertEquals(Verdict.WARN, finding("/dev/vg/data").verdict());
  }

  @Test
  void labelsAreFoundAndWhatIsNoBlockDeviceIsNotJudged() {
    has("/dev/disk/by-uuid/2f", new BaseDisk("sdz", "naa.99"));
    assertEquals(Verdict.FAIL, finding("UUID=2f").verdict());
    assertEquals(Verdict.FAIL, finding("-U 2f").verdict());
    has("/dev/disk/by-label/db", new BaseDisk("sda", "naa.60"));
    assertEquals(Verdict.PASS, finding("LABEL=db").verdict());
    has("/srv/tree");
    assertEquals(Verdict.PASS, finding("/srv/tree").verdict());
    assertEquals(Verdict.PASS, finding("server:/export").verdict());
  }
}
