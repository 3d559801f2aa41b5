package io.hotpair.view;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.Operation;
import java.util.List;

/**
 * The whole agent at one instant. Lists are sorted by their rows' index, so that a surface can
 * search them.
 *
 * @param generation grows by one with each snapshot of this process, from 1
 * @param wallMillis when it was made, milliseconds since 1970
 * @param agent the agent itself
 * @param nodes by node name
 * @param pairs by pair name
 * @param paths by pair name, then path code
 * @param luns by pair name, then LUN name
 * @param resources by pair name, then place in the start order
 * @param fences by node name, then place in the order of use
 * @param operations the journal's newest entries, by number
 * @param events the newest events, by sequence
 * @param targets notification targets by name
 * @param health the parts of this node that are looked at, by name
 */
public record Snapshot(
    long generation,
    long wallMillis,
    AgentView agent,
    List<NodeView> nodes,
    List<PairView> pairs,
    List<PathView> paths,
    List<LunView> luns,
    List<ResourceView> resources,
    List<FenceView> fences,
    List<Operation> operations,
    List<Notice> events,
    List<TargetView> targets,
    List<HealthView> health) {}
