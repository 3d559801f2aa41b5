package io.hotpair.cli;

import io.hotpair.checks.PeerFacts;
import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.LunMarks;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.heartbeat.DiskBeats;
import io.hotpair.heartbeat.DiskRecords;
import io.hotpair.heartbeat.PairDisk;
import io.hotpair.heartbeat.UdpNetwork;
import io.hotpair.port.DiskPath;
import io.hotpair.port.HeartbeatPath;
import io.hotpair.port.LunSight;
import io.hotpair.system.BootClock;
import io.hotpair.system.DirectBlockDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Listens for the peers while no agent runs here: sends beats that report of no pair on each
 * network by itself, and hears whether the peer answers, and whether it says that it hears.
 */
final class Listening {
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final Site site;
  private final NodeName self;
  private final BootClock clock = new BootClock();
  private final BootId life = new BootId(new SecureRandom().nextLong() | 1);
  private final Map<Heard, Beat> heard = new ConcurrentHashMap<>();
  private final Map<PathKind, String> closed = new EnumMap<>(PathKind.class);

  private final Function<PairSpec, List<LunSight>> look;
  private boolean listened;

  /** Whom one heard, and where. */
  private record Heard(NodeName peer, PathKind kind) {}

  /**
   * Listens later.
   *
   * @param look what each LUN of a pair says that it is, in the site file's order
   */
  Listening(Site site, NodeName self, Function<PairSpec, List<LunSight>> look) {
    this.site = site;
    this.self = self;
    this.look = look;
  }

  /** How long it listens: until a peer must have answered, and said what it hears. */
  Duration span() {
    return site.timings().interval().multipliedBy(2).plus(Duration.ofSeconds(1));
  }

  /** Listens once for all peers, however often it is asked; then {@link #of} tells. */
  synchronized void listen() throws InterruptedException {
    if (listened) {
      return;
    }
    listened = true;
    List<UdpNetwork> networks = new ArrayList<>();
    try {
      for (PathKind kind : List.of(PathKind.PRIVATE, PathKind.PUBLIC)) {
        open(kind).ifPresent(networks::add);
      }
      for (UdpNetwork network : networks) {
        Thread.ofPlatform().daemon().name("listen " + network.kind().label()).start(network);
      }
      long end = System.nanoTime() + span().toNanos();
      for (long sequence = 1; System.nanoTime() < end; sequence++) {
        for (UdpNetwork network : networks) {
          for (HeartbeatPath path : network.paths()) {
            path.send(beat(path, sequence));
          }
        }
        TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
      }
    } finally {
      networks.forEach(UdpNetwork::close);
    }
  }

  private Optional<UdpNetwork> open(PathKind kind) {
    try {
      return Optional.of(
          UdpNetwork.open(
              site,
              self,
              kind,
              (peer, path, beat, received) -> heard.put(new Heard(peer, path), beat),
              clock));
    } catch (IOException taken) {
      closed.put(kind, taken.getMessage());
      return Optional.empty();
    }
  }

  // No probe: it would be answered on all networks, and tell nothing of this one.
  private Beat beat(HeartbeatPath path, long sequence) {
    boolean answered = heard.containsKey(new Heard(path.peer(), path.kind()));
    return new Beat(
        site.nodes().get(self).id(),
        life,
        sequence,
        new Moment(clock.getAsLong()),
        Beat.Echo.NONE,
        Map.of(path.kind(), answered ? PathState.UP : PathState.UNKNOWN),
        ownDigest(),
        true,
        HealthVerdict.UNKNOWN,
        false,
        false,
        List.of());
  }

  private long ownDigest() {
    return Long.parseUnsignedLong(site.digest().substring(0, 16), 16);
  }

  /** What was heard of a pair's peer. */
  PeerFacts of(PairSpec pair) throws InterruptedException {
    NodeName peer = pair.peerOf(self);
    List<PeerFacts.Way> ways = new ArrayList<>();
    Optional<Boolean> differs = Optional.empty();
    for (PathKind kind : List.of(PathKind.PRIVATE, PathKind.PUBLIC)) {
      Optional<Beat> beat = Optional.ofNullable(heard.get(new Heard(peer, kind)));
      if (beat.isPresent()) {
        differs = Optional.of(beat.get().digest() != ownDigest());
      }
      boolean hears = beat.map(said -> said.hears().get(kind) == PathState.UP).orElse(false);
      ways.add(new PeerFacts.Way(kind, beat.isPresent(), hears, closed.getOrDefault(kind, "")));
    }
    ways.add(disk(pair));
    return new PeerFacts(pair.name(), peer, ways, differs, Optional.empty(), luns(pair));
  }

