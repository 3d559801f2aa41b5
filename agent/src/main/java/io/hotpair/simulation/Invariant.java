package io.hotpair.simulation;

/** What is checked after every event, and after healing. */
public enum Invariant {
  /** The storage takes no write of an older epoch after one of a newer. */
  NO_OLDER_WRITE("no write of an older epoch after one of a newer"),

  /** Never does the group run on both nodes. */
  NEVER_TWICE("the group never runs on both nodes"),

  /** Nothing starts without the guard at the newest epoch. */
  START_NEEDS_GUARD("nothing starts without the guard at the newest epoch"),

  /** A resource is started on what it needs, and stopped before that. */
  IN_ORDER("a resource runs only while what it needs runs"),

  /** No two holders of one epoch, and no epoch that falls. */
  EPOCHS_RISE("epochs only rise, and each has one holder"),

  /** A peer whose beat on the disk is fresh is not taken over. */
  FRESH_BEAT_STAYS("a fresh beat on the disk means no takeover"),

  /** A peer that is heard on a network is not taken over. */
  HEARD_PEER_STAYS("a peer that is heard on a network is not taken over"),

  /** Nothing moves by itself in maintenance. */
  MAINTENANCE_STAYS("nothing moves by itself in maintenance"),

  /** An active does not switch its standby off. */
  NO_DEATH_MATCH("an active never fences its standby"),

  /** A node claims only when nothing of the group is left on it. */
  DOWN_BEFORE_CLAIM("a node claims only when nothing runs on it"),

  /** A hung call delays no heartbeat. */
  BEATS_ON_TIME("a hung call delays no heartbeat"),

  /** A request that was carried out is not carried out again. */
  ORDERS_ONCE("a repeated request changes nothing"),

  /** A move is one step of one counter. */
  MOVES_COUNTED_ONCE("a move is counted once"),

  /** A failing node does not give the pair to one that has long been failing itself. */
  NO_MOVE_IN_VAIN("no move for a fault that both nodes have"),

  /** A standby that fails to reach the service for a reason of its own says nothing of it. */
  NO_RESTART_IN_VAIN("no restart for clients that are served"),

  /** The shipped code throws nothing. */
  NO_EXCEPTION("no exception"),

  /** After the faults one node is active and the other stands by, in time. */
  LIVENESS("after healing one is active and one stands by, in time");

  private final String sentence;

  Invariant(String sentence) {
    this.sentence = sentence;
  }

  /** As a sentence, without a full stop. */
  public String sentence() {
    return sentence;
  }
}
