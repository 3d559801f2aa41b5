package io.hotpair.mbeans;

/**
 * A heartbeat path of a pair to its other node. What each attribute means stands in its
 * description.
 */
public interface PathRow {
  @Description("The pair's name.")
  String getPair();

  @Description(
      "Which path it is. Wire private and public so that no switch, card or power supply "
          + "serves both.")
  @Words(PathKind.class)
  String getKind();

  @Description("The code of Kind.")
  @Words(PathKind.class)
  int getKindCode();

  @Description("The node at the other end: look there when only one direction is lost.")
  String getPeer();

  @Description(
      "The own address, or the device. Compare with what the interface really has when the "
          + "path was never up.")
  String getLocalAddress();

  @Description("The peer's address, or the device: ping it when the path is down.")
  String getPeerAddress();

  @Description(
      "This node's verdict on the path. Alarm on down: one path down moves nothing, but the"
          + " next failure may.")
  @Words(PathState.class)
  String getState();

  @Description("The code of State.")
  @Words(PathState.class)
  int getStateCode();

  @Description(
      "The peer's verdict on the other direction. up here and down there means that one "
          + "direction is lost: look for a firewall or a half-broken cable.")
  @Words(PathState.class)
  String getPeerHears();

  @Description("The code of PeerHears.")
  @Words(PathState.class)
  int getPeerHearsCode();

  @Description(
      "Whether the network interface has a carrier; unknown for a disk. down means cable, "
          + "port or switch; up on a path that is down means address, firewall or the peer.")
  @Words(Carrier.class)
  String getCarrier();

  @Description("The code of Carrier.")
  @Words(Carrier.class)
  int getCarrierCode();

  @Description(
      "The shortest round trip since the agent started; -1 if there was none yet. It is "
          + "what the wire itself costs: compare the mean with it.")
  @Units("microseconds")
  long getRoundTripMin();

  @Description(
      "The smoothed mean round trip; -1 if there was none yet. Warn when it comes near a "
          + "tenth of DeadTime of the agent: the network or the peer is overloaded.")
  @Units("microseconds")
  long getRoundTripMean();

  @Description(
      "The longest round trip since the agent started; -1 if there was none yet. Near "
          + "DeadTime of the agent, the path was nearly taken for down: find what delayed it.")
  @Units("microseconds")
  long getRoundTripMax();

  @Description(
      "The smoothed difference between the arrivals of heartbeats and their interval; -1 if"
          + " none came yet. Near the jitter of the site file's timings, heartbeats soon count as"
          + " missed.")
  @Units("microseconds")
  long getJitter();

  @Description("Heartbeats sent; on the disk, looks at it. It must grow while the agent runs.")
  long getSent();

  @Description(
      "Heartbeats received; on the disk, looks at it. If it stands still while the peer's "
          + "Sent grows, look for a firewall.")
  long getReceived();

  @Description(
      "Heartbeats that the peer sent and that never came. A rate above zero on the "
          + "crossover cable means a bad cable or port.")
  long getLost();

  @Description(
      "Datagrams dropped because they were not authentic, repeated or malformed; on the "
          + "disk, looks that failed. A growing value means a wrong cluster key, somebody trying,"
          + " or a failing disk.")
  long getRejected();

  @Description(
      "How long ago the last heartbeat came on this path; -1 if never. Alarm by State, "
          + "which knows the dead time.")
  @Units("milliseconds")
  long getLastHeard();

  @Description(
      "How often State changed. A path that keeps changing has a loose cable, a duplicate "
          + "address or an overloaded switch.")
  long getChanges();

  @Description(
      "When State changed last: look in the logs of switches and firewalls at that time. 0 "
          + "if never.")
  @Units("milliseconds since 1970")
  long getLastChange();

  @Description("LastChange for people, in UTC; \"never\" if it is 0.")
  String getLastChangeUtc();
}
