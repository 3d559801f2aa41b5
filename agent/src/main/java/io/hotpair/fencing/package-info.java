/**
 * Switches the other node off through the site's own fence agents, and believes only a second look
 * that says off.
 *
 * <p>What may not be here: when to fence, and any knowledge of a particular device.
 */
package io.hotpair.fencing;
