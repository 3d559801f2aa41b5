package io.hotpair.simulation;

import java.util.Optional;

/**
 * One schedule, played to its end.
 *
 * @param seed what it came from
 * @param broken the invariant that broke; empty if none
 * @param what how it broke, in one line; empty if none
 * @param transcript what happened, line by line, and how things stood at the end; empty if it was
 *     not written
 * @param extremes the longest that was seen of each measure
 */
public record Played(
    long seed, Optional<Invariant> broken, String what, String transcript, Extremes extremes) {}
