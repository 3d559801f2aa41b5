package io.hotpair.jmx;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.server.RMIServerSocketFactory;
import javax.net.ServerSocketFactory;

/**
 * Opens the one server socket of the endpoint, on its address only: RMI by itself would listen on
 * every address.
 */
final class ListenSockets implements RMIServerSocketFactory {
  private static final int BACKLOG = 16;

  private final InetAddress address;
  private final ServerSocketFactory sockets;
  private volatile ServerSocket opened;

  ListenSockets(InetAddress address, ServerSocketFactory sockets) {
    this.address = address;
    this.sockets = sockets;
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    opened = sockets.createServerSocket(port, BACKLOG, address);
    return opened;
  }

  /** The port of the socket; only after it was opened. */
  int port() {
    return opened.getLocalPort();
  }

  /** Closes the socket, if it was opened: RMI keeps one open whose port the system chose. */
  void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }
}
