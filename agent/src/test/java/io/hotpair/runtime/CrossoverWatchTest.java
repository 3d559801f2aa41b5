package io.hotpair.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.pair.NodeEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CrossoverWatchTest {
  private static final Moment NOW = FakeHost.START;

  private final Mailbox mailbox = new Mailbox();
  private final Wire wire = new Wire();
  private final CrossoverWatch watch = new CrossoverWatch(wire, mailbox);

  @Test
  void aCarrierThatGoesIsToldOnceEachTime() throws InterruptedException {
    look(Optional.of(true));
    assertNull(mailbox.take(0));
    look(Optional.of(false));
    look(Optional.of(false));
    assertEquals(new NodeEvent.CarrierLost(NOW), mailbox.take(0).apply(NOW));
    assertNull(mailbox.take(0), "the same loss again");
    look(Optional.of(true));
    look(Optional.of(false));
    assertEquals(new NodeEvent.CarrierLost(NOW), mailbox.take(0).apply(NOW));
  }

  @Test
  void aCarrierThatWasNeverSeenIsNotLost() throws InterruptedException {
    look(Optional.empty());
    look(Optional.of(false));
    look(Optional.empty());
    assertNull(mailbox.take(0));
  }

  private void look(Optional<Boolean> carrier) {
    wire.carrier = carrier;
    watch.look();
  }

  /** A host with a crossover, and nothing else. */
  private static final class Wire extends FakeHost {
    private Optional<Boolean> carrier = Optional.empty();

    @Override
    public Optional<Boolean> carrier(PathKind kind) {
      return kind == PathKind.PRIVATE ? carrier : Optional.of(true);
    }
  }
}
