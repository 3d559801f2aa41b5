package io.hotpair.resource;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceName;

/**
 * A resource on this node.
 *
 * @param pair its pair
 * @param name its name in the pair's group
 * @param node this node
 */
record Instance(PairName pair, ResourceName name, NodeName node) {
  /** Unique on this node, whatever the pairs call their resources: no name has a dot. */
  @Override
  public String toString() {
    return pair + "." + name;
  }
}
