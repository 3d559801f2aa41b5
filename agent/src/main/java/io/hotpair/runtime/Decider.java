package io.hotpair.runtime;

import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeHealth;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.pair.Effect;
import io.hotpair.core.pair.Event;
import io.hotpair.core.pair.LocalView;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.NodeEffect;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.NodeRules;
import io.hotpair.core.pair.NodeTransition;
import io.hotpair.core.pair.Pair;
import io.hotpair.explain.Recorder;
import io.hotpair.port.LocalHost;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deciding thread: takes events out of the mailbox, ticks, and hands effects on. It makes no
 * call that waits.
 */
final class Decider implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Decider.class);

  /** How old what the surfaces show may become while nothing happens but time. */
  private static final long SHOWN_NANOS = Duration.ofMillis(250).toNanos();

  /** For so many times what a view took to build no other is built upon news. */
  private static final int REST = 10;

  private final NodeConfig config;
  private final LocalHost host;
  private final Mailbox mailbox;
  private final Effects effects;
  private final Equipment equipment;
  private final Recorder recorder;
  private final Consumer<Node> decided;
  private final Consumer<Node> publish;
  private final Consumer<Throwable> broken;
  private final Function<Moment, Node> begin;
  private final Pace pace;
  private final DecisionLag lag;
  private final Supplier<NodeHealth> health;
  private Node node;
  private long shown;
  private long viewNanos;
  private boolean unshown;
  private volatile long lagNanos;
  private volatile long worstLagNanos;

  Decider(
      NodeConfig config,
      Function<Moment, Node> begin,
      LocalHost host,
      Mailbox mailbox,
      Effects effects,
      Equipment equipment,
      Recorder recorder,
      DecisionLag lag,
      Supplier<NodeHealth> health,
      Consumer<Node> decided,
      Consumer<Node> publish,
      Consumer<Throwable> broken) {
    this.config = config;
    this.begin = begin;
    this.host = host;
    this.mailbox = mailbox;
    this.effects = effects;
    this.equipment = equipment;
    this.recorder = recorder;
    this.lag = lag;
    this.health = health;
    this.decided = decided;
    this.publish = publish;
    this.broken = broken;
    pace = new Pace(config.timings());
  }

  /** How late the last tick was, in nanoseconds. */
  long lagNanos() {
    return lagNanos;
  }

  /** How late the latest tick ever was, in nanoseconds. */
  long worstLagNanos() {
    return worstLagNanos;
  }

  @Override
  public void run() {
    try {
      node = begin.apply(host.now());
      long next = host.now().nanos();
      while (true) {
        Function<Moment, NodeEvent> event = mailbox.take(next - host.now().nanos());
        Moment now = host.now();
        if (now.nanos() >= next) {
          tick(now, now.nanos() - next);
          long period = pace.nanos(node, now);
          next = Math.max(next + period, now.nanos() + period / 2);
        }
        if (event != null) {
          NodeEvent happened = event.apply(host.now());
          take(happened);
          if (happened instanceof NodeEvent.CarrierLost) {
            // The burst that it begins goes by ticks: the first must not wait for one that is far.
            next = Math.min(next, host.now().nanos() + pace.nanos(node, host.now()));
          }
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error bug) {
      LOG.error("the deciding thread failed; this node can't be trusted any more", bug);
      broken.accept(bug);
    }
  }

  private void tick(Moment now, long late) {
    lagNanos = late;
    lag.late(late);
    worstLagNanos = Math.max(worstLagNanos, late);
    LocalView local =
        new LocalView(
            host.carrier(PathKind.PUBLIC).orElse(true) && host.reachesReference(),
            Duration.ofNanos(late),
            host.wallMillis(),
            health.get(),
            LocalView.WELL.equipment());
    take(new NodeEvent.Ticked(now, local, equipment.found()));
    decided.accept(node);
    if (now.nanos() - shown >= SHOWN_NANOS) {
      show();
    } else if (unshown) {
      showSoon();
    }
  }

  /**
   * Shows news at once, or after a rest at a tick: where a thousand pairs change one after the
   * other, a view of all of them for each would leave no time to decide.
   */
  private void showSoon() {
    unshown = host.now().nanos() - shown < REST * viewNanos;
    if (!unshown) {
      show();
    }
  }

  private void show() {
    unshown = false;
    long began = host.now().nanos();
    publish.accept(node);
    shown = host.now().nanos();
    viewNanos = shown - began;
  }

  private void take(NodeEvent event) {
    NodeTransition transition = NodeRules.step(config, node, event);
    Node before = node;
    boolean news = isNews(before, event, transition);
    node = transition.next();
    for (NodeEffect effect : transition.effects()) {
      effects.perform(effect);
    }
    recorder.decided(before, event, transition, effects.told());
    if (news) {
      decided.accept(node);
      showSoon();
    }
  }

  /** Whether more has changed than ages and counts. */
  static boolean isNews(Node before, NodeEvent event, NodeTransition transition) {
    if (event instanceof NodeEvent.ForPair(var _, Event.ResourceAnswered _)) {
      return true;
    }
    for (NodeEffect effect : transition.effects()) {
      if (effect instanceof NodeEffect.OfPair(var _, Effect inner) && shows(inner)) {
        return true;
      }
    }
    for (Map.Entry<PairName, Pair> each : transition.next().pairs().entrySet()) {
      PairState was = before.pairs().get(each.getKey()).state().word();
      if (each.getValue().state().word() != was) {
        return true;
      }
    }
    return false;
  }

  /** Whether an effect goes with something that surfaces show: all but looks at the guard do. */
  private static boolean shows(Effect effect) {
    return switch (effect) {
      case Effect.ReadGuard _, Effect.VerifyGuard _ -> false;
      case Effect.ParkGuard _,
          Effect.ClaimGuard _,
          Effect.FencePeer _,
          Effect.StartResource _,
          Effect.StopResource _,
          Effect.MonitorResource _,
          Effect.FenceSelf _,
          Effect.Notify _,
          Effect.Remember _,
          Effect.Report _,
          Effect.Left _ ->
          true;
    };
  }
}
