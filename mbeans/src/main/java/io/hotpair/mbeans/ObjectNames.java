package io.hotpair.mbeans;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The names of the MBeans: domain {@value #DOMAIN}, keys in a fixed order, every name of the site
 * file quoted, as in {@code io.hotpair:type=Path,pair="erp",peer="vpe1",path=private}.
 */
public final class ObjectNames {
  /** The domain of every MBean of the agent. */
  public static final String DOMAIN = "io.hotpair";

  private ObjectNames() {}

  /** The {@link AgentMXBean}. */
  public static ObjectName agent() {
    return name("type=Agent");
  }

  /** The {@link SiteMXBean}. */
  public static ObjectName site() {
    return name("type=Site");
  }

  /** The {@link NodeMXBean} of a node. */
  public static ObjectName node(String node) {
    return name("type=Node,node=" + ObjectName.quote(node));
  }

  /** The {@link PairMXBean} of a pair. */
  public static ObjectName pair(String pair) {
    return name("type=Pair" + ofPair(pair));
  }

  /** The {@link PathMXBean} of a pair's path to its peer. */
  public static ObjectName path(String pair, String peer, PathKind kind) {
    return name(
        "type=Path" + ofPair(pair) + ",peer=" + ObjectName.quote(peer) + ",path=" + kind.label());
  }

  /** The {@link LunMXBean} of a pair's LUN. */
  public static ObjectName lun(String pair, String lun) {
    return name("type=Lun" + ofPair(pair) + ",lun=" + ObjectName.quote(lun));
  }

  /** The {@link ResourceMXBean} of a resource in a pair's group. */
  public static ObjectName resource(String pair, String resource) {
    return name("type=Resource" + ofPair(pair) + ",resource=" + ObjectName.quote(resource));
  }

  /** The {@link FenceMXBean} of a node's fence device at a place in the order of use, from 1. */
  public static ObjectName fence(String node, int place) {
    return name("type=Fence,node=" + ObjectName.quote(node) + ",place=" + place);
  }

  /** The {@link HealthMXBean} of a part of this node. */
  public static ObjectName health(String part) {
    return name("type=Health,part=" + ObjectName.quote(part));
  }

  /** Whether an object is one that {@link #pair} names. */
  public static boolean isPair(ObjectName name) {
    return !name.isPattern()
        && name.getDomain().equals(DOMAIN)
        && "Pair".equals(name.getKeyProperty("type"));
  }

  private static String ofPair(String pair) {
    return ",pair=" + ObjectName.quote(pair);
  }

  private static ObjectName name(String keys) {
    try {
      return new ObjectName(DOMAIN + ":" + keys);
    } catch (MalformedObjectNameException impossible) {
      throw new IllegalArgumentException(DOMAIN + ":" + keys, impossible);
    }
  }
}
