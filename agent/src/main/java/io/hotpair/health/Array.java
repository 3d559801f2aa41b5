package io.hotpair.health;

import io.hotpair.core.model.RaidReading;

/** One array, asked in one of several ways. */
interface Array {
  /** Asks once; waits for an answer, within a deadline of its own. */
  RaidReading ask();
}
