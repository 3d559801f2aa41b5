/**
 * This machine: its clock, carrier and load, other programs, and the few kernel calls that keep the
 * agent on time, all of Linux by the foreign-function API.
 *
 * <p>What may not be here: decisions, threads, other adapters.
 */
package io.hotpair.system;
