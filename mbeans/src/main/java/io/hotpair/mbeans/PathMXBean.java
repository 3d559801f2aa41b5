package io.hotpair.mbeans;

/** A heartbeat path of a pair to its other node. */
@Description("A heartbeat path of a pair to its other node.")
public interface PathMXBean extends PathRow {}
