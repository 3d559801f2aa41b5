/**
 * Reads the site file into the checked records of {@code core.model.site}. Strict: unknown keys,
 * wrong types and broken rules are all told at once, each with its place, what was read and what is
 * allowed. {@link io.hotpair.config.SiteFile} is the way in.
 *
 * <p>What may not be here: anything that acts, listens, or asks the network; defaults that differ
 * from machine to machine.
 */
package io.hotpair.config;
