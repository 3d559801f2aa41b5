package io.hotpair.health;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.port.HealthProbe;
import io.hotpair.port.Inspection;
import java.nio.file.Path;

/** How many of a file system's inodes are in use: without one, no file is made, however empty. */
final class Inodes implements HealthProbe {
  private final String subject;
  private final Path path;
  private final Inspection inspection;

  /**
   * The file system in which a path lies.
   *
   * @param subject its name for people
   * @param path absolute
   */
  Inodes(String subject, Path path, Inspection inspection) {
    this.subject = subject;
    this.path = path;
    this.inspection = inspection;
  }

  @Override
  public HealthKind kind() {
    return HealthKind.INODES;
  }

  @Override
  public String subject() {
    return subject;
  }

  @Override
  public boolean mayHang() {
    return true;
  }

  @Override
  public HealthReading look() {
    return switch (inspection.inodesUsed(path.toString())) {
      case Outcome.Succeeded<Long>(Long used) ->
          new HealthReading.Measured(
              used, used + " % of the inodes are in use where " + path + " lies");
      case Outcome.Failed<Long>(String reason) -> new HealthReading.NotKnown(reason);
      case Outcome.TimedOut<Long> late -> new HealthReading.NotKnown(late.text());
      case Outcome.Unknown<Long>(String reason) -> new HealthReading.NotKnown(reason);
    };
  }
}
