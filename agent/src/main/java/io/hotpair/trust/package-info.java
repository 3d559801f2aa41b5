/**
 * Whose files root may rely on: the one rule for the site file, for the programs that it names, and
 * for what runs them.
 *
 * <p>What may not be here: anything that opens or runs a file; other rooms.
 */
package io.hotpair.trust;
