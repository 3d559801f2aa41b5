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
 */
public record LunSpec(LunName name, String device, GuardKind guard, Optional<String> beat) {
  /** Where beats and epoch records lie: {@code beat}, or the device itself. */
  public String beatDevice() {
    return beat.orElse(device);
  }
}
