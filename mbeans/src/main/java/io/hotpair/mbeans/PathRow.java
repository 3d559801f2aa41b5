package io.hotpair.mbeans;

/**
 * A heartbeat path of a pair to its other node. What each attribute means stands in its
 * description.
 */
public interface PathRow {
  @Description("The pair's name.")
  String getPair();

  @Description("Which path it is.")
  @Words(PathKind.class)
  String getKind();

  @Description("The code of Kind.")
  @Words(PathKind.class)
  int getKindCode();

  @Description("The node at the other end.")
  String getPeer();

  @Description("The own address, or the device.")
  String getLocalAddress();

  @Description("The peer's address, or the device.")
  String getPeerAddress();

  @Description(
      "This node's verdict on the path. Alarm on down: one path down moves nothing, "
          + "but the next failure may.")
  @Words(PathState.class)
  String getState();

  @Description("The code of State.")
  @Words(PathState.class)
  int getStateCode();

  @Description(
      "The peer's verdict on the other direction. up here and down there means that "
          + "one direction is lost: look for a firewall or a half-broken cable.")
  @Words(PathState.class)
  String getPeerHears();

  @Description("The code of PeerHears.")
  @Words(PathState.class)
  int getPeerHearsCode();

  @Description("Whether the network interface has a carrier; unknown for a disk.")
  @Words(Carrier.class)
  String getCarrier();

  @Description("The code of Carrier.")
  @Words(Carrier.class)
  int getCarrierCode();

  @Description("The shortest round trip since the agent started; -1 if there was none yet.")
  @Units("microseconds")
  long getRoundTripMin();

  @Description("The smoothed mean round trip; -1 if there was none yet.")
  @Units("microseconds")
  long getRoundTripMean();

  @Description("The longest round trip since the agent started; -1 if there was none yet.")
  @Units("microseconds")
  long getRoundTripMax();

  @Description(
      "The smoothed difference between the arrivals of heartbeats and their interval; "
          + "-1 if none came yet. Near the jitter of the site file's timings, heartbeats "
          + "soon count as missed.")
  @Units("microseconds")
  long getJitter();

  @Description("Heartbeats sent.")
  long getSent();

  @Description("Heartbeats received.")
  long getReceived();

  @Description(
      "Heartbeats that the peer sent and that never came. A rate above zero on the "
          + "crossover cable means a bad cable or port.")
  long getLost();

  @Description("Datagrams dropped because they were not authentic, repeated or malformed.")
  long getRejected();

  @Description("How long ago the last heartbeat came on this path; -1 if never.")
  @Units("milliseconds")
  long getLastHeard();

  @Description("How often State changed.")
  long getChanges();

  @Description("When State changed last; 0 if never.")
  @Units("milliseconds since 1970")
  long getLastChange();
}
