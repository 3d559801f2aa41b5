package io.hotpair.jolokia;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.mbeans.SiteMXBean;
import io.hotpair.view.access.KeyStores;
import io.hotpair.view.access.Users;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanServer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;

/**
 * Jolokia's endpoint: {@code http[s]://address:port/jolokia}, with HTTP basic authentication. A
 * call reaches the MBeans as its user; see {@link io.hotpair.view.access.Caller}.
 */
public final class JolokiaSurface implements AutoCloseable {
  private static final int BACKLOG = 32;

  /** As many connections as there may be; each has a thread while its client sends or reads. */
  private static final int MOST_CONNECTIONS = 64;

  /** Of one address; enough for a proxy before it, and the others still get in. */
  static final int MOST_OF_ONE_ADDRESS = 48;

  private static final int IDLE_THREAD_SECONDS = 10;

  private final JolokiaSpec spec;
  private final MBeanServer server;
  private final SiteMXBean site;
  private final ThreadFactory threads;
  private final AtomicLong refused = new AtomicLong();
  private HttpServer http;
  private ExecutorService connections;
  private JolokiaServiceManager services;

  /**
   * Nothing listens before {@link #start}.
   *
   * @param spec address, users and key store
   * @param server the MBean server to show
   * @param site what its Site MBean shows
   * @param threads makes the threads that wait for clients and answer them
   */
  public JolokiaSurface(
      JolokiaSpec spec, MBeanServer server, SiteMXBean site, ThreadFactory threads) {
    this.spec = spec;
    this.server = server;
    this.site = site;
    this.threads = threads;
  }

  /**
   * Begins to listen and to answer.
   *
   * @throws IOException as {@link #bind}
   */
  public void start() throws IOException {
    bind();
    answer();
  }

  /**
   * Takes the address, and answers nobody yet: who connects waits for {@link #answer}.
   *
   * @throws IOException if the port is in use, the address is not of this host, or the key store
   *     cannot be used; nothing listens then
   * @throws IllegalArgumentException if anything but a loopback address would be without TLS, or
   *     without users
   */
  public synchronized void bind() throws IOException {
    InetAddress address = InetAddress.ofLiteral(spec.listen().host());
    requireCredentials(address);
    boundSlowClients();
    http = open(new InetSocketAddress(address, spec.listen().port()));
  }

  /**
   * Begins to answer.
   *
   * @throws IllegalStateException if no address was taken
   */
  public synchronized void answer() {
    if (http == null) {
      throw new IllegalStateException("not bound");
    }
    try {
      serve();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void serve() {
    services =
        JolokiaServiceManagerFactory.createJolokiaServiceManager(
            new FixedConfiguration("hotpair-" + port()), new JolokiaLog(), new DenyUnlessListed());
    services.addService(new UnlistedTypes());
    services.addService(new LocalRequests(server, site));
    services.addService(new ValuesAsTheyAre());
    Users users = new Users(Surface.JOLOKIA, spec.users(), System::nanoTime);
    http.createContext(
        JolokiaHandler.CONTEXT,
        new JolokiaHandler(
            new Questions(services.start()),
            users,
            new AddressShare(MOST_OF_ONE_ADDRESS),
            refused));
    connections =
        new ThreadPoolExecutor(
            0,
            MOST_CONNECTIONS,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads);
    http.setExecutor(connections);
    http.start();
  }

  /** Requests with a wrong user or password since the making; those without any do not count. */
  public long refused() {
    return refused.get();
  }

  /** The port that it listens on. */
  public synchronized int port() {
    return http.getAddress().getPort();
  }

  /** Listens no more; requests under way are cut off. */
  @Override
  public synchronized void close() {
    if (http != null) {
      http.stop(0);
      http = null;
    }
    if (connections != null) {
      connections.shutdownNow();
      connections = null;
    }
    if (services != null) {
      services.stop();
      services = null;
    }
  }

  private void requireCredentials(InetAddress address) {
    if (spec.users().isEmpty()) {
      throw new IllegalArgumentException("Jolokia on " + spec.listen() + ": it needs users");
    }
    if (!address.isLoopbackAddress() && spec.tls().isEmpty()) {
      throw new IllegalArgumentException(
          "Jolokia on " + spec.listen() + ": allowed without TLS are loopback addresses");
    }
  }

  // Read once in a process, when the JDK's HTTP server is used first; seconds, and a count. Without
  // them, clients that say nothing would hold connections and threads for ever.
  private static void boundSlowClients() {
    System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "10");
    System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", "30");
    System.getProperties()
        .putIfAbsent("jdk.httpserver.maxConnections", Integer.toString(MOST_CONNECTIONS));
  }

  private HttpServer open(InetSocketAddress address) throws IOException {
    SSLContext context = spec.tls().isPresent() ? KeyStores.context(spec.tls().get()) : null;
    try {
      if (context == null) {
        return HttpServer.create(address, BACKLOG);
      }
      HttpsServer https = HttpsServer.create(address, BACKLOG);
      https.setHttpsConfigurator(new ModernTls(context));
      return https;
    } catch (IOException e) {
      throw new IOException("Jolokia cannot listen on " + spec.listen() + ": " + e.getMessage(), e);
    }
  }

  /** TLS 1.2 and 1.3, whatever an old setting of the host allows. */
  private static final class ModernTls extends HttpsConfigurator {
    ModernTls(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
      ssl.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      parameters.setSSLParameters(ssl);
    }
  }
}
