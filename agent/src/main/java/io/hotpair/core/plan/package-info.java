/**
 * A resource group as an ordered plan: what to start after what, and what must stop first.
 *
 * <p>What may not be here: calls, deadlines, states of a pair.
 */
package io.hotpair.core.plan;
