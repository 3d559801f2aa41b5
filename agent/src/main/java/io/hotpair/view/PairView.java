package io.hotpair.view;

import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Role;
import java.util.Optional;

/**
 * A pair as seen from this node.
 *
 * @param name its name
 * @param role this node's role
 * @param state what this node does
 * @param stateReason why it does that, in words
 * @param activeNode the node that is active as far as is known
 * @param preferredNode the node that the site file lists first
 * @param peer the other node
 * @param peerHealth this node's verdict on it
 * @param peerState what the peer said that it does; empty if never heard
 * @param epoch the pair's epoch as known here
 * @param readiness whether this node could take over
 * @param peerReadiness whether the peer could
 * @param suspended whether the pair is in maintenance
 * @param fault why it waits for a person
 * @param failback whether it moves back by itself
 * @param counters the failover counters
 * @param lastMove the last move that ended here
 */
public record PairView(
    PairName name,
    Role role,
    PairState state,
    String stateReason,
    Optional<NodeName> activeNode,
    NodeName preferredNode,
    NodeName peer,
    PeerHealth peerHealth,
    Optional<PairState> peerState,
    Epoch epoch,
    Readiness readiness,
    Readiness peerReadiness,
    boolean suspended,
    FaultCause fault,
    FailbackPolicy failback,
    PairMemory.Counters counters,
    PairMemory.LastMove lastMove) {
  /**
   * Whether the pair is protected: one node is active, and the other could take over. This is what
   * {@code hotpairPairReady} says.
   */
  public boolean isReady() {
    return standbyReadiness().isReady();
  }

  /** The readiness of the node that is not active: of the peer if this node is active. */
  public Readiness standbyReadiness() {
    return switch (role) {
      case ACTIVE -> peerReadiness;
      case STANDBY, NONE -> readiness;
    };
  }
}
