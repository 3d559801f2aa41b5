package io.hotpair.simulation;

import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.NoticeKind;
import java.time.Duration;

/** Judges restarts for the sake of clients, by whether they were truly served. */
final class ServiceJudge {
  private final World world;

  ServiceJudge(World world) {
    this.world = world;
  }

  /** How old a standby's newest word can be on which an active acts, standing still included. */
  private Duration oldestWord() {
    return world.timings.deadTime().multipliedBy(10);
  }

  void noticed(Machine machine, NoticeDraft draft) {
    boolean forClients =
        draft.kind() == NoticeKind.RESOURCE_FAILED
            && draft.text().contains("not served to clients");
    Observer.require(
        Invariant.NO_RESTART_IN_VAIN,
        !forClients || machine.hasFailedClientsWithin(oldestWord()),
        machine.name() + " takes " + draft.subject() + " for failed, and serves its clients");
  }
}
