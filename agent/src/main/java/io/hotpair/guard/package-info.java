/**
 * The guards: what makes it safe to start. {@link io.hotpair.guard.RecordGuard} decides by the two
 * nodes' epoch records alone.
 *
 * <p>What may not be here: the decision to claim (the core's), fencing, and the blocks on which the
 * records lie.
 */
package io.hotpair.guard;
