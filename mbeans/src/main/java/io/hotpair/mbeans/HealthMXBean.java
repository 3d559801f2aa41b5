package io.hotpair.mbeans;

/** A part of this node. */
@Description("A part of this node.")
public interface HealthMXBean extends HealthRow {}
