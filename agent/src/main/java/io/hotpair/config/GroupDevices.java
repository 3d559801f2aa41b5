package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ResourceSpec;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares, as far as names alone can tell, the devices that a group uses with the pair's LUNs.
 * Only names that mean one whole disk or its partition are judged: a volume of LVM, a map of
 * multipath, a label, a directory or an export may lie on the LUN under any name. {@code hotpair
 * validate} looks at the disks themselves.
 */
final class GroupDevices {
  private static final Pattern WHOLE_DISK =
      Pattern.compile(
          "/dev/((sd|vd|xvd|nvme)[a-z0-9]+"
              + "|disk/by-path/.+"
              + "|disk/by-id/(wwn|scsi|nvme|ata|virtio|usb)-.+)");
  // udev adds -part1; the kernel 1, and p1 to a name that ends with a digit.
  private static final Pattern PARTITION = Pattern.compile("(-part|p)[0-9]+|(?<![0-9])[0-9]+");

  private GroupDevices() {}

  /** Warns of each device that is named as a disk, and as none of the LUNs. */
  static void warn(PairSpec pair, Value group) {
    for (ResourceSpec resource : pair.group()) {
      ResourceSpec.ByNode device = resource.parameters().get("device");
      if (device != null) {
        List.of(pair.preferred(), pair.other()).stream()
            .filter(node -> isAlien(pair, device.on(node)))
            .findFirst()
            .ifPresent(node -> warn(pair, resource, node, group));
      }
    }
  }

  private static boolean isAlien(PairSpec pair, String device) {
    return WHOLE_DISK.matcher(device).matches()
        && pair.luns().stream().noneMatch(lun -> isPartOf(device, lun.device()));
  }

  private static boolean isPartOf(String device, String lun) {
    return device.equals(lun)
        || device.startsWith(lun)
            && PARTITION
                .matcher(device)
                .region(lun.length(), device.length())
                .useTransparentBounds(true)
                .matches();
  }

  private static void warn(PairSpec pair, ResourceSpec resource, NodeName node, Value group) {
    group.warn(
        "has %s, whose device %s is by its name no LUN of %s, which are %s; hotpair validate tells"
            .formatted(
                resource.name(),
                resource.parameters().get("device").on(node),
                pair.name(),
                pair.luns().stream().map(LunSpec::device).collect(Collectors.joining(", "))));
  }
}
