package io.hotpair.core.pair;

import io.hotpair.core.model.Epoch;

/**
 * Names one effect of one life of the agent, so that a late outcome is recognised and dropped.
 *
 * @param number grows by one with each effect
 * @param epoch the pair's epoch when the effect was asked for
 */
public record EffectId(long number, Epoch epoch) {}
