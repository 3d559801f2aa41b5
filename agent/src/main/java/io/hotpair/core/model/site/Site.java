package io.hotpair.core.model.site;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Timings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole site: one file, equal on all nodes.
 *
 * @param cluster the site's name, 1 to 32 characters as in a node name
 * @param clusterKey authenticates heartbeats and blocks; 32 bytes or more
 * @param digest SHA-256 over all that both nodes must agree on, as 64 hexadecimal digits
 * @param nodes by name
 * @param networks the two networks
 * @param timings the times of the protocol
 * @param pairs by name, in the file's order
 * @param fence the ways to switch a node off, by that node's name, in order of use
 * @param snmp the SNMP agent; empty: none
 * @param jolokia the Jolokia endpoint; empty: none
 * @param jmx the remote JMX endpoint; empty: none
 * @param health what is looked at of each node
 * @param unsafeDemo whether guards that protect nothing may arm; shown on every surface
 */
public record Site(
    String cluster,
    Secret clusterKey,
    String digest,
    Map<NodeName, NodeSpec> nodes,
    Networks networks,
    Timings timings,
    Map<PairName, PairSpec> pairs,
    Map<NodeName, List<FenceLevel>> fence,
    Optional<SnmpSpec> snmp,
    Optional<JolokiaSpec> jolokia,
    Optional<JmxSpec> jmx,
    HealthSpec health,
    boolean unsafeDemo) {}
