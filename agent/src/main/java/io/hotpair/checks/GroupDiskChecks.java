package io.hotpair.checks;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.port.BaseDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether what a group mounts lies on the pair's LUNs. The guard keeps the other node off those and
 * off nothing else: a file system on another disk can be written by both.
 */
public final class GroupDiskChecks {
  private static final String PARAMETER = "device";

  // What a file system may be called by, and where udev has it under that name.
  private static final Map<String, String> NAMED =
      Map.of(
          "UUID=", "/dev/disk/by-uuid/",
          "-U", "/dev/disk/by-uuid/",
          "LABEL=", "/dev/disk/by-label/",
          "-L", "/dev/disk/by-label/");

  private final Function<String, Outcome<List<BaseDisk>>> disksOf;

  /**
   * Checks of one machine.
   *
   * @param disksOf which disks a device lies on; an empty list: it is no block device
   */
  public GroupDiskChecks(Function<String, Outcome<List<BaseDisk>>> disksOf) {
    this.disksOf = disksOf;
  }

  /** The device that a resource uses on a node, if it names one. */
  public static Optional<String> deviceOf(ResourceSpec resource, NodeName self) {
    return Optional.ofNullable(resource.parameters().get(PARAMETER))
        .map(value -> value.on(self).strip())
        .filter(device -> !device.isEmpty());
  }

  /** What a check of one resource is called. */
  public static String subject(PairSpec pair, ResourceSpec resource) {
    return "disks of " + pair.name() + "/" + resource.name();
  }

  /** Judges one resource's device, if that is a block device. */
  public Finding of(PairSpec pair, ResourceSpec resource, String device) {
    String subject = subject(pair, resource);
    Optional<String> path = path(device);
    if (path.isEmpty()) {
      return Finding.pass(subject, device + " is no device of this machine: not judged");
    }
    Outcome<List<BaseDisk>> outcome = disksOf.apply(path.get());
    if (!(outcome instanceof Outcome.Succeeded<List<BaseDisk>>(List<BaseDisk> used))) {
      return Finding.warn(
          subject,
          "not known: " + outcome.text(),
          "validate on the active node, where the device must be there");
    }
    return used.isEmpty()
        ? Finding.pass(subject, device + " is no block device: not judged")
        : judged(pair, subject, device, used);
  }

  private Finding judged(PairSpec pair, String subject, String device, List<BaseDisk> used) {
    List<BaseDisk> guarded = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (LunSpec lun : pair.luns()) {
      Outcome<List<BaseDisk>> outcome = disksOf.apply(lun.device());
      if (outcome instanceof Outcome.Succeeded<List<BaseDisk>>(List<BaseDisk> disks)) {
        guarded.addAll(disks);
      } else {
        unknown.add(outcome.text());
      }
    }
    List<BaseDisk> bare =
        used.stream().filter(disk -> guarded.stream().noneMatch(disk::isSameAs)).toList();
    if (bare.isEmpty()) {
      return Finding.pass(subject, device + " lies on the pair's LUNs: " + words(used));
    }
    if (!unknown.isEmpty()) {
      return Finding.fail(
          subject,
          device + " lies on " + words(used) + "; not known: " + String.join(", ", unknown),
          "see that this node has the LUNs");
    }
    return Finding.fail(
        subject,
        "%s lies on %s, which no guard protects: the LUNs of %s are %s"
            .formatted(device, words(bare), pair.name(), words(guarded)),
        "add the disk to luns: of the pair, or correct the device");
  }

  private static Optional<String> path(String device) {
    for (Map.Entry<String, String> name : NAMED.entrySet()) {
      if (device.startsWith(name.getKey())) {
        String rest = device.substring(name.getKey().length()).strip();
        return Optional.of(name.getValue() + rest);
      }
    }
    return device.startsWith("/") ? Optional.of(device) : Optional.empty();
  }

  private static String words(List<BaseDisk> disks) {
    return disks.stream().map(BaseDisk::toString).distinct().collect(Collectors.joining(", "));
  }
}
