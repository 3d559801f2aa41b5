package io.hotpair.view;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;

/**
 * One heartbeat path of a pair.
 *
 * @param pair the pair
 * @param kind which path
 * @param peer the node at its other end
 * @param localAddress own address or device
 * @param peerAddress the peer's address, or the device
 * @param state this node's verdict
 * @param peerHears the peer's verdict on the other direction
 * @param carrier 1 up, 0 down, -1 can't be told
 * @param roundTripMinNanos shortest round trip since the start; -1 if none yet
 * @param roundTripMeanNanos smoothed mean; -1 if none yet
 * @param roundTripMaxNanos longest; -1 if none yet
 * @param jitterNanos smoothed difference between arrivals and the interval; -1 if none yet
 * @param sent beats sent since the start
 * @param received beats received
 * @param lost beats that the peer sent and that never came
 * @param rejected datagrams dropped
 * @param lastHeardMillis milliseconds since the last beat; -1 if never
 * @param changes how often the state changed
 * @param changedMillis wall clock of the last change; 0 if never
 */
public record PathView(
    PairName pair,
    PathKind kind,
    NodeName peer,
    String localAddress,
    String peerAddress,
    PathState state,
    PathState peerHears,
    int carrier,
    long roundTripMinNanos,
    long roundTripMeanNanos,
    long roundTripMaxNanos,
    long jitterNanos,
    long sent,
    long received,
    long lost,
    long rejected,
    long lastHeardMillis,
    long changes,
    long changedMillis) {}
