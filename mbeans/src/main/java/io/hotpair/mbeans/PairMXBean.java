package io.hotpair.mbeans;

/**
 * A pair, with its control.
 *
 * <p>Every operation only takes an order down, and returns the number of its row in {@link
 * SiteMXBean#getOperations}; what becomes of it is read there. An order that is refused at once
 * throws {@link IllegalStateException} with the reason, a caller whose role does not suffice gets
 * {@link SecurityException}, and an argument that cannot be right {@link IllegalArgumentException};
 * none of them changes anything.
 *
 * <p>A request id makes an order happen at most once: a repeat of an id gets the first order's
 * number. It has 1 to 64 printable ASCII characters without spaces; an empty one lets the agent
 * choose, and is no protection against a repeat.
 */
@Description("A pair as seen from this node, with its control.")
public interface PairMXBean extends PairRow {
  /** The description of every argument {@code requestId}. */
  String REQUEST_ID =
      "1 to 64 printable characters without spaces; a repeat changes nothing and gets the first "
          + "order's number. Empty: the agent chooses";

  /** Exchanges the roles; see the interface for number, errors and request id. */
  @Description(
      "Exchanges the roles, both nodes taking part. Needs the role operate. Returns the number of "
          + "the order's row in Operations of the Site MBean: read its State there.")
  long switchover(
      @Argument(
              name = "target",
              description = "The node that shall be active; empty for the one that is not")
          String target,
      @Argument(name = "requestId", description = REQUEST_ID) String requestId);

  /** Begins maintenance; see the interface for number, errors and request id. */
  @Description(
      "Maintenance: the pair moves by no failure until it is resumed. Needs the role operate. "
          + "Returns the order's number.")
  long suspend(@Argument(name = "requestId", description = REQUEST_ID) String requestId);

  /** Ends maintenance; see the interface for number, errors and request id. */
  @Description("Ends maintenance. Needs the role operate. Returns the order's number.")
  long resume(@Argument(name = "requestId", description = REQUEST_ID) String requestId);

  /** Leaves Faulted; see the interface for number, errors and request id. */
  @Description(
      "Tells the agent that a person has repaired the cause in Fault. Needs the role operate. "
          + "Returns the order's number.")
  long clearFault(@Argument(name = "requestId", description = REQUEST_ID) String requestId);

  /** Takes over by force; see the interface for number, errors and request id. */
  @Description(
      "Takes over on this node although it is not ready. Commits of the last seconds can be lost "
          + "if the guard is weak: read CannotTakeOverCause first. Needs the role force. Returns "
          + "the order's number.")
  long forceTakeover(@Argument(name = "requestId", description = REQUEST_ID) String requestId);
}
