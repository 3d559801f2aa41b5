/**
 * The command line, and the local socket through which it talks to the agent of this machine: one
 * line of JSON asks, one line of JSON answers. {@link io.hotpair.cli.HotpairCommand} is the command
 * line, {@link io.hotpair.cli.LocalServer} the agent's end.
 *
 * <p>What may not be here: decisions. An order goes into the command sink, a view is the snapshot.
 */
package io.hotpair.cli;
