package io.hotpair.mbeans;

/** A fence device of a node. */
@Description("A fence device of a node.")
public interface FenceMXBean extends FenceRow {}
