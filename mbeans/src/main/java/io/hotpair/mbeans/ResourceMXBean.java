package io.hotpair.mbeans;

/** A resource of a pair's group, on this node. */
@Description("A resource of a pair's group, on this node.")
public interface ResourceMXBean extends ResourceRow {}
