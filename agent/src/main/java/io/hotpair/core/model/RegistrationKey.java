package io.hotpair.core.model;

/**
 * A SCSI-3 registration key. Hotpair's keys carry node and epoch, so that a PREEMPT which names one
 * is a compare-and-set:
 *
 * <pre>
 *   bits 63 … 48   47 … 40   39 … 0
 *        "HP"      node id   epoch
 * </pre>
 *
 * @param value all 64 bits; anything else than the above is a stranger's key
 */
public record RegistrationKey(long value) {
  private static final long MAGIC = 0x4850;
  private static final int MAGIC_SHIFT = 48;
  private static final int NODE_SHIFT = 40;

  /** The absence of a registration, in a command. */
  public static final RegistrationKey NONE = new RegistrationKey(0);

  /**
   * The key of a node's claim.
   *
   * @param node 1 to 255
   * @param epoch 1 or more
   */
  public static RegistrationKey of(int node, Epoch epoch) {
    if (node < 1 || node > 255 || epoch.equals(Epoch.NONE)) {
      throw new IllegalArgumentException("no key for node " + node + ", epoch " + epoch);
    }
    return new RegistrationKey(MAGIC << MAGIC_SHIFT | (long) node << NODE_SHIFT | epoch.value());
  }

  /** Whether a node's claim made it: the magic, a node id and an epoch are there. */
  public boolean isOurs() {
    return value >>> MAGIC_SHIFT == MAGIC && nodeBits() != 0 && (value & Epoch.LARGEST) != 0;
  }

  /** Whether it is of a claim of this node. */
  public boolean isOf(int node) {
    return isOurs() && nodeBits() == node;
  }

  /** The epoch of the claim; of a stranger's key, {@link Epoch#NONE}. */
  public Epoch epoch() {
    return isOurs() ? new Epoch(value & Epoch.LARGEST) : Epoch.NONE;
  }

  private int nodeBits() {
    return (int) (value >>> NODE_SHIFT & 0xff);
  }

  /** As 16 hexadecimal digits. */
  public String hex() {
    return "%016x".formatted(value);
  }

  /** For people: node and epoch, or the bare key of a stranger. */
  @Override
  public String toString() {
    return isOurs()
        ? "0x" + hex() + " (node " + nodeBits() + ", epoch " + epoch() + ")"
        : "0x" + hex() + " (not one of Hotpair's)";
  }
}
