package io.hotpair.main;

import io.hotpair.cli.AgentStarter;
import io.hotpair.cli.ExitStatus;
import io.hotpair.config.Problem;
import io.hotpair.config.SiteFile;
import io.hotpair.config.SiteReading;
import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.Site;
import io.hotpair.store.FileStore;
import io.hotpair.system.Hangup;
import io.hotpair.system.LogStream;
import io.hotpair.system.ServiceManager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process of {@code hotpair agent}: reads the site file, runs the agent, ends in order. */
final class AgentProcess implements AgentStarter {
  private static final Logger LOG = LoggerFactory.getLogger("io.hotpair.agent");

  /** What the halt after a failed deciding thread reports: EX_SOFTWARE of sysexits.h. */
  private static final int BROKEN = 70;

  /** How long parking and goodbye may take beside the stops of the resources. */
  private static final Duration LETTING_GO = Duration.ofSeconds(10);

  /** How long the last lines of the log may take to go out. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final CompletableFuture<Thread> ending = new CompletableFuture<>();

  @Override
  public int run(Path siteFile, Optional<String> node, Path socket, Path stateDirectory) {
    return switch (SiteFile.read(siteFile, node)) {
      case SiteReading.Refused refused -> {
        refused.problems().forEach(System.err::println);
        yield ExitStatus.USAGE;
      }
      case SiteReading.Accepted accepted -> {
        for (Problem warning : accepted.warnings()) {
          LOG.warn("{}", warning);
        }
        yield run(accepted, socket, stateDirectory);
      }
    };
  }

  private int run(SiteReading.Accepted accepted, Path socket, Path stateDirectory) {
    LogStream log = LogStream.install();
    try {
      return run(accepted, socket, stateDirectory, log);
    } finally {
      drain(log);
    }
  }

  private int run(SiteReading.Accepted accepted, Path socket, Path stateDirectory, LogStream log) {
    CountDownLatch ended = new CountDownLatch(1);
    heedHangup();
    try (FileStore store = FileStore.open(stateDirectory);
        Agent agent =
            Agent.open(
                accepted.site(),
                accepted.self(),
                store,
                stateDirectory,
                socket,
                (it, bug) -> halt(it, bug, log))) {
      ServiceManager manager = new ServiceManager(System.getenv());
      Thread hook =
          Thread.ofPlatform()
              .name("shutdown")
              .unstarted(
                  () -> {
                    end(agent, accepted.site(), manager, ended);
                    drain(log);
                  });
      agent.start();
      // Not before: an agent that could not start has nothing to let go.
      atTheEnd(hook);
      manager.ready();
      LOG.info(
          "node {} of cluster {} is up with {} pairs",
          accepted.self(),
          accepted.site().cluster(),
          agent.snapshot().pairs().size());
      new ServiceWatch(manager, agent::snapshot).until(ended);
      return ExitStatus.DONE;
    } catch (IOException | IllegalArgumentException unusable) {
      System.err.println("hotpair: " + unusable.getMessage());
      return ExitStatus.ENVIRONMENT;
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return ExitStatus.FAILED;
    }
  }

  /** By custom SIGHUP asks for a reload: what can't do that must not end for it. */
  private static void heedHangup() {
    Outcome<Boolean> heeded =
        Hangup.does(
            () ->
                LOG.warn(
                    "SIGHUP changes nothing, for there is no reload: a site file that has changed"
                        + " takes a restart of the agent, first on the standby"));
    // Windows has none.
    if (heeded instanceof Outcome.Failed<Boolean>(String reason)) {
      LOG.debug("SIGHUP is not heeded: {}", reason);
    }
  }

  /** Runs once, when this process is told to end, by whichever way. */
  private void atTheEnd(Thread hook) {
    Runtime.getRuntime().addShutdownHook(hook);
    ending.complete(hook);
  }

  /**
   * Ends the agent in order, as SIGTERM does, for a service manager that calls instead of
   * signalling; {@link #run} then returns. Nothing happens while no agent has started.
   */
  void stop() throws InterruptedException {
    Thread hook = ending.getNow(null);
    if (hook != null && Runtime.getRuntime().removeShutdownHook(hook)) {
      hook.start();
      hook.join();
    }
  }

  /** SIGTERM: the group is stopped in order and left for the peer, unless it is in maintenance. */
  private static void end(Agent agent, Site site, ServiceManager manager, CountDownLatch ended) {
    manager.stopping();
    Duration deadline = LETTING_GO;
    for (PairSpec pair : site.pairs().values()) {
      for (ResourceSpec resource : pair.group()) {
        deadline = deadline.plus(resource.times().stop());
      }
    }
    try {
      if (!agent.leave(deadline)) {
        LOG.error("not all was let go within {} s", deadline.toSeconds());
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    agent.close();
    ended.countDown();
  }

  /** The deciding thread has failed: nothing here may go on that another node could start. */
  private static void halt(Agent agent, Throwable bug, LogStream log) {
    // In whatever state: a node that starts, stops or is ejected runs a part of its group, too.
    if (agent.mayRun()) {
      LOG.error("this machine was not reset: {}", agent.fenceSelf());
    }
    LOG.error("the agent ends: {}", bug.toString());
    drain(log);
    Runtime.getRuntime().halt(BROKEN);
  }

  private static void drain(LogStream log) {
    try {
      log.drain(LAST_WORDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
