package io.hotpair.system;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the kernel says that a network device has changed, as when a cable is pulled:
 * rtnetlink(7), group RTMGRP_LINK. What has changed is not read from the message: whoever waits
 * looks again. Where that can't be had, a wait is a pause. Made, used and closed by one thread.
 */
public final class LinkEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkEvents.class);

  /** How long to wait for an event; a missed one costs this. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  /** How often to look where the kernel tells nothing. */
  private static final Duration PACE = Duration.ofMillis(50);

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int NETLINK_ROUTE = 0;
  private static final int RTMGRP_LINK = 1;
  private static final int ADDRESS_BYTES = 12;
  private static final short POLLIN = 1;
  private static final int MSG_DONTWAIT = 0x40;
  private static final long BUFFER_BYTES = 8192;

  private static final MethodHandle SOCKET =
      Kernel.function(
          "socket",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));
  private static final MethodHandle BIND =
      Kernel.function(
          "bind",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT));
  private static final MethodHandle POLL =
      Kernel.function(
          "poll",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));
  private static final MethodHandle RECV =
      Kernel.function(
          "recv",
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));
  private static final MethodHandle CLOSE =
      Kernel.function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment state = Kernel.state(arena);
  private final MemorySegment poll = arena.allocate(8, 4);
  private final MemorySegment buffer = arena.allocate(BUFFER_BYTES);
  private final int socket;

  /** Listens from now on. */
  public LinkEvents() {
    this.socket = open();
    poll.set(ValueLayout.JAVA_INT, 0, socket);
    poll.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
  }

  private int open() {
    try {
      int made = (int) SOCKET.invokeExact(state, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE);
      if (made < 0) {
        return without("socket");
      }
      MemorySegment address = arena.allocate(ADDRESS_BYTES, 4);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_NETLINK);
      address.set(ValueLayout.JAVA_INT, 8, RTMGRP_LINK);
      if ((int) BIND.invokeExact(state, made, address, ADDRESS_BYTES) < 0) {
        int none = without("bind");
        int ignored = (int) CLOSE.invokeExact(state, made);
        return none;
      }
      return made;
    } catch (Throwable e) {
      throw Kernel.broken("rtnetlink", e);
    }
  }

  private int without(String call) {
    LOG.warn(
        "the kernel tells no carrier changes ({}: {}); looking every {} ms instead",
        call,
        Kernel.error(state),
        PACE.toMillis());
    return -1;
  }

  /**
   * Waits for a change, at most a quarter of a second.
   *
   * @throws InterruptedException if the thread was interrupted; noticed after the wait
   */
  public void await() throws InterruptedException {
    if (socket < 0) {
      TimeUnit.NANOSECONDS.sleep(PACE.toNanos());
      return;
    }
    try {
      int ready = (int) POLL.invokeExact(state, poll, 1L, (int) PATIENCE.toMillis());
      if (ready > 0) {
        drain();
      }
    } catch (Throwable e) {
      throw Kernel.broken("poll or recv", e);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  // Also after ENOBUFS, when messages were lost: whoever waits looks again in any case.
  private void drain() throws Throwable {
    long taken;
    do {
      taken = (long) RECV.invokeExact(state, socket, buffer, BUFFER_BYTES, MSG_DONTWAIT);
    } while (taken > 0);
  }

  @Override
  public void close() {
    if (socket >= 0) {
      try {
        int ignored = (int) CLOSE.invokeExact(state, socket);
      } catch (Throwable e) {
        throw Kernel.broken("close", e);
      }
    }
    arena.close();
  }
}
