/**
 * The words of the pair as types: names, moments, epochs, roles, timings and what two nodes tell
 * each other. Everything here is an immutable value without behaviour beyond arithmetic and checks.
 *
 * <p>What may not be here: clocks, threads, random numbers, input or output, other rooms.
 */
package io.hotpair.core.model;
