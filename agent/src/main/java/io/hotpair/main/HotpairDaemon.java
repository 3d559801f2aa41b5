package io.hotpair.main;

import io.hotpair.cli.ExitStatus;
import io.hotpair.cli.HotpairCommand;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.daemon.Daemon;
import org.apache.commons.daemon.DaemonContext;

/**
 * The agent as a service of Apache Commons Daemon: jsvc makes one and calls its life cycle, procrun
 * calls {@link #start(String[])} and {@link #stop(String[])}. Under systemd neither is needed.
 */
public final class HotpairDaemon implements Daemon {
  /** How long a start may take to fail before it counts as a start. */
  private static final long SETTLING_MILLIS = 3_000;

  private static final HotpairDaemon SERVICE = new HotpairDaemon();

  private final AgentProcess process = new AgentProcess();
  private final CountDownLatch over = new CountDownLatch(1);
  private String[] arguments = {"agent"};
  private volatile int status = ExitStatus.UNKNOWN;

  /** Made by jsvc. */
  public HotpairDaemon() {}

  /** Takes the options of {@code hotpair agent}. */
  @Override
  public void init(DaemonContext given) {
    take(given.getArguments());
  }

  private void take(String[] options) {
    String[] all = new String[options.length + 1];
    all[0] = "agent";
    System.arraycopy(options, 0, all, 1, options.length);
    arguments = all;
  }

  /**
   * Starts the agent; returns when it runs.
   *
   * @throws IllegalStateException if it ended at once; its own words are on standard error
   */
  @Override
  public void start() throws InterruptedException {
    Thread.ofPlatform().name("agent").start(this::run);
    if (over.await(SETTLING_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the agent ended with status " + status);
    }
  }

  private void run() {
    try {
      status = HotpairCommand.run(process, arguments);
    } finally {
      over.countDown();
    }
  }

  /** Ends the agent in order: its group is stopped and left for the peer, unless suspended. */
  @Override
  public void stop() throws InterruptedException {
    process.stop();
    over.await(SETTLING_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void destroy() {}

  /**
   * Called by procrun in its own thread; returns when the agent has ended.
   *
   * @param options those of {@code hotpair agent}
   */
  public static void start(String[] options) throws InterruptedException {
    SERVICE.take(options);
    SERVICE.run();
  }

  /** Called by procrun in another thread. */
  public static void stop(String[] options) throws InterruptedException {
    SERVICE.stop();
  }
}
