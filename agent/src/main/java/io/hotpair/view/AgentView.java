package io.hotpair.view;

import io.hotpair.core.model.ConfigurationMatch;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.WatchdogState;

/**
 * The agent itself.
 *
 * @param version of the software
 * @param cluster the site's name
 * @param node this node
 * @param digest configuration digest, 64 hexadecimal digits
 * @param armed whether every pair may move by itself
 * @param notArmedReason why not, in words; empty if armed
 * @param unsafeDemo whether the site allows guards that protect nothing
 * @param startedMillis wall clock of the start, milliseconds since 1970; counters' discontinuity
 * @param lagNanos how late the deciding thread was at its last tick
 * @param worstLagNanos how late it was at worst since the start
 * @param noticesTotal notices of this node over restarts
 * @param rejectedDatagrams datagrams dropped since the start, over all paths
 * @param authenticationFailures as {@link RefusalSource#authenticationFailures}
 * @param diskFlaws as {@link RefusalSource#diskFlaws}
 * @param watchdog how the watchdog stands
 * @param watchdogDevice its device; empty if no guard needs it
 * @param watchdogMillis within which it resets this machine; -1 if it was never armed
 * @param configuration whether this node and all its peers run the same site file
 * @param intervalMillis between two heartbeats
 * @param deadTimeMillis silence after which a path is down
 */
public record AgentView(
    String version,
    String cluster,
    NodeName node,
    String digest,
    boolean armed,
    String notArmedReason,
    boolean unsafeDemo,
    long startedMillis,
    long lagNanos,
    long worstLagNanos,
    long noticesTotal,
    long rejectedDatagrams,
    long authenticationFailures,
    long diskFlaws,
    WatchdogState watchdog,
    String watchdogDevice,
    long watchdogMillis,
    ConfigurationMatch configuration,
    long intervalMillis,
    long deadTimeMillis) {}
