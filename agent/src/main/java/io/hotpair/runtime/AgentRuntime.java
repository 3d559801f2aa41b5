package io.hotpair.runtime;

import io.hotpair.core.model.BootId;
import io.hotpair.core.model.DecisionRecord;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.NoticeDraft;
import io.hotpair.core.model.PairMemory;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.NodeEvent;
import io.hotpair.core.pair.PairConfig;
import io.hotpair.explain.Recorder;
import io.hotpair.port.HealthProbe;
import io.hotpair.port.Watchdog;
import io.hotpair.view.CommandSink;
import io.hotpair.view.NoticeFeed;
import io.hotpair.view.PairView;
import io.hotpair.view.RefusalSource;
import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotSource;
import io.hotpair.view.TargetSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One node's agent at work: wires mailbox, rules and world together, and owns every thread. */
public final class AgentRuntime implements SnapshotSource, AutoCloseable {
  /** How long the deciding thread and the scribe may take to end. */
  private static final Duration ENDING = Duration.ofSeconds(5);

  private final NodeConfig config;
  private final World world;
  private final Mailbox mailbox;
  private final Workers workers;
  private final Scribe scribe = new Scribe();
  private final Scribe teller = new Scribe();
  private final Notices notices;
  private final Operations operations;
  private final Effects effects;
  private final Equipment equipment;
  private final Decider decider;
  private final Map<PairName, DiskWatch> disks = new HashMap<>();
  private final Optional<WatchdogFeeder> feeder;
  private final PeerLuns peerLuns;
  private final SnapshotBuilder builder;
  private final CrossoverWatch crossover;
  private final HealthWatch health;
  private final ReferenceWatch references;
  private final Announcements announcements;
  private final Map<String, Runnable> probes;
  private volatile Snapshot newest;
  private volatile Optional<Node> decided = Optional.empty();
  private volatile boolean ended;
  private Thread deciding;
  private Thread writing;
  private Thread telling;

  /**
   * Prepares an agent; nothing runs before {@link #start}.
   *
   * @param site the site, checked
   * @param self this node
   * @param boot this life
   * @param version of the software
   * @param world the world outside
   * @param mailbox where the heartbeat paths deliver
   * @param broken called when the deciding thread failed: this node can't be trusted any more
   */
  public AgentRuntime(
      Site site,
      NodeName self,
      BootId boot,
      String version,
      World world,
      Mailbox mailbox,
      Consumer<Throwable> broken) {
    this.config = NodeConfig.of(site, self);
    this.world = world;
    this.workers = new Workers(world.host()::runThisThreadFirst);
    this.mailbox = mailbox;
    crossover = new CrossoverWatch(world.host(), mailbox);
    FenceLog fenceLog = new FenceLog(world.host()::wallMillis);
    notices =
        new Notices(
            self, world.store(), scribe, teller, Notices.PATIENCE, world.host()::wallMillis);
    operations =
        new Operations(
            config.pairs().keySet(),
            world.store(),
            scribe,
            mailbox,
            notices,
            world.host()::wallMillis);
    Map<PairName, PairMemory> memories = new HashMap<>();
    for (PairName pair : config.pairs().keySet()) {
      memories.put(pair, world.store().loadMemory(pair));
      disks.put(
          pair,
          new DiskWatch(pair, world.disks().get(pair), world.host(), mailbox, config.timings()));
    }
    probes = ProbeWatch.of(site, world, mailbox, this::stateOf);
    feeder = world.watchdog().map(this::feeder);
    peerLuns = new PeerLuns(config, luns(site), world.guards());
    effects =
        new Effects(
            config,
            world,
            mailbox,
            workers,
            scribe,
            notices,
            operations,
            fenceLog,
            times(site),
            disks,
            peerLuns,
            () -> feeder.ifPresent(WatchdogFeeder::starve));
    Map<PairName, List<ResourceName>> addresses = addresses(site);
    announcements =
        new Announcements(
            addresses.keySet(),
            config.timings().deadTime(),
            world.host().now(),
            pair -> effects.announce(pair, addresses.get(pair)));
    equipment = new Equipment(config, world, times(site), fenceLog, feeder, peerLuns);
    DecisionLag lag = new DecisionLag();
    references = new ReferenceWatch(world.host());
    List<HealthProbe> parts = new ArrayList<>(world.parts());
    parts.add(lag);
    parts.add(references);
    health = new HealthWatch(site.health(), parts, world.host(), notices::tell);
    // A peer's silence counts from the first tick, not from when the surfaces began to open.
    Function<Moment, Node> begin = now -> Node.begin(config, boot, memories, now);
    decider =
        new Decider(
            config,
            begin,
            world.host(),
            mailbox,
            effects,
            equipment,
            new Recorder(config, this::keep),
            lag,
            health::all,
            this::decided,
            this::publish,
            bug -> fail(bug, broken));
    builder =
        new SnapshotBuilder(
            site,
            config,
            version,
            world,
            mailbox,
            notices,
            operations,
            fenceLog,
            decider,
            new LunRows(site, config, disks, world, peerLuns),
            feeder,
            health);
    newest = builder.build(begin.apply(world.host().now()));
  }

  private PairState stateOf(PairName pair) {
    return newest.pairs().stream()
        .filter(row -> row.name().equals(pair))
        .findFirst()
        .map(PairView::state)
        .orElse(PairState.JOINING);
  }

  private static Map<PairName, List<LunName>> luns(Site site) {
    return site.pairs().values().stream()
        .collect(
            Collectors.toMap(
                PairSpec::name, pair -> pair.luns().stream().map(LunSpec::name).toList()));
  }

