package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.FenceLevel;
import io.hotpair.core.model.site.NodeSpec;
import java.util.List;
import java.util.Map;

/**
 * What a pair is checked against.
 *
 * @param nodes the site's nodes
 * @param fence the fence levels by the node that they switch off
 * @param referred whether the public network has a reference address
 * @param unsafeDemo whether guards that protect nothing may arm
 */
record SiteRules(
    Map<NodeName, NodeSpec> nodes,
    Map<NodeName, List<FenceLevel>> fence,
    boolean referred,
    boolean unsafeDemo) {}
