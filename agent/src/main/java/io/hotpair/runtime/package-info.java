/**
 * All threads of the agent: the deciding thread with its mailbox and ticks, one lane for each guard
 * and each shared disk, workers for resources and fence devices, and the scribe that keeps what
 * must outlive a restart. Nothing but the mailbox leads to the deciding thread, and it waits for
 * nobody.
 *
 * <p>What may not be here: decisions, and the ways of the world outside.
 */
package io.hotpair.runtime;
