package io.hotpair.heartbeat;

/** Why a datagram was dropped. */
public enum Rejection {
  /** Shorter than any, or longer than any, that we send. */
  LENGTH,

  /** It does not begin as ours do. */
  NOT_OURS,

  /** Of a format version that this agent does not know. */
  VERSION,

  /** Of another cluster. */
  OTHER_CLUSTER,

  /** Sent to another node, or made for another network. */
  OTHER_RECEIVER,

  /** Its tag is not what the cluster key makes of it: forged, damaged, or made with another key. */
  AUTHENTICATION,

  /** Authentic, and yet not a beat. */
  MALFORMED,

  /** Authentic, but its sender id is not that of the node whose address it came from. */
  OTHER_SENDER,

  /** Not newer than the newest that was heard on this path: repeated, or overtaken. */
  REPLAY,

  /** Of another life of the peer, without proof that this life is the present one. */
  UNPROVEN_LIFE
}
