package io.hotpair.core.model.site;

/** Bytes that no log, surface or exception may show. */
public final class Secret {
  private final byte[] bytes;

  /** Keeps a copy. */
  public Secret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
