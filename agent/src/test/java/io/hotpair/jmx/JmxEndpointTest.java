package io.hotpair.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.JmxSpec;
import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.mbeans.ObjectNames;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.SnapshotFixture;
import io.hotpair.view.access.KeyStoreFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The remote endpoint over real connections on loopback. */
final class JmxEndpointTest {
  private static final Map<String, JolokiaSpec.User> USERS =
      Map.of(
          "watcher", new JolokiaSpec.User(AccessRole.READ, KeyStoreFile.secret("of watcher")),
          "ops", new JolokiaSpec.User(AccessRole.OPERATE, KeyStoreFile.secret("of ops")),
          "chief", new JolokiaSpec.User(AccessRole.FORCE, KeyStoreFile.secret("of chief")));
  private static final int PATIENCE_MILLIS = 20_000;
  private static final ObjectName ERP = ObjectNames.pair("erp");
  private static final String[] STRING = {String.class.getName()};
  private static final String[] STRINGS = {String.class.getName(), String.class.getName()};

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final FakeSink sink = new FakeSink();
  private final FakeFeed feed = new FakeFeed();
  private final JmxSurface surface =
      new JmxSurface(new FakeSource(SnapshotFixture.snapshot()), sink, feed, Runnable::run, server);
  private final JmxEndpoint endpoint = endpoint(spec(0, Optional.empty()));

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    surface.start();
    endpoint.start();
  }

  @AfterEach
  void close() throws IOException {
    endpoint.close();
    surface.close();
  }

  @Test
  void everyRoleReads() throws Exception {
    for (String user : USERS.keySet()) {
      try (JMXConnector client = connectAs(endpoint.port(), user)) {
        MBeanServerConnection remote = client.getMBeanServerConnection();
        assertEquals("active", remote.getAttribute(ERP, "Role"));
        assertEquals(2, remote.getAttributes(ERP, new String[] {"Role", "Epoch"}).size());
        assertTrue(remote.queryNames(new ObjectName("io.hotpair:*"), null).contains(ERP));
        assertEquals(5, remote.getMBeanInfo(ERP).getOperations().length);
      }
    }
  }

  @Test
  void silentConnectionsAreBounded() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int count = 0; count < 4 * JmxEndpoint.MOST_CONNECTIONS; count++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), endpoint.port()));
        silent.getLast().getOutputStream().write('J');
      }
      int closed = 0;
      for (Socket socket : silent.subList(2 * JmxEndpoint.MOST_CONNECTIONS, silent.size())) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        closed += isClosed(socket) ? 1 : 0;
      }
      assertEquals(2 * JmxEndpoint.MOST_CONNECTIONS, closed);
      assertTrue(threads() <= JmxEndpoint.MOST_CONNECTIONS, () -> threads() + " threads of RMI");
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("RMI TCP Connection"))
        .count();
  }

  @Test
  void anOperationNeedsItsRoleAndCarriesItsCaller() throws Exception {
    try (JMXConnector client = connectAs(endpoint.port(), "ops")) {
      Object number =
          client
              .getMBeanServerConnection()
              .invoke(ERP, "switchover", new Object[] {"vpe1", "change-7"}, STRINGS);
      assertEquals(1L, number);
    }
    Order order = sink.orders().getFirst();
    assertEquals("change-7", order.requestId());
    assertEquals(Action.SWITCHOVER, order.action());
    assertEquals(Optional.of(SnapshotFixture.VPE1), order.target());
    assertEquals(new Requester(Surface.JMX, "ops", "127.0.0.1"), order.requester());
  }

  @Test
  void theMatrixOfRolesAndOperationsHolds() throws Throwable {
    Map<String, List<String>> allowed =
        Map.of(
            "watcher", List.of(),
            "ops", List.of("suspend", "resume", "clearFault", "switchover"),
            "chief", List.of("suspend", "resume", "clearFault", "switchover", "forceTakeover"));
    for (String user : USERS.keySet()) {
      try (JMXConnector client = connectAs(endpoint.port(), user)) {
        MBeanServerConnection remote = client.getMBeanServerConnection();
        for (String operation : allowed.get("chief")) {
          String id = user + "-" + operation;
          boolean two = operation.equals("switchover");
          Executable call =
              () ->
                  remote.invoke(
                      ERP,
                      operation,
                      two ? new Object[] {"", id} : new Object[] {id},
                      two ? STRINGS : STRING);
          if (allowed.get(user).contains(operation)) {
            call.execute();
          } else {
            assertThrows(SecurityException.class, call, id);
          }
          assertEquals(
              allowed.get(user).contains(operation), sink.find(id).isPresent(), id + " executed");
        }
      }
    }
  }

  @Test
  void nobodyDoesAnythingElse() throws Exception {
    ObjectName memory = new ObjectName("java.lang:type=Memory");
    server.registerMBean(ManagementFactory.getMemoryMXBean(), memory);
    try (JMXConnector client = connectAs(endpoint.port(), "chief")) {
      MBeanServerConnection remote = client.getMBeanServerConnection();
      refused(() -> remote.invoke(memory, "gc", null, null));
      refused(() -> remote.invoke(ERP, "getRole", null, null));
      refused(() -> remote.setAttribute(memory, new Attribute("Verbose", true)));
      refused(() -> remote.unregisterMBean(ERP));
      refused(() -> remote.createMBean("javax.management.loading.MLet", new ObjectName("a:b=c")));
      refused(() -> remote.addNotificationListener(ObjectNames.site(), memory, null, null));
      assertEquals(false, remote.getAttribute(memory, "Verbose"));
    }
    assertTrue(server.isRegistered(ERP));
    assertEquals(List.of(), sink.orders());
  }

  @Test
  void wrongCredentialsReachNothing() {
    for (String[] credentials :
        new String[][] {
          null, {}, {"ops"}, {"ops", "wrong"}, {"ops", null}, {null, null}, {"nobody", "of ops"}
        }) {
      assertThrows(
          SecurityException.class, () -> connect(endpoint.port(), (Object) credentials).close());
    }
  }

  @Test
  void nothingIsDeserializedThatIsNotListed() throws Exception {
    Exception refused =
        assertThrows(
            Exception.class, () -> connect(endpoint.port(), new PriorityQueue<String>()).close());
    assertTrue(refused.toString().contains("REJECTED"), refused.toString());
    try (JMXConnector client = connectAs(endpoint.port(), "ops")) {
      assertThrows(
          Exception.class,
          () ->
              client
                  .getMBeanServerConnection()
                  .invoke(ERP, "suspend", new Object[] {new PriorityQueue<String>()}, STRING));
    }
    assertEquals(List.of(), sink.orders());
  }

  @Test
  void aLocalUserCannotBindAnObjectThatCatchesPasswords() throws Exception {
    Registry registry = LocateRegistry.getRegistry("127.0.0.1", endpoint.port());
    Remote real = registry.lookup("jmxrmi");
    assertThrows(RemoteException.class, () -> registry.rebind("jmxrmi", real));
    assertThrows(RemoteException.class, () -> registry.bind("other", real));
    assertEquals(1, registry.list().length);
  }

  @Test
  void aNotificationReachesARemoteListener() throws Exception {
    BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
    try (JMXConnector client = connectAs(endpoint.port(), "watcher")) {
      client
          .getMBeanServerConnection()
          .addNotificationListener(
              ObjectNames.site(), (notification, handback) -> heard.add(notification), null, null);
      feed.publish(SnapshotFixture.notice(104, NoticeKind.SWITCHOVER_COMPLETED));
      Notification notification = heard.poll(20, TimeUnit.SECONDS);
      assertEquals("io.hotpair.switchoverCompleted", notification.getType());
      assertEquals("blade1:104", ((CompositeData) notification.getUserData()).get("eventId"));
    }
  }

  /** A client with no class of ours, in a virtual machine of its own that trusts the key store. */
  private static final String CLIENT =
      """
      import java.util.Map;
      import javax.management.ObjectName;
      import javax.management.remote.*;

      class Client {
        public static void main(String[] arguments) throws Exception {
          var url =
              new JMXServiceURL(
                  "service:jmx:rmi://127.0.0.1:" + arguments[0]
                      + "/jndi/rmi://127.0.0.1:" + arguments[0] + "/jmxrmi");
          var environment =
              Map.of(
                  JMXConnector.CREDENTIALS, new String[] {"ops", "of ops"},
                  "com.sun.jndi.rmi.factory.socket",
                      new javax.rmi.ssl.SslRMIClientSocketFactory());
          try (var client = JMXConnectorFactory.connect(url, environment)) {
            var remote = client.getMBeanServerConnection();
            var erp = new ObjectName("io.hotpair:type=Pair,pair=\\"erp\\"");
            System.out.println(remote.getAttribute(erp, "State"));
            String text = String.class.getName();
            System.out.println(
                remote.invoke(
                    erp, "switchover", new Object[] {"vpe1", "by-tls"}, new String[] {text, text}));
          }
        }
      }
      """;

  @Test
  void withAKeyStoreItSpeaksTlsOnly() throws Exception {
    JolokiaSpec.Tls tls = KeyStoreFile.in(folder);
    try (JmxEndpoint secure = endpoint(spec(0, Optional.of(tls)))) {
      secure.start();
      assertThrows(IOException.class, () -> connectAs(secure.port(), "ops").close());
      assertEquals(List.of("active", "1"), clientOutput(tls, secure.port()));
    }
    assertEquals("by-tls", sink.orders().getFirst().requestId());
  }

  private List<String> clientOutput(JolokiaSpec.Tls tls, int port) throws Exception {
    Path source = Files.writeString(folder.resolve("Client.java"), CLIENT);
    Path output = folder.resolve("output");
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.trustStore=" + tls.keyStore(),
                "-Djavax.net.ssl.trustStorePassword=" + new String(tls.password().bytes()),
                source.toString(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(client.waitFor(60, TimeUnit.SECONDS), "the client ends");
      return Files.readAllLines(output);
    } finally {
      client.destroyForcibly();
    }
  }

  @Test
  void whatCannotListenSaysWhy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      JmxEndpoint second = endpoint(spec(taken.getLocalPort(), Optional.empty()));
      IOException inUse = assertThrows(IOException.class, second::start);
      assertTrue(inUse.getMessage().contains("127.0.0.1:" + taken.getLocalPort()));
      assertTrue(inUse.getMessage().contains("in use"), inUse.getMessage());
    }
    Path broken = Files.writeString(folder.resolve("broken.p12"), "no key store");
    for (String file : List.of(broken.toString(), folder.resolve("missing.p12").toString())) {
      JolokiaSpec.Tls tls = new JolokiaSpec.Tls(file, KeyStoreFile.secret("secret words"));
      IOException unreadable =
          assertThrows(IOException.class, endpoint(spec(0, Optional.of(tls)))::start);
      assertTrue(unreadable.getMessage().startsWith("key store " + file), unreadable.getMessage());
      assertTrue(!unreadable.getMessage().contains("secret words"));
    }
  }

  @Test
  void nothingBeyondLoopbackWithoutTlsAndNothingWithoutUsers() {
    JmxSpec open = new JmxSpec(new Endpoint("0.0.0.0", 0), USERS, Optional.empty());
    assertThrows(IllegalArgumentException.class, endpoint(open)::start);
    JmxSpec nobody = new JmxSpec(new Endpoint("127.0.0.1", 0), Map.of(), Optional.empty());
    assertThrows(IllegalArgumentException.class, endpoint(nobody)::start);
  }

  private static void refused(Executable call) {
    assertThrows(SecurityException.class, call);
  }

  private JmxEndpoint endpoint(JmxSpec spec) {
    return new JmxEndpoint(spec, "127.0.0.1", server);
  }

  private static JmxSpec spec(int port, Optional<JolokiaSpec.Tls> tls) {
    return new JmxSpec(new Endpoint("127.0.0.1", port), USERS, tls);
  }

  private static JMXConnector connectAs(int port, String user) throws IOException {
    return connect(port, new String[] {user, "of " + user});
  }

  private static JMXConnector connect(int port, Object credentials) throws IOException {
    Map<String, Object> all = new HashMap<>();
    if (credentials != null) {
      all.put(JMXConnector.CREDENTIALS, credentials);
    }
    return JMXConnectorFactory.connect(
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"), all);
  }
}
