package io.hotpair.core.model;

/**
 * One life of one agent process: a random number drawn at its start. A beat that carries this
 * node's id and another boot id was written by an earlier life, or by a clone.
 *
 * @param value any number but 0; 0 stands for "none"
 */
public record BootId(long value) {
  /** No life known. */
  public static final BootId NONE = new BootId(0);

  @Override
  public String toString() {
    return Long.toHexString(value);
  }
}
