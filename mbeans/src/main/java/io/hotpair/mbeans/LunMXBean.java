package io.hotpair.mbeans;

/** A shared LUN of a pair. */
@Description("A shared LUN of a pair.")
public interface LunMXBean extends LunRow {}
