/**
 * What the two nodes of a pair tell each other: beats as datagrams on two networks, and beats and
 * epoch records as blocks on the shared disk. All of it is authenticated with keys derived from the
 * cluster key.
 *
 * <p>What may not be here: threads (the runtime starts {@link io.hotpair.heartbeat.UdpNetwork#run}
 * on one of its own), verdicts on paths and peers (the detector's), and the claim (the guard's).
 */
package io.hotpair.heartbeat;
