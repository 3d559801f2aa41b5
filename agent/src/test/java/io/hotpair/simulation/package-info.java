/**
 * Two nodes with the real rules and the real guard code in a simulated world: networks, shared
 * disk, resources, fence devices, clocks. Time is simulated, one seed replays all. No rule of the
 * protocol lives here, only a world that treats it badly and an observer that judges the outcome.
 */
package io.hotpair.simulation;
