/**
 * What the world outside offers, as blocking calls with outcomes. Every implementation has a
 * deadline for every call; the runtime calls them from threads that may wait, never from the
 * deciding thread, except where a method says that it does not wait.
 *
 * <p>What may not be here: implementations, and any word on when a call is made.
 */
package io.hotpair.port;
