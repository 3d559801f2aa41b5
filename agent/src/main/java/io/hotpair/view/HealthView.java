package io.hotpair.view;

import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthVerdict;

/**
 * A part of this node that is looked at.
 *
 * @param name its name, as {@code system-disk} or {@code network-errors-public}
 * @param kind what is looked at
 * @param verdict what is to be thought of it
 * @param reading what the last look has shown, in words
 * @param value what the limits judge, in {@code unit}; -1 if it has no value, or none now
 * @param unit what the value counts; empty if it never has one
 * @param limits from where on it is worse, in words; empty if it judges itself
 * @param advice what to do; empty unless something is wrong
 * @param sinceMillis wall clock of the verdict's last change; 0 if it never changed
 * @param changes how often the verdict changed since the agent's start
 */
public record HealthView(
    String name,
    HealthKind kind,
    HealthVerdict verdict,
    String reading,
    long value,
    String unit,
    String limits,
    String advice,
    long sinceMillis,
    long changes) {}
