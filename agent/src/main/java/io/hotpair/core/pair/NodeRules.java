package io.hotpair.core.pair;

import io.hotpair.core.detector.DiskTrack;
import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.detector.PeerView;
import io.hotpair.core.detector.ServiceTrack;
import io.hotpair.core.model.Beat;
import io.hotpair.core.model.GuardReading;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.Timings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The node's one function: beats and looks go to the detectors, time and answers to the pairs.
 * Pure, as {@link PairRules#step} is.
 */
public final class NodeRules {
  /** Of more pairs with one peer, a change waits for the tick before it is told. */
  private static final int TOLD_AT_ONCE = 64;

  private final NodeConfig config;
  private final List<NodeEffect> effects = new ArrayList<>();
  // Who gets a beat at the end of this step: one, however many pairs have changed in it. Each beat
  // tells of every pair, so that one for each change would grow with the square of the pairs.
  private final Set<NodeName> owed = new LinkedHashSet<>();
  private final Draft<NodeName, Long> sequences;
  private final Draft<NodeName, PeerTrack> peers;
  private final Draft<PairName, DiskTrack> disks;
  private final Draft<PairName, ServiceTrack> services;
  private final Draft<PairName, Pair> pairs;
  private final Node before;
  private LocalView local;
  private Map<PairName, Readiness> equipment;
  private Moment nextBeat;

  private NodeRules(NodeConfig config, Node node) {
    this.config = config;
    before = node;
    sequences = new Draft<>(node.sequences());
    peers = new Draft<>(node.peers());
    disks = new Draft<>(node.disks());
    services = new Draft<>(node.services());
    pairs = new Draft<>(node.pairs());
    local = node.local();
    equipment = node.equipment();
    nextBeat = node.nextBeat();
  }

  /** Decides upon one event. */
  public static NodeTransition step(NodeConfig config, Node node, NodeEvent event) {
    NodeRules rules = new NodeRules(config, node);
    rules.take(event);
    rules.owed.forEach(peer -> rules.beat(peer, event.now(), false));
    return new NodeTransition(
        new Node(
            node.boot(),
            rules.sequences.map(),
            rules.nextBeat,
            rules.local,
            rules.equipment,
            rules.peers.map(),
            rules.disks.map(),
            rules.services.map(),
            rules.pairs.map()),
        rules.effects);
  }

  private void take(NodeEvent event) {
    switch (event) {
      case NodeEvent.Ticked ticked -> tick(ticked);
      case NodeEvent.Heard heard -> hear(heard);
      case NodeEvent.CarrierLost lost -> {
        peers.changeAll(peer -> peer.hint(lost.now()));
        probe(lost.now());
      }
      case NodeEvent.Looked looked -> {
        disks.change(
            looked.pair(),
            disk ->
                disk.look(
                    looked.peerBeat(),
                    looked.records(),
                    looked.cloned(),
                    looked.asked(),
                    looked.now()));
        tickPair(looked.pair(), looked.now());
      }
      case NodeEvent.DiskFailed failed -> {
        disks.change(failed.pair(), DiskTrack::fail);
        tickPair(failed.pair(), failed.now());
      }
      case NodeEvent.Probed probed ->
          services.change(
              probed.pair(),
              service -> service.probed(probed.place(), probed.outcome(), probed.asked()));
      case NodeEvent.ForPair(PairName pair, Event inner) -> forPair(pair, inner);
      case NodeEvent.Leaving leaving ->
          config
              .pairs()
              .keySet()
              .forEach(
                  pair -> stepPair(pair, new Event.Leaving(leaving.now(), leaving.keepRunning())));
    }
  }

  private void tick(NodeEvent.Ticked ticked) {
    Moment now = ticked.now();
    Timings timings = config.timings();
    local = ticked.local();
    equipment = ticked.equipment();
    boolean late = local.lag().compareTo(timings.halfDeadTime()) > 0;
    if (late) {
      // What this node missed while it stood still does not count against the peer, nor its
      // service.
      peers.changeAll(peer -> peer.restartWindow(now));
      disks.changeAll(disk -> disk.restartWindow(now, local.lag(), timings));
      services.changeAll(service -> service.restartWindow(now));
    }
    peers.changeAll(peer -> peer.at(now, timings));
    config.pairs().keySet().forEach(pair -> tickPair(pair, now));
    if (!now.isBefore(nextBeat)) {
      // Kept to the grid, so that a late tick does not shift all that follow.
      Moment next = nextBeat.plus(timings.interval());
      nextBeat = next.isBefore(now) ? now.plus(timings.interval()) : next;
      owed.addAll(config.peers().keySet());
    }
    probe(now);
  }

  /** During a burst: probes on all networks, and sooner looks at the disks. */
  private void probe(Moment now) {
    for (NodeName peer : config.peers().keySet()) {
      if (peers.get(peer).isProbing()) {
        beat(peer, now, true);
        config.peers().get(peer).forEach(pair -> effects.add(new NodeEffect.LookSooner(pair)));
      }
    }
  }

  private void hear(NodeEvent.Heard heard) {
    PeerTrack old = peers.get(heard.peer());
    if (old == null) {
      return;
    }
    PeerTrack track = old.hear(heard.kind(), heard.beat(), heard.received(), config.timings());
    peers.put(heard.peer(), track);
    if (heard.beat().probe()) {
      beat(heard.peer(), heard.now(), false);
    }
    // A beat that says nothing new waits for the tick.
    boolean news =
        old.newest().isEmpty()
            || !old.newest().get().reports().equals(heard.beat().reports())
            || old.isSilent()
            || old.crossover().state() != PathState.UP
            || old.client().state() != PathState.UP;
    if (news) {
      config.peers().get(heard.peer()).forEach(pair -> tickPair(pair, heard.now()));
      lookAfterPeer(heard.peer(), old.newest(), heard.beat());
    }
  }

  /** What the peer does now it has written to the disk, or will at once. */
  private void lookAfterPeer(NodeName peer, Optional<Beat> before, Beat now) {
    for (PairName pair : config.peers().get(peer)) {
      Optional<PairReport> was = before.flatMap(beat -> beat.reportOf(pair));
      Optional<PairReport> is = now.reportOf(pair);
      boolean same =
          was.map(PairReport::state).equals(is.map(PairReport::state))
              && was.map(PairReport::relief).equals(is.map(PairReport::relief));
      if (!same) {
        effects.add(new NodeEffect.LookSooner(pair));
      }
    }
  }

  private void forPair(PairName pair, Event event) {
    if (event instanceof Event.FenceAnswered fenced && fenced.outcome().succeeded()) {
      peers.change(config.peerOf(pair), peer -> peer.prove(event.now()));
    }
    stepPair(pair, event);
  }

  private void tickPair(PairName pair, Moment now) {
    NodeName peer = config.peerOf(pair);
    LocalView machine = local.with(equipment.getOrDefault(pair, Readiness.READY));
    PeerView view =
        PeerView.of(pair, peers.get(peer), disks.get(pair), config.digest(), now, config.timings());
    stepPair(pair, new Event.Tick(now, view, disks.get(pair), machine));
    services.change(
        pair,
        service ->
            service.at(
                now,
                pairs.get(pair).epoch(),
                Clients.mayJudge(pairs.get(pair), peers.get(peer).client()),
                peers.get(peer).client().lost()));
    boolean confirms =
        pairs.get(pair).state() instanceof State.Confirming confirming
            && !confirming.hasLooked(pairs.get(pair).observed());
    if (view.lookIsDue() || confirms) {
      effects.add(new NodeEffect.LookSooner(pair));
    }
  }

  private void stepPair(PairName pair, Event event) {
    Transition transition = PairRules.step(config.pairs().get(pair), pairs.get(pair), event);
    Pair old = pairs.get(pair);
    boolean changed =
        old.state().word() != transition.next().state().word()
            || Beats.relief(old) != Beats.relief(transition.next());
    pairs.put(pair, transition.next());
    // What a guard's call has read counts as a look, too.
    transition.next().observed().reading().ifPresent(reading -> noteReading(pair, reading));
    transition.effects().forEach(effect -> effects.add(new NodeEffect.OfPair(pair, effect)));
    if (changed) {
      tellSoon(config.peerOf(pair), event.now());
    }
  }

  /** The peer need not wait for the next beat to hear of a change. */
  private void tellSoon(NodeName peer, Moment now) {
    if (config.peers().get(peer).size() <= TOLD_AT_ONCE) {
      owed.add(peer);
    } else if (now.isBefore(nextBeat)) {
      // Each pair that changes would tell of all the others: the next tick tells of all that did.
      nextBeat = now;
    }
  }

  private void noteReading(PairName pair, GuardReading reading) {
    DiskTrack disk = disks.get(pair);
    if (!disk.reading().equals(Optional.of(reading))) {
      disks.put(pair, disk.read(reading));
    }
  }

  private void beat(NodeName peer, Moment now, boolean probe) {
    Long last = sequences.get(peer);
    long sequence = last == null ? 1 : last + 1;
    sequences.put(peer, sequence);
    Beat beat =
        Beats.build(
            config,
            peer,
            before.boot(),
            sequence,
            now,
            peers.get(peer),
            pairs.map(),
            services.map(),
            local,
            probe);
    effects.add(new NodeEffect.Send(peer, beat));
    config.peers().get(peer).forEach(pair -> effects.add(new NodeEffect.LayReady(pair, beat)));
  }
}
