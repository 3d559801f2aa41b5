package io.hotpair.mbeans;

/**
 * A word with a fixed number, the same in MIB, MBeans, logs and documents. Enumerations only ever
 * grow.
 */
public interface Word {
  /** The number that the MIB gives this word; 1 or more. */
  int code();

  /** The word as people read it: lower case, as the MIB's enumeration spells it. */
  String label();
}
