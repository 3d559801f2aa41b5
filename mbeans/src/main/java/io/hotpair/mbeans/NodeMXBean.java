package io.hotpair.mbeans;

/** A node of the site as this agent sees it. */
@Description("A node of the site as this agent sees it.")
public interface NodeMXBean extends NodeRow {}
