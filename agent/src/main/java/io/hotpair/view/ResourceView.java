package io.hotpair.view;

import io.hotpair.core.model.PairName;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.ResourceState;

/**
 * A resource of a pair's group, on this node.
 *
 * @param pair the pair
 * @param place its place in the start order, from 1
 * @param name its name
 * @param kind who runs it
 * @param agent the agent's, unit's or command's name
 * @param state what it does here
 * @param lastResult what the last operation said, in words
 * @param restarts restarts in place since the agent's start
 * @param failures failures since the agent's start
 * @param lastFailureMillis wall clock of the last failure; 0 if never
 * @param startMillis how long the last start took; -1 if none yet
 * @param stopMillis how long the last stop took; -1 if none yet
 */
public record ResourceView(
    PairName pair,
    int place,
    ResourceName name,
    ResourceKind kind,
    String agent,
    ResourceState state,
    String lastResult,
    long restarts,
    long failures,
    long lastFailureMillis,
    long startMillis,
    long stopMillis) {}
