package io.hotpair.jmx;

import io.hotpair.access.Door;
import io.hotpair.access.Request;
import io.hotpair.access.Visitor;
import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.JmxSpec;
import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.mbeans.ObjectNames;
import io.hotpair.view.CommandSink;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.SnapshotSource;
import io.hotpair.view.access.KeyStoreFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Remote JMX: everything that a connection to an MBean server can do. */
public final class JmxDoor implements Door {
  private static final String CALL_ANOTHER = "invoke on another MBean";
  private static final String LISTEN_BY_MBEAN = "addNotificationListener of an MBean";
  private static final ObjectName ERP = ObjectNames.pair("erp");
  private static final Map<Visitor, String> USERS =
      Map.of(
          Visitor.WRONG, "ops",
          Visitor.READ, "watcher",
          Visitor.OPERATE, "ops",
          Visitor.FORCE, "chief");

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final JmxSurface surface;
  private final JmxEndpoint endpoint;
  private final Map<Visitor, JMXConnector> connections = new EnumMap<>(Visitor.class);

  /** Opens it over MBeans of its own. */
  public JmxDoor(SnapshotSource source, CommandSink sink) throws Exception {
    surface = new JmxSurface(source, sink, new FakeFeed(), Runnable::run, server);
    surface.start();
    server.registerMBean(ManagementFactory.getMemoryMXBean(), memory());
    endpoint =
        new JmxEndpoint(
            new JmxSpec(
                new Endpoint("127.0.0.1", 0),
                Stream.of(AccessRole.values())
                    .collect(
                        Collectors.toMap(
                            role -> USERS.get(Visitor.valueOf(role.name())),
                            role -> new JolokiaSpec.User(role, KeyStoreFile.secret("right")))),
                Optional.empty()),
            "127.0.0.1",
            server);
    endpoint.start();
  }

  private static ObjectName memory() throws Exception {
    return new ObjectName("java.lang:type=Memory");
  }

  @Override
  public String name() {
    return "jmx";
  }

  @Override
  public Surface surface() {
    return Surface.JMX;
  }

  @Override
  public Set<String> verbs() {
    Set<String> verbs =
        Stream.of(MBeanServerConnection.class.getMethods())
            .map(Method::getName)
            .filter(name -> !name.equals("invoke"))
            .collect(Collectors.toCollection(TreeSet::new));
    verbs.addAll(orders());
    verbs.add(CALL_ANOTHER);
    verbs.add(LISTEN_BY_MBEAN);
    return verbs;
  }

  @Override
  public Set<String> orders() {
    return operations(server);
  }

  /** The operations of all MBeans of the agent. */
  public static Set<String> operations(MBeanServer server) {
    Set<String> operations = new TreeSet<>();
    try {
      for (ObjectName bean : server.queryNames(new ObjectName(ObjectNames.DOMAIN + ":*"), null)) {
        for (MBeanOperationInfo operation : server.getMBeanInfo(bean).getOperations()) {
          operations.add(operation.getName());
        }
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return operations;
  }

  @Override
  public String attempt(Visitor visitor, String verb) throws Exception {
    return answer(
        visitor,
        remote -> {
          switch (verb) {
            case "getAttribute" -> remote.getAttribute(ERP, "Role");
            case "getAttributes" -> remote.getAttributes(ERP, new String[] {"Role", "Epoch"});
            case "getDefaultDomain" -> remote.getDefaultDomain();
            case "getDomains" -> remote.getDomains();
            case "getMBeanCount" -> remote.getMBeanCount();
            case "getMBeanInfo" -> remote.getMBeanInfo(ERP);
            case "getObjectInstance" -> remote.getObjectInstance(ERP);
            case "isInstanceOf" -> remote.isInstanceOf(ERP, "java.lang.Object");
            case "isRegistered" -> remote.isRegistered(ERP);
            case "queryMBeans" -> remote.queryMBeans(null, null);
            case "queryNames" -> remote.queryNames(null, null);
            case "addNotificationListener" ->
                remote.addNotificationListener(ObjectNames.site(), (told, to) -> {}, null, null);
            case "removeNotificationListener" -> {
              NotificationListener ours = (told, to) -> {};
              remote.addNotificationListener(ObjectNames.site(), ours, null, null);
              remote.removeNotificationListener(ObjectNames.site(), ours);
            }
            case LISTEN_BY_MBEAN ->
                remote.addNotificationListener(ObjectNames.site(), memory(), null, null);
            case "setAttribute" -> remote.setAttribute(memory(), new Attribute("Verbose", true));
            case "setAttributes" ->
                remote.setAttributes(
                    memory(), new AttributeList(List.of(new Attribute("Verbose", true))));
            case "createMBean" ->
                remote.createMBean("javax.management.timer.Timer", new ObjectName("a:b=c"));
            case "unregisterMBean" -> remote.unregisterMBean(ERP);
            case CALL_ANOTHER -> remote.invoke(memory(), "gc", null, null);
            default -> throw new AssertionError("nobody knows how to try " + verb);
          }
        });
  }

  @Override
  public String order(Visitor visitor, Request request) throws Exception {
    String operation = request.action().label();
    String text = String.class.getName();
    return answer(
        visitor,
        remote -> {
          if (operation.equals("switchover")) {
            remote.invoke(
                ERP,
                operation,
                new Object[] {request.target(), request.requestId()},
                new String[] {text, text});
          } else {
            remote.invoke(ERP, operation, new Object[] {request.requestId()}, new String[] {text});
          }
        });
  }

  private interface Call {
    void on(MBeanServerConnection remote) throws Exception;
  }

  private String answer(Visitor visitor, Call call) throws Exception {
    try {
      call.on(connection(visitor).getMBeanServerConnection());
      return YES;
    } catch (SecurityException refused) {
      return "refused";
    } catch (RuntimeMBeanException refused) {
      return refused.getTargetException().getClass().getSimpleName();
    }
  }

  private JMXConnector connection(Visitor visitor) throws IOException {
    JMXConnector known = connections.get(visitor);
    if (known != null) {
      return known;
    }
    Map<String, Object> environment = new HashMap<>();
    if (visitor != Visitor.NOBODY) {
      environment.put(
          JMXConnector.CREDENTIALS,
          new String[] {
            USERS.get(visitor), visitor == Visitor.WRONG ? "wrong" : "right",
          });
    }
    JMXConnector opened =
        JMXConnectorFactory.connect(
            new JMXServiceURL(
                String.format(
                    Locale.ROOT,
                    "service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi",
                    endpoint.port())),
            environment);
    connections.put(visitor, opened);
    return opened;
  }

  @Override
  public String refusedId() {
    return "IllegalStateException";
  }

  @Override
  public String refusedLater() {
    return "IllegalStateException";
  }

  @Override
  public String user(Visitor visitor) {
    return USERS.get(visitor);
  }

  @Override
  public void close() throws IOException {
    for (JMXConnector connection : connections.values()) {
      connection.close();
    }
    endpoint.close();
    surface.close();
  }
}
