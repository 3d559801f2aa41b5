package io.hotpair.simulation;

import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import java.time.Duration;

/** Judges moves for a node's health, by what is truly wrong with the machines. */
final class HealthJudge {
  private final World world;

  HealthJudge(World world) {
    this.world = world;
  }

  /**
   * How old the newest word of a peer can be on which an active acts: it may have stood still since
   * it was heard, for as long as a fault lasts.
   */
  Duration oldestWord() {
    return world.timings.deadTime().multipliedBy(10).plus(World.HEALTH_GRACE);
  }

  void noticed(Machine machine, NoticeDraft draft) {
    if (draft.kind() == NoticeKind.SWITCHOVER_STARTED
        && draft.reason() == MoveReason.HEALTH_FAILING) {
      Machine peer = world.peerOf(machine);
      Observer.require(
          Invariant.NO_MOVE_IN_VAIN,
          !peer.hasBeenFailingFor(oldestWord()),
          machine.name() + " gives the pair to " + peer.name() + ", which is failing as well");
    }
  }
}
