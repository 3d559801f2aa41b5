/**
 * The MBeans over HTTP: Jolokia inside this process, on an HTTP server of our own with one context,
 * users with roles, and TLS. A request is refused unless something here allows it.
 *
 * <p>What may not be here: proxying to other agents, discovery, server detectors, or a thread: the
 * caller's executor runs everything.
 */
package io.hotpair.jolokia;