  /** What the LUNs are here, beside what the peer's beats say, on whatever path. */
  private List<PeerFacts.Lun> luns(PairSpec pair) {
    LunMarks peers = LunMarks.NONE;
    for (PathKind kind : PathKind.values()) {
      peers =
          Optional.ofNullable(heard.get(new Heard(pair.peerOf(self), kind)))
              .flatMap(beat -> beat.reportOf(pair.name()))
              .map(PairReport::luns)
              .filter(marks -> !marks.marks().isEmpty())
              .orElse(peers);
    }
    List<LunSight> sights = look.apply(pair);
    List<String> identities = sights.stream().map(LunSight::identity).toList();
    LunMarks own = LunMarks.of(identities);
    List<PeerFacts.Lun> luns = new ArrayList<>();
    for (int place = 0; place < sights.size(); place++) {
      luns.add(
          new PeerFacts.Lun(
              sights.get(place).lun(), identities.get(place), own.compare(place, peers)));
    }
    return luns;
  }

  /** Who uses a pair's LUNs, or may soon, for people; empty: nobody is heard of. */
  Optional<String> userOf(PairSpec pair) throws InterruptedException {
    listen();
    if (!closed.isEmpty()) {
      return Optional.of(
          "no telling whether an agent uses it, here or at the peer: " + closed.values());
    }
    disk(pair);
    return heardUser(
        pair, kind -> Optional.ofNullable(heard.get(new Heard(pair.peerOf(self), kind))));
  }

  /** What the peer's beats say; one with another site file may use the LUN for another pair. */
  Optional<String> heardUser(PairSpec pair, Function<PathKind, Optional<Beat>> beats) {
    NodeName peer = pair.peerOf(self);
    for (PathKind kind : PathKind.values()) {
      if (beats.apply(kind).filter(beat -> beat.digest() != ownDigest()).isPresent()) {
        return Optional.of(
            "the agent of " + peer + " runs another site file: copy the same file, or stop it");
      }
      Optional<PairReport> report = beats.apply(kind).flatMap(beat -> beat.reportOf(pair.name()));
      boolean atRest =
          report
              .map(PairReport::state)
              .map(state -> state == PairState.SUSPENDED || state == PairState.FAULTED)
              .orElse(true);
      if (report.isPresent() && (report.get().running() || !atRest)) {
        return Optional.of(
            "the agent of "
                + peer
                + " is "
                + report.get().state().label()
                + ": hotpair suspend "
                + pair.name()
                + ", or stop it");
      }
    }
    return Optional.empty();
  }

  /** Reads the peer's beat twice; writes nothing. */
  private PeerFacts.Way disk(PairSpec pair) throws InterruptedException {
    try (DirectBlockDevice device = new DirectBlockDevice(Path.of(pair.arbiter().beatDevice()))) {
      PairDisk disk = new PairDisk(site, pair, self, device);
      DiskPath path = new DiskBeats(disk, new DiskRecords(disk));
      Outcome<DiskPath.Look> first = path.look();
      TimeUnit.NANOSECONDS.sleep(site.timings().diskDeadTime().toNanos());
      Outcome<DiskPath.Look> second = path.look();
      boolean moves = sequence(second).isPresent() && !sequence(second).equals(sequence(first));
      if (moves && second instanceof Outcome.Succeeded<DiskPath.Look>(DiskPath.Look seen)) {
        seen.peerBeat()
            .ifPresent(beat -> heard.put(new Heard(pair.peerOf(self), PathKind.DISK), beat));
      }
      return new PeerFacts.Way(
          PathKind.DISK, moves, false, second.succeeded() ? "" : second.text());
    }
  }

  private static Optional<Long> sequence(Outcome<DiskPath.Look> look) {
    return look instanceof Outcome.Succeeded<DiskPath.Look>(DiskPath.Look seen)
        ? seen.peerBeat().map(Beat::sequence)
        : Optional.empty();
  }
}
