package io.hotpair.mbeans;

import java.util.Arrays;
import java.util.Optional;

/** The operations of {@link PairMXBean}: the only ones that change anything. */
public enum PairOperation {
  /** {@link PairMXBean#switchover}. */
  SWITCHOVER(Action.SWITCHOVER, AccessRole.OPERATE),

  /** {@link PairMXBean#suspend}. */
  SUSPEND(Action.SUSPEND, AccessRole.OPERATE),

  /** {@link PairMXBean#resume}. */
  RESUME(Action.RESUME, AccessRole.OPERATE),

  /** {@link PairMXBean#clearFault}. */
  CLEAR_FAULT(Action.CLEAR_FAULT, AccessRole.OPERATE),

  /** {@link PairMXBean#forceTakeover}. */
  FORCE_TAKEOVER(Action.FORCE_TAKEOVER, AccessRole.FORCE);

  private final Action action;
  private final AccessRole role;

  PairOperation(Action action, AccessRole role) {
    this.action = action;
    this.role = role;
  }

  /** What it orders. */
  public Action action() {
    return action;
  }

  /** The least role that may call it. */
  public AccessRole role() {
    return role;
  }

  /** The method's name. */
  public String operationName() {
    return action.label();
  }

  /** The operation with a method's name, if there is one. */
  public static Optional<PairOperation> named(String operationName) {
    return Arrays.stream(values())
        .filter(operation -> operation.operationName().equals(operationName))
        .findFirst();
  }
}
