/**
 * Two nodes with the real rules and the real guard code in a simulated world: networks, shared
 * disk, resources, fence devices, clocks. Time is simulated, one seed replays all. No rule of the
 * protocol lives here, only a world that treats it badly and an observer that judges the outcome.
 *
 * <p>What may not be here: a clock, a sleep, chance that does not come from the seed. Only the
 * command line uses this room.
 */
package io.hotpair.simulation;
