package io.hotpair.view;

import io.hotpair.core.model.NodeName;

/**
 * A fence level.
 *
 * @param node the node that it switches off
 * @param place its place in the order of use, from 1
 * @param agent the fence agents that must all confirm, joined by {@code and}
 * @param lastStatus {@code on}, {@code off} or {@code unknown}
 * @param lastResult what its last call said, in words
 * @param lastMillis wall clock of the last call; 0 if never
 */
public record FenceView(
    NodeName node,
    int place,
    String agent,
    String lastStatus,
    String lastResult,
    long lastMillis) {}
