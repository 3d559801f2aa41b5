package io.hotpair.simulation;

import java.util.Locale;

/**
 * The rules of the protocol that can be taken away, to see that the simulation notices. Each is
 * taken from the shipped code from outside: at the ports, in what it is told, in what becomes of
 * its effects.
 */
public enum Rule {
  /** §5.1. */
  PROOF_BEFORE_TAKEOVER(
      "the peer is cut off before its guard is passed over",
      "the order to fence is answered \"off\" and not carried out"),
  /** §3. */
  UNKNOWN_FENCING_IS_NO_PROOF(
      "a fence device that fails or does not answer proves nothing",
      "such an answer reads as \"off\""),
  /** §6, §8. */
  UNKNOWN_STOP_IS_NO_STOP(
      "a stop that fails or does not answer is no stop", "such an answer reads as \"stopped\""),
  /** §6. */
  STOP_BEFORE_OFFER(
      "the group is stopped before the guard is left",
      "stops are answered \"stopped\" and not carried out"),
  /** §8. */
  EJECTED_STOPS(
      "a node that lost the guard brings the group down",
      "its stops are answered \"stopped\" and not carried out"),
  /** §8. */
  AUDIT("an active looks at the guard", "it reads that it holds it, whatever disk and peer say"),
  /** §5.6. */
  VERIFY_BEFORE_START(
      "the guard is verified before each start",
      "the verification is answered \"held\" and not carried out, and the peer is not believed"),
  /** §5.6. */
  NEEDED_RESOURCES_RUN(
      "a resource runs only while what it needs runs",
      "the rules know of no resource that it needs another"),
  /** §5.5. */
  EPOCH_FROM_ALL_SOURCES(
      "a claim's epoch is above all that was read", "the peer's epoch reads as none"),
  /** §2. */
  PROOF_IS_ABOUT_WHAT_WAS_READ(
      "a proof is void once the peer has written again",
      "the claim names the peer's record as it is now"),
  /** §5.4. */
  ANNOUNCE_BEFORE_LOOKING(
      "a claim is written before the peer is looked at for the last time",
      "the word \"claiming\" is not written"),
  /** §5.4. */
  READING_DECIDES(
      "after a write the reading decides, not the answer",
      "a reading after a write shows what was to be written"),
  /** §4. */
  LOOK_BEFORE_JOINING(
      "a fresh agent looks at what runs",
      "its monitors are answered \"stopped\" and not carried out"),
  /** §3. */
  DISK_BEAT(
      "a fresh beat on the disk means no takeover",
      "the peer's beat on the disk reads as standing still"),
  /** §3. */
  LOOK_ONCE_MORE(
      "the disk is looked at once more when the networks have fallen silent",
      "the last look before counts"),
  /** §3. */
  BOTH_NETWORKS(
      "one network path's loss moves nothing", "beats of the public network are not heard"),
  /** §3. */
  OWN_LAG("a node that was late gives its peer a new window", "ticks say that they are in time"),
  /** §6. */
  WITHDRAWAL_IS_A_CLAIM(
      "an offer is withdrawn by a claim",
      "the withdrawal is answered with the next epoch and not carried out"),
  /** §6. */
  ONCE(
      "an order that was carried out is not carried out again",
      "nobody remembers what was carried out"),
  /** §4. */
  MAINTENANCE("nothing moves by itself in maintenance", "the rules do not know that it is ordered"),
  /** §9.3. */
  LEASE_WAIT(
      "the standby waits until the lease must be over",
      "it counts with a shorter lease than the active"),
  /** §9.2. */
  WATCHDOG("a watchdog resets a node that does not renew", "there is none"),
  /** §9.2. */
  WATCHDOG_FED_WITHIN_LEASE(
      "the watchdog is fed only while the lease outlives it", "it is fed on every tick"),
  /** §6. */
  OWN_KEY_CLAIMED_ANEW(
      "a standby that finds its own key claims anew",
      "it reads its own key as a claim of the peer"),
  /** §2: PREEMPT AND ABORT does not reach what came by a forgotten registration. */
  RESET_OWED(
      "a claim that finds no holder, or one without its record, resets the LUN before it starts",
      "the reset is answered \"done\" and not carried out"),
  /** §8. */
  EJECTS_WHEN_RESERVATION_VANISHED(
      "an active whose reservation has vanished ejects", "it reserves again and goes on"),
  /** §5.5. */
  PURGE(
      "a claim takes every other registration away",
      "it sees no keys but its own and the holder's"),
  /** §5.4. */
  SILENCE_IS_READ(
      "what came of a command that is not answered is read",
      "a reservation that was asked for and not answered reads as taken"),
  /** §6. */
  PARKS_RESERVED("a node that parks keeps the reservation", "it releases the reservation"),
  /** §5.4. */
  HOLDERS_KEY_STAYS(
      "a key that may be the holder's is not unregistered",
      "a life begins by unregistering its node's key"),
  /** A fault that both nodes have moves nothing. */
  HEALTH_BETTER(
      "a node gives the pair up for its health only to one that is better",
      "the peer is always heard to be well"),
  /** A client's view outranks the agent's own. */
  CLIENTS_COUNT(
      "a service that its clients get no answer from is restarted, then moved",
      "the standby's probes are always answered"),
  /** One heartbeat path's loss moves nothing. */
  PROBE_NEEDS_PATH(
      "a standby that the active does not hear on the public network says nothing of the service",
      "the public path always reads as up"),
  /** A node whose own network is down knows nothing of others. */
  PROBE_NEEDS_NETWORK(
      "a standby whose own public network is down says nothing of the service",
      "its public network always reads as up"),
  /** A probe that is wrong moves nothing. */
  PROBE_ANSWERED_BEFORE(
      "what a probe gets no answer from counts if it ever answered",
      "every probe reads as answered before");

  private final String says;
  private final String removal;

  Rule(String says, String removal) {
    this.says = says;
    this.removal = removal;
  }

  /** The name on the command line: {@code own-lag}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The rule, as a sentence without a full stop. */
  public String says() {
    return says;
  }

  /** How it is taken away, as a sentence without a full stop. */
  public String removal() {
    return removal;
  }
}
