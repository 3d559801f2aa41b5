package io.hotpair.port;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;

/** A network path to one peer. */
public interface HeartbeatPath {
  /** The peer at its other end. */
  NodeName peer();

  /** Which network. */
  PathKind kind();

  /**
   * Sends a beat; does not wait. What can't be sent now is lost, as a datagram may be.
   *
   * @return whether the system took it
   */
  boolean send(Beat beat);

  /** Counters since the agent's start. */
  Counters counters();

  /** Where heard beats go; called by the path's own thread, must not wait. */
  interface Receiver {
    /**
     * An authentic, fresh beat.
     *
     * @param receivedNanos the moment at which it was read from the socket, in nanoseconds of the
     *     monotonic clock
     */
    void heard(NodeName peer, PathKind kind, Beat beat, long receivedNanos);
  }

  /**
   * Counters since the agent's start.
   *
   * @param sent datagrams that the system took
   * @param received authentic, fresh beats
   * @param rejected datagrams dropped: bad length, authentication, replay, unknown sender
   * @param sendErrors datagrams that the system refused
   */
  record Counters(long sent, long received, long rejected, long sendErrors) {}
}
