/**
 * How a pair decides: events in, effects out, one file of rules for each state. {@code step} is a
 * pure function; time comes in the event, deadlines are data. One call of guard or fence device is
 * in flight at a time, and one start, stop or look of each resource.
 *
 * <p>What may not be here: clocks, threads, random numbers, input or output.
 */
package io.hotpair.core.pair;
