/**
 * What this machine says of its own parts: memory, processors, disks, file systems, network
 * devices, clock. Each class reads one fact, below a directory that a test can replace.
 *
 * <p>What may not be here: threads, limits, and what follows from a fact.
 */
package io.hotpair.health;
