/**
 * What surfaces see of the agent: one immutable {@link io.hotpair.view.Snapshot}, a sink for
 * orders, a feed of notices. No surface asks the deciding thread anything.
 *
 * <p>What may not be here: how a surface shows it.
 */
package io.hotpair.view;
