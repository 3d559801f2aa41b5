package io.hotpair.core.model.site;

import java.util.List;

/**
 * The two networks that heartbeats use.
 *
 * @param privatePort UDP port of heartbeats on the crossover cable, 1 to 65535
 * @param publicPort UDP port of heartbeats on the public network, 1 to 65535
 * @param reference addresses on the public network that are up whenever it is, as a router's
 */
public record Networks(int privatePort, int publicPort, List<String> reference) {
  /** The port that heartbeats use unless the file says otherwise. */
  public static final int HEARTBEAT_PORT = 7801;
}
