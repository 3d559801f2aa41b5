package io.hotpair.core.model.site;

import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.LunName;
import java.util.Optional;

/**
 * A shared LUN.
 *
 * @param name its name within the pair
 * @param device the block device or file
 * @param guard what protects it
 * @param beat the small device, partition or file without a file system where the nodes write beats
 *     and epoch records
 * @param wwid what the device must say that it is, as {@code naa.…}, {@code eui.…} or {@code
 *     t10.…}; empty: whatever it says
 * @param raid how to ask for the state of its array; empty: nobody asks
 */
public record LunSpec(
    LunName name,
    String device,
    GuardKind guard,
    Optional<String> beat,
    Optional<String> wwid,
    Optional<RaidSpec> raid) {
  /** A LUN that is whatever its device leads to. */
  public LunSpec(LunName name, String device, GuardKind guard, Optional<String> beat) {
    this(name, device, guard, beat, Optional.empty(), Optional.empty());
  }

  /** Where beats and epoch records lie: {@code beat}, or the device itself. */
  public String beatDevice() {
    return beat.orElse(device);
  }
}
