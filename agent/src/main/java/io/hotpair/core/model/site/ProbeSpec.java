package io.hotpair.core.model.site;

import java.time.Duration;

/**
 * A question that is put to a resource's service as a client would: by the active as one of the
 * resource's monitors, or by the standby as a probe.
 *
 * @param way how
 * @param timeout within which it is answered; above zero
 * @param interval between two of them; above zero
 * @param failures how many in a row without an answer count; 1 for a monitor
 */
public record ProbeSpec(ProbeWay way, Duration timeout, Duration interval, int failures) {}
