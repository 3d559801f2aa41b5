package io.hotpair.runtime;

import io.hotpair.core.model.PathKind;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.port.LocalHost;
import java.util.Optional;

/**
 * Hints at the peer's death when the crossover's carrier goes: at once, not at the next tick. Used
 * by one thread.
 */
final class CrossoverWatch {
  private final LocalHost host;
  private final Mailbox mailbox;
  private Optional<Boolean> before = Optional.empty();

  CrossoverWatch(LocalHost host, Mailbox mailbox) {
    this.host = host;
    this.mailbox = mailbox;
  }

  /** Compares the carrier with what it was at the last look. */
  void look() {
    Optional<Boolean> now = host.carrier(PathKind.PRIVATE);
    if (before.equals(Optional.of(true)) && now.equals(Optional.of(false))) {
      mailbox.put(NodeEvent.CarrierLost::new);
    }
    before = now;
  }
}
