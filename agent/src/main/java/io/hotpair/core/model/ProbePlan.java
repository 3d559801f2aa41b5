package io.hotpair.core.model;

import java.time.Duration;

/**
 * One probe of a pair's standby, as the rules count it.
 *
 * @param resource whose service is asked
 * @param failures how many in a row without an answer count, 1 and more
 * @param pace the time from one probe to the answer of the next, at most
 */
public record ProbePlan(ResourceName resource, int failures, Duration pace) {}
