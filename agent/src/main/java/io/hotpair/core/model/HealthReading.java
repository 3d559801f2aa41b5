package io.hotpair.core.model;

/** What one look at a part of a machine has shown. */
public sealed interface HealthReading {
  /** What was read, for people. */
  String text();

  /**
   * A level, that limits judge.
   *
   * @param value in the unit of its {@link HealthKind}, 0 or more
   * @param text what was read
   */
  record Measured(long value, String text) implements HealthReading {}

  /**
   * A count that only grows; limits judge by how much it grew of late.
   *
   * @param total all that were ever counted; if it falls, counting began anew
   * @param text what was read
   */
  record Counted(long total, String text) implements HealthReading {}

  /**
   * Something that is its own verdict, as an answer of the device.
   *
   * @param verdict what it means
   * @param text what was read
   */
  record Judged(HealthVerdict verdict, String text) implements HealthReading {}

  /**
   * Nothing could be read.
   *
   * @param text why not
   */
  record NotKnown(String text) implements HealthReading {}
}
