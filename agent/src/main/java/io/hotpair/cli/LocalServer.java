package io.hotpair.cli;

import io.hotpair.view.CommandSink;
import io.hotpair.view.SnapshotSource;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's end of the local socket: a Unix domain socket with mode 0660. Root and the agent's
 * own user may do everything, members of the socket's group may operate. One thread serves all
 * clients without waiting for any; each has a deadline, and there is a bound to how many there are.
 * Orders wait for the journal in a thread of their own: a disk that hangs delays no look.
 */
public final class LocalServer implements AutoCloseable {
  static final int MOST_CLIENTS = 64;
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);

  private final Path socket;
  private final Duration deadline;
  private final Doorkeeper doorkeeper;
  private final LocalDesk desk;
  private final ServerSocketChannel door;
  private final Selector selector;
  private final Thread thread;
  private final ThreadPoolExecutor orders;

  /** Knows who is at the other end of a connection to the socket with a file. */
  interface Doorkeeper {
    LocalPeer look(SocketChannel channel, Path socket) throws IOException;
  }

  private LocalServer(
      Path socket,
      Duration deadline,
      Doorkeeper doorkeeper,
      LocalDesk desk,
      ServerSocketChannel door,
      Selector selector) {
    this.socket = socket;
    this.deadline = deadline;
    this.doorkeeper = doorkeeper;
    this.desk = desk;
    this.door = door;
    this.selector = selector;
    this.orders =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_CLIENTS),
            Thread.ofPlatform().name("local-orders").daemon().factory());
    this.orders.allowCoreThreadTimeOut(true);
    this.thread = Thread.ofPlatform().name("local-socket").daemon().unstarted(this::serve);
  }

  /**
   * Opens the socket and serves until closed.
   *
   * @param socket its file; one that a dead agent left is replaced
   * @throws IOException if the file can't be made, or another agent listens there
   */
  public static LocalServer start(Path socket, SnapshotSource snapshots, CommandSink commands)
      throws IOException {
    return start(socket, snapshots, commands, DEADLINE, LocalPeer::of);
  }

  static LocalServer start(
      Path socket,
      SnapshotSource snapshots,
      CommandSink commands,
      Duration deadline,
      Doorkeeper doorkeeper)
      throws IOException {
    removeLeftover(socket);
    if (socket.toAbsolutePath().getParent() != null) {
      Files.createDirectories(socket.toAbsolutePath().getParent());
    }
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      door.bind(UnixDomainSocketAddress.of(socket));
      if (LocalPeer.hasModes(socket)) {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
      }
      door.configureBlocking(false);
      Selector selector = Selector.open();
      door.register(selector, SelectionKey.OP_ACCEPT);
      LocalServer server =
          new LocalServer(
              socket, deadline, doorkeeper, new LocalDesk(snapshots, commands), door, selector);
      server.thread.start();
      return server;
    } catch (IOException | RuntimeException failure) {
      door.close();
      throw failure;
    }
  }

  private static void removeLeftover(Path socket) throws IOException {
    if (Files.notExists(socket)) {
      return;
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException nobodyListens) {
      Files.delete(socket);
      return;
    }
    throw new IOException("another agent listens at " + socket);
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        selector.select(this::attend, Math.max(1, deadline.toMillis() / 10));
        closeOverdue();
      }
    } catch (ClosedSelectorException closed) {
      LOG.debug("the local socket is closed");
    } catch (IOException | RuntimeException failure) {
      LOG.error("the local socket is closed: the command line can't reach the agent", failure);
    }
  }

  private void attend(SelectionKey key) {
    if (key.channel() == door) {
      accept();
      return;
    }
    LocalClientChannel client = (LocalClientChannel) key.attachment();
    try {
      client.proceed(key);
    } catch (IOException | RuntimeException broken) {
      LOG.debug("a client of the local socket is gone", broken);
      client.close();
    }
  }

  private void accept() {
    SocketChannel channel = null;
    try {
      channel = door.accept();
      if (channel == null) {
        return;
      }
      if (selector.keys().size() > MOST_CLIENTS) {
        LOG.debug("more than {} clients of the local socket; one is turned away", MOST_CLIENTS);
        channel.close();
        return;
      }
      channel.configureBlocking(false);
      SocketChannel client = channel;
      channel.register(
          selector,
          SelectionKey.OP_READ,
          new LocalClientChannel(
              client,
              () -> doorkeeper.look(client, socket),
              desk,
              orders,
              System.nanoTime() + deadline.toNanos()));
    } catch (IOException | RuntimeException failure) {
      LOG.warn("a client of the local socket was turned away", failure);
      closeQuietly(channel);
    }
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      LOG.debug("closing failed", ignored);
    }
  }

  private void closeOverdue() {
    long now = System.nanoTime();
    List<LocalClientChannel> overdue = new ArrayList<>();
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof LocalClientChannel client && client.isOverdue(now)) {
        overdue.add(client);
      }
    }
    overdue.forEach(LocalClientChannel::close);
  }

  @Override
  public void close() {
    if (!selector.isOpen()) {
      return;
    }
    orders.shutdown();
    try (selector;
        door) {
      Files.deleteIfExists(socket);
      for (SelectionKey key : List.copyOf(selector.keys())) {
        key.channel().close();
      }
    } catch (IOException failure) {
      LOG.warn("the local socket was not closed in good order", failure);
    }
  }
}
