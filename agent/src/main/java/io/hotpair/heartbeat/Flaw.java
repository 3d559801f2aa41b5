package io.hotpair.heartbeat;

/** What is wrong with a block of a pair's disk. */
public enum Flaw {
  /** Its checksum does not match: half written when a node died, or damaged since. */
  TORN,

  /** It holds something that is not ours. */
  NOT_OURS,

  /** Of a format version that this agent does not know. */
  VERSION,

  /** Of another cluster. */
  OTHER_CLUSTER,

  /** Of another pair of this cluster. */
  OTHER_PAIR,

  /** Ours, but made for another place on the disk. */
  MISPLACED,

  /** Its tag is not what the cluster key makes of it. */
  AUTHENTICATION,

  /** Authentic, and yet not what belongs there. */
  MALFORMED
}
