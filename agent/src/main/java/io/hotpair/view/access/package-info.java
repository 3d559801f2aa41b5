/**
 * Who may use a surface, and over what: users and their roles, the caller of an MBean, TLS. Shared
 * by the surfaces that authenticate with passwords.
 *
 * <p>What may not be here: a protocol.
 */
package io.hotpair.view.access;
