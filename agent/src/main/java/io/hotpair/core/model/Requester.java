package io.hotpair.core.model;

/**
 * Who ordered something.
 *
 * @param surface where the order came in
 * @param user the authenticated user's name
 * @param address where the user's request came from, as text; empty if local
 */
public record Requester(Surface surface, String user, String address) {
  /** The agent itself. */
  public static final Requester AGENT = new Requester(Surface.AGENT, "agent", "");

  @Override
  public String toString() {
    return user + " by " + surface.label() + (address.isEmpty() ? "" : " from " + address);
  }
}
