package io.hotpair.access;

import io.hotpair.core.model.Action;

/**
 * An order for pair {@code erp}, before a surface spells it.
 *
 * @param action what to do
 * @param target the node that shall be active; empty for none
 * @param requestId the request id
 * @param force whether it is to be forced
 */
public record Request(Action action, String target, String requestId, boolean force) {
  /** A forced takeover is forced; nothing else is. */
  public static Request of(Action action, String requestId) {
    return new Request(action, "", requestId, action == Action.FORCE_TAKEOVER);
  }

  /** The same under another id. */
  public Request under(String otherId) {
    return new Request(action, target, otherId, force);
  }

  /** The same to another target. */
  public Request to(String otherTarget) {
    return new Request(action, otherTarget, requestId, force);
  }

  /** What the matrix calls it. */
  public String verb() {
    return action.label() + (force && action != Action.FORCE_TAKEOVER ? " with force" : "");
  }
}
