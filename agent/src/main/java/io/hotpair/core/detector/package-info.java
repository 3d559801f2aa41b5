/**
 * Heartbeats in, verdicts out: whether a path is up, whether the peer lives, whether the disk's
 * beat is fresh. One heard beat says "it lived then"; only silence for the dead time says "down",
 * and no silence at all says "dead".
 *
 * <p>What may not be here: decisions about pairs, clocks, input or output.
 */
package io.hotpair.core.detector;
