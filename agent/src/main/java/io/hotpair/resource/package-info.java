/**
 * What a pair protects, as programs that start, stop and monitor it: OCF resource agents, systemd
 * units, plain commands.
 *
 * <p>What may not be here: the order of a group's resources, decisions, threads, other adapters.
 */
package io.hotpair.resource;