  private static Map<PairName, Map<ResourceName, ResourceSpec.Times>> times(Site site) {
    return site.pairs().values().stream()
        .collect(
            Collectors.toMap(
                PairSpec::name,
                pair ->
                    pair.group().stream()
                        .collect(Collectors.toMap(ResourceSpec::name, ResourceSpec::callTimes))));
  }

  private Map<PairName, List<ResourceName>> addresses(Site site) {
    Map<PairName, List<ResourceName>> addresses = new HashMap<>();
    for (PairName pair : config.pairs().keySet()) {
      List<ResourceName> own =
          site.pairs().get(pair).group().stream()
              .filter(resource -> resource.kind() == ResourceKind.ADDRESS)
              .map(ResourceSpec::name)
              .toList();
      if (!own.isEmpty()) {
        addresses.put(pair, own);
      }
    }
    return addresses;
  }

  /** What is thrown while everything ends says nothing of the node. */
  private void fail(Throwable bug, Consumer<Throwable> broken) {
    if (!ended) {
      broken.accept(bug);
    }
  }

  private WatchdogFeeder feeder(Watchdog watchdog) {
    Set<PairName> leased =
        config.pairs().values().stream()
            .filter(pair -> pair.guard() == GuardKind.LEASE)
            .map(PairConfig::pair)
            .collect(Collectors.toSet());
    return new WatchdogFeeder(
        watchdog, leased, pair -> disks.get(pair).renewed(), world.host()::now, config.timings());
  }

  /** A move is over: it is worded beside everything else, for that takes a while, then kept. */
  private void keep(Recorder.Recording move) {
    long wallMillis = world.host().wallMillis();
    workers.run(
        () -> {
          String text = move.decision().toText();
          scribe.write(() -> keep(move, wallMillis, text));
        });
  }

  private void keep(Recorder.Recording move, long wallMillis, String text) {
    long last =
        world.store().loadDecisions().stream().mapToLong(DecisionRecord::number).max().orElse(0);
    world
        .store()
        .append(new DecisionRecord(last + 1, wallMillis, move.pair(), move.eventIds(), text));
  }

  private void decided(Node node) {
    decided = Optional.of(node);
    feeder.ifPresent(watchdog -> watchdog.decided(node));
    peerLuns.decided(node);
    references.decided(node);
    announcements.decided(config, node, world.host().now());
  }

  private void publish(Node node) {
    newest = builder.build(node);
  }

  /** Starts all threads. */
  public void start() {
    writing = Thread.ofPlatform().daemon().name("scribe").start(scribe);
    telling = Thread.ofPlatform().daemon().name("teller").start(teller);
    disks.forEach((pair, disk) -> workers.startPrompt("disk-" + pair, disk));
    equipment.bodies().forEach(workers::start);
    health.bodies().forEach(workers::start);
    probes.forEach(workers::start);
    feeder.ifPresent(body -> workers.startPrompt("watchdog", body));
    deciding = workers.startPrompt("decider", decider);
  }

  /**
   * Starts a thread for an adapter's own loop, before ordinary programs; it is interrupted at the
   * end.
   */
  public void run(String name, Runnable body) {
    workers.startPrompt(name, body);
  }

  /**
   * How often it is worth to look for a hint: as often as the rules look while a verdict is near.
   */
  public Duration hintPeriod() {
    return Pace.close(config.timings());
  }

  /** Says that the host's carriers may be other than before; called by one thread. */
  public void carriersRead() {
    crossover.look();
  }

  /** Tells what was turned away; asked for each snapshot. */
  public void refusals(RefusalSource source) {
    builder.refusals(source);
  }

  /** Tells what the notification targets are; asked for each snapshot. */
  public void targets(TargetSource source) {
    builder.targets(source);
  }

  /** Where orders go in. */
  public CommandSink commands() {
    return operations;
  }

  /** Where notices come out. */
  public NoticeFeed notices() {
    return notices;
  }

  /** Tells of the agent itself. */
  public void tell(NoticeDraft notice) {
    notices.tell(notice);
  }

  @Override
  public Snapshot get() {
    return newest;
  }

  /**
   * Whether any resource may run here, as last decided; false if nothing was ever decided: what a
   * life before has left running is the next one's, or the peer's, to deal with.
   */
  public boolean mayRun() {
    return decided.map(Node::mayRun).orElse(false);
  }

  /**
   * Asks the rules to let go, and waits until nothing runs here any more.
   *
   * @param keepRunning leave running groups for the next life to adopt
   * @param deadline how long to wait at most
   * @return whether all was let go in time
   */
  public boolean leave(boolean keepRunning, Duration deadline) throws InterruptedException {
    Function<Moment, NodeEvent> leaving = now -> new NodeEvent.Leaving(now, keepRunning);
    mailbox.put(leaving);
    long until = System.nanoTime() + deadline.toNanos();
    for (PairName pair : config.pairs().keySet()) {
      long rest = until - System.nanoTime();
      if (!effects.left(pair).await(Math.max(rest, 0), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Decides nothing more, then writes down and tells all that was decided. Surfaces are still there
   * to hear it.
   */
  public void end() throws InterruptedException {
    ended = true;
    if (deciding != null) {
      deciding.interrupt();
      deciding.join(ENDING);
      if (feeder.isPresent()) {
        feeder.get().end(effects.allLeft());
      }
      scribe.end();
      writing.join(ENDING);
      teller.end();
      telling.join(ENDING);
    }
  }

  /** Ends all other threads; after {@link #end}. */
  @Override
  public void close() {
    workers.close();
  }
}
