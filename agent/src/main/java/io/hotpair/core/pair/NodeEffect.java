package io.hotpair.core.pair;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;

/** What a node wants done. */
public sealed interface NodeEffect {
  /** Sends a beat to a peer over all networks, now. */
  record Send(NodeName peer, Beat beat) implements NodeEffect {}

  /** Lays a beat ready for the next write of a pair's disk beat. */
  record LayReady(PairName pair, Beat beat) implements NodeEffect {}

  /** Looks at a pair's shared disk sooner than usual. */
  record LookSooner(PairName pair) implements NodeEffect {}

  /** Something that one pair wants done. */
  record OfPair(PairName pair, Effect effect) implements NodeEffect {}
}
