package io.hotpair.jmx;

import io.hotpair.core.model.Surface;
import io.hotpair.core.model.site.JmxSpec;
import io.hotpair.view.access.KeyStores;
import io.hotpair.view.access.Users;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.rmi.NoSuchObjectException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RemoteServer;
import java.rmi.server.ServerNotActiveException;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanServer;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.management.remote.rmi.RMIJRMPServerImpl;
import javax.net.ServerSocketFactory;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import javax.security.auth.Subject;

/**
 * The remote JMX endpoint: registry and objects on one port of one address, users with roles, TLS.
 * A client connects to {@code service:jmx:rmi:///jndi/rmi://address:port/jmxrmi}; jconsole needs
 * only {@code address:port}.
 *
 * <p>RMI brings its own threads; nothing of the agent waits for them. What a client sends is
 * filtered before it is deserialized, and nobody can bind anything in the registry.
 */
public final class JmxEndpoint implements AutoCloseable {
  private static final String NAME = "jmxrmi";
  private static final String CREDENTIALS_FILTER = "maxarray=2;java.lang.String;!*";
  private static final String FILTER =
      "maxdepth=20;maxrefs=2000;maxbytes=200000;maxarray=20000;java.lang.Object;java.lang.String;"
          + "java.lang.Number;java.lang.Integer;java.lang.Long;java.lang.Boolean;"
          + "java.util.ArrayList;java.util.Vector;java.rmi.MarshalledObject;javax.management.*;!*";

  /** The most connections at a time; one more is closed at once. */
  static final int MOST_CONNECTIONS = 48;

  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final JmxSpec spec;
  private final String reachable;
  private final MBeanServer server;
  private final Users users;
  private final AtomicLong refused = new AtomicLong();
  private ListenSockets sockets;
  private Registry registry;
  private RMIConnectorServer connector;

  /**
   * Nothing listens before {@link #start}.
   *
   * @param spec address, users and key store
   * @param reachable the address of this host that clients are told to use if {@code spec} stands
   *     for all addresses; else they are told that of {@code spec}
   * @param server the MBean server to show
   */
  public JmxEndpoint(JmxSpec spec, String reachable, MBeanServer server) {
    this.spec = spec;
    this.reachable = reachable;
    this.server = server;
    this.users = new Users(Surface.JMX, spec.users(), System::nanoTime);
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the port is in use, the address is not of this host, or the key store
   *     cannot be used; nothing listens then
   * @throws IllegalArgumentException if anything but a loopback address would be without TLS, or
   *     without users
   */
  public synchronized void start() throws IOException {
    InetAddress address = InetAddress.ofLiteral(spec.listen().host());
    requireCredentials(address);
    tellRmi(address.isAnyLocalAddress() ? reachable : spec.listen().host());
    sockets = new ListenSockets(address, serverSockets());
    try {
      open();
    } catch (RemoteException e) {
      close();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("JMX cannot listen on " + spec.listen() + ": " + cause.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open() throws IOException {
    RMIClientSocketFactory clients =
        spec.tls().isPresent() ? new SslRMIClientSocketFactory() : null;
    registry = LocateRegistry.createRegistry(spec.listen().port(), clients, sockets);
    RMIJRMPServerImpl objects =
        new RMIJRMPServerImpl(spec.listen().port(), clients, sockets, environment());
    connector =
        new RMIConnectorServer(
            new JMXServiceURL("service:jmx:rmi://"), environment(), objects, server);
    connector.setMBeanServerForwarder(RemoteGuard.forwarder());
    connector.start();
    registry.rebind(NAME, objects.toStub());
  }

  /** Connections with a wrong user or password since the making; those without any do not count. */
  public long refused() {
    return refused.get();
  }

  /** The port that it listens on. */
  public synchronized int port() {
    return sockets.port();
  }

  /** Ends every connection and listens no more. */
  @Override
  public synchronized void close() throws IOException {
    if (connector != null) {
      connector.stop();
      connector = null;
    }
    if (registry != null) {
      try {
        UnicastRemoteObject.unexportObject(registry, true);
      } catch (NoSuchObjectException gone) {
        // RMI has let go of it before.
      }
      registry = null;
    }
    if (sockets != null) {
      sockets.close();
    }
  }

  private void requireCredentials(InetAddress address) {
    if (spec.users().isEmpty()) {
      throw new IllegalArgumentException("JMX on " + spec.listen() + ": it needs users");
    }
    if (!address.isLoopbackAddress() && spec.tls().isEmpty()) {
      throw new IllegalArgumentException(
          "JMX on " + spec.listen() + ": allowed without TLS are loopback addresses");
    }
  }

  // All are read once in a process, when RMI is used first; what an administrator set stands. The
  // host name stands in what a client gets; the filter keeps users of this host, whom RMI trusts,
  // from binding an object of theirs that would be given our clients' passwords. RMI gives each
  // connection a thread, before anybody has said who they are; by itself it has no bound to their
  // number, and lets each be silent for two hours. A client that was cut off connects again.
  private static void tellRmi(String host) {
    Map.of(
            "java.rmi.server.hostname",
            host,
            "sun.rmi.registry.registryFilter",
            "!*",
            "sun.rmi.transport.tcp.maxConnectionThreads",
            String.valueOf(MOST_CONNECTIONS),
            "sun.rmi.transport.tcp.readTimeout",
            String.valueOf(SILENCE.toMillis()))
        .forEach(System.getProperties()::putIfAbsent);
  }

  private ServerSocketFactory serverSockets() throws IOException {
    return spec.tls().isPresent()
        ? KeyStores.context(spec.tls().get()).getServerSocketFactory()
        : ServerSocketFactory.getDefault();
  }

  private Map<String, Object> environment() {
    return Map.of(
        RMIConnectorServer.AUTHENTICATOR,
        (JMXAuthenticator) this::authenticate,
        RMIConnectorServer.CREDENTIALS_FILTER_PATTERN,
        CREDENTIALS_FILTER,
        RMIConnectorServer.SERIAL_FILTER_PATTERN,
        FILTER);
  }

  private Subject authenticate(Object credentials) {
    if (!(credentials instanceof String[] words)
        || words.length != 2
        || words[0] == null
        || words[1] == null) {
      throw new SecurityException("user and password are needed");
    }
    Users.Admission admission =
        users.admit(words[0], words[1].getBytes(StandardCharsets.UTF_8), clientAddress());
    return switch (admission) {
      case Users.Admission.Admitted admitted -> admitted.caller().subject();
      case Users.Admission.Refused wrong -> {
        refused.incrementAndGet();
        throw new SecurityException("wrong user or password");
      }
      case Users.Admission.TooMany tooMany ->
          throw new SecurityException(
              "too many failures: try again in " + (tooMany.pause().toSeconds() + 1) + " s");
    };
  }

  private static String clientAddress() {
    try {
      return RemoteServer.getClientHost();
    } catch (ServerNotActiveException local) {
      return "";
    }
  }
}
