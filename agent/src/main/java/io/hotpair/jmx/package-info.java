/**
 * The snapshot as MBeans: attributes answer from the newest snapshot, operations go into the {@link
 * io.hotpair.view.CommandSink}, notices come out as notifications; and the remote JMX endpoint, one
 * port with users and roles.
 *
 * <p>What may not be here: names, words and codes, which are the contract in {@code
 * io.hotpair.mbeans}; a question to the deciding thread; a lock that a reader could wait for.
 */
package io.hotpair.jmx;
