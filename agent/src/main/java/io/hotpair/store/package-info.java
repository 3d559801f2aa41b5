/**
 * What this node remembers over restarts, as files in its state directory: one for each pair's
 * memory, one for the counters, and two journals of lines. Every file is text, JSON, and checked by
 * a CRC; what is damaged is kept aside for people, named in the log, and never stops the agent.
 *
 * <p>What may not be here: decisions, threads, other adapters, anything that lies on the LUN.
 */
package io.hotpair.store;
