package io.hotpair.port;

import io.hotpair.core.model.EpochRecord;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Outcome;

/**
 * The epoch records of a pair's two nodes on the shared disk: two registers with one writer each. A
 * read that does not overlap a write sees the last write; one that does sees it or the one before.
 * Calls return as late as those of {@link BlockDevice}.
 */
public interface EpochRecords {
  /**
   * Reads both. {@code Failed}: at least one can't be told.
   *
   * @return both records; the reservation is empty
   */
  Outcome<GuardReading> read();

  /**
   * Writes this node's own. {@code Succeeded}: durable. {@code Failed}: nothing was written. {@code
   * Unknown}: it may have been; a reading tells.
   *
   * @param own its sequence is one above that of this node's record as last read, which stays
   *     readable until the new one is whole
   */
  Outcome<Boolean> write(EpochRecord own);
}
