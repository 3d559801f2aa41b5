/**
 * The SNMP agent: the snapshot as the objects of {@code mib/HOTPAIR-MIB.txt}, SET as orders,
 * notices as traps and informs.
 *
 * <p>Reading way: access control, {@link io.hotpair.snmp.Page} of the newest snapshot, {@link
 * io.hotpair.snmp.Reads}; no lock, no mailbox. Writing way: access control, {@link
 * io.hotpair.snmp.ControlSet} checks one SET as a whole, {@link io.hotpair.view.CommandSink}.
 * Notices: {@link io.hotpair.snmp.Notifier}, one queue for each target.
 *
 * <p>What may not be here: decisions about pairs, JMX, files.
 */
package io.hotpair.snmp;
