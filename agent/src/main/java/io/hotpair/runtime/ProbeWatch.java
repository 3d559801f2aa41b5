package io.hotpair.runtime;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.port.LocalHost;
import io.hotpair.port.ServiceProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the service of a pair again and again, as a client would, while this node stands by. A
 * thread of its own for each probe: one that hangs keeps nobody.
 */
final class ProbeWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ProbeWatch.class);

  private final PairName pair;
  private final int place;
  private final ServiceProbe probe;
  private final long interval;
  private final LocalHost host;
  private final Mailbox mailbox;
  private final Supplier<PairState> state;
  private boolean broken;

  /**
   * Nobody is asked before this runs.
   *
   * @param place which of the pair's probes it is, from 0
   * @param interval between two questions
   * @param state what this node does for the pair
   */
  ProbeWatch(
      PairName pair,
      int place,
      ServiceProbe probe,
      Duration interval,
      LocalHost host,
      Mailbox mailbox,
      Supplier<PairState> state) {
    this.pair = pair;
    this.place = place;
    this.probe = probe;
    this.interval = interval.toNanos();
    this.host = host;
    this.mailbox = mailbox;
    this.state = state;
  }

  /**
   * All probes of this node, by a name for the thread of each.
   *
   * @param state what this node does for a pair
   */
  static Map<String, Runnable> of(
      Site site, World world, Mailbox mailbox, Function<PairName, PairState> state) {
    Map<String, Runnable> watches = new LinkedHashMap<>();
    world
        .probes()
        .forEach(
            (pair, probes) -> {
              List<ProbeSpec> specs =
                  site.pairs().get(pair).group().stream()
                      .flatMap(resource -> resource.probes().stream())
                      .toList();
              for (int place = 0; place < specs.size(); place++) {
                watches.put(
                    "probe-" + pair + "-" + place,
                    new ProbeWatch(
                        pair,
                        place,
                        probes.get(place),
                        specs.get(place).interval(),
                        world.host(),
                        mailbox,
                        () -> state.apply(pair)));
              }
            });
    return watches;
  }

  @Override
  public void run() {
    try {
      while (true) {
        long next = System.nanoTime() + interval;
        if (state.get() == PairState.STANDBY) {
          Moment asked = host.now();
          Outcome<Boolean> outcome = askSafely();
          mailbox.put(now -> new NodeEvent.Probed(now, pair, place, outcome, asked));
        }
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private Outcome<Boolean> askSafely() {
    try {
      return probe.ask();
    } catch (RuntimeException bug) {
      // Once, and not with every question from now on.
      if (!broken) {
        LOG.error("{} of {} can't be asked", probe.name(), pair, bug);
      }
      broken = true;
      return new Outcome.Unknown<>("could not be asked: " + bug);
    }
  }
}
