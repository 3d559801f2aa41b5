package io.hotpair.checks;

import io.hotpair.core.model.LunMatch;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PathKind;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a pair's peer, from the running agent or from listening for it.
 *
 * @param pair the pair
 * @param peer the other node
 * @param paths each way to it
 * @param digestDiffers whether it runs another configuration; empty: not known
 * @param cannotTakeOver why the standby could not take over, in words; empty: it could; not known
 *     without the agent
 * @param luns each LUN here and at the peer
 */
public record PeerFacts(
    PairName pair,
    NodeName peer,
    List<Way> paths,
    Optional<Boolean> digestDiffers,
    Optional<String> cannotTakeOver,
    List<Lun> luns) {

  /**
   * One LUN.
   *
   * @param name its name
   * @param identity what this node's device says that it is; empty: it does not say
   * @param match how that compares with the peer's
   */
  public record Lun(LunName name, String identity, LunMatch match) {}

  /**
   * One path, by itself.
   *
   * @param kind which
   * @param heard whether the peer is heard on it
   * @param hears whether the peer hears this node on it, by its own word
   * @param text what was measured
   */
  public record Way(PathKind kind, boolean heard, boolean hears, String text) {}
}
