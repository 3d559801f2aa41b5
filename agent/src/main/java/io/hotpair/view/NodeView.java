package io.hotpair.view;

import io.hotpair.core.model.ConfigurationMatch;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PeerHealth;

/**
 * A node of the site as this agent knows it.
 *
 * @param name its name
 * @param id its id
 * @param local whether it is this node
 * @param virtual whether it is a virtual machine
 * @param health this agent's verdict; online for this node
 * @param bootId its agent's life as 16 hexadecimal digits; empty if never heard
 * @param lastHeardMillis milliseconds since it was last heard on any path; -1 if never
 * @param cpu share of its CPUs in use, 0 to 1; -1 if unknown
 * @param memory share of its memory in use, 0 to 1; -1 if unknown
 * @param bootMillis wall clock of its machine's boot, to the second; 0 if never heard
 * @param verdict the worst that is known of any of its parts; unknown if it does not say
 * @param configuration whether it runs this node's site file, as it last said
 */
public record NodeView(
    NodeName name,
    int id,
    boolean local,
    boolean virtual,
    PeerHealth health,
    String bootId,
    long lastHeardMillis,
    double cpu,
    double memory,
    long bootMillis,
    HealthVerdict verdict,
    ConfigurationMatch configuration) {}
