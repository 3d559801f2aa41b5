/**
 * How a pair decides: events in, effects out, one file of rules for each state. {@code step} is a
 * pure function; time comes in the event, deadlines are data, and one safety-critical effect is in
 * flight at a time.
 *
 * <p>What may not be here: clocks, threads, random numbers, input or output.
 */
package io.hotpair.core.pair;
