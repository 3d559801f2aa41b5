/**
 * Two nodes with the real rules, guard and disk format in a simulated world: networks, shared disk,
 * resources, fence devices, watchdogs, clocks. Time is simulated and jumps from event to event, one
 * seed replays all. No rule of the protocol lives here, only a world that treats it badly and an
 * observer that judges the outcome: {@link io.hotpair.simulation.Invariant} after every event.
 *
 * <p>A guard is simulated by what it rests on, never by a guard that is not the shipped one. {@code
 * World.guard} is the only place that makes one, {@code World.takesWrites} where storage that
 * refuses writes says so. Which invariant a fault may void, and how the rules are taken away to see
 * that the observer notices, is told in {@code
 * agent/src/adr/the-simulation-is-judged-by-what-it-can-miss.md}.
 *
 * <p>What may not be here: a clock, a sleep, chance that does not come from the seed. Only the
 * command line uses this room.
 */
package io.hotpair.simulation;
