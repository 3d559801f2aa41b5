package io.hotpair.heartbeat;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a beat of many pairs together again. The last part makes the beat heard, with the newest
 * report of every pair: a lost part costs its pairs one interval, as a lost datagram does, and a
 * beat of many parts is no more easily lost than one of one. The reader thread's.
 */
final class Parts {
  private final Map<PairName, PairReport> newest = new LinkedHashMap<>();
  private BootId life = BootId.NONE;

  /**
   * Takes a part.
   *
   * @param part parts of one life come in order
   * @return the whole beat if this was its last part
   */
  Optional<Beat> add(Beat part, int number, boolean last) {
    if (number == 0 && last) {
      return Optional.of(part);
    }
    if (!part.boot().equals(life)) {
      life = part.boot();
      newest.clear();
    }
    part.reports().forEach(report -> newest.put(report.pair(), report));
    return last ? Optional.of(whole(part)) : Optional.empty();
  }

  private Beat whole(Beat last) {
    return new Beat(
        last.sender(),
        last.boot(),
        last.sequence(),
        last.sent(),
        last.echo(),
        last.hears(),
        last.digest(),
        last.publicUp(),
        last.health(),
        last.leaving(),
        last.probe(),
        new ArrayList<>(newest.values()));
  }
}
