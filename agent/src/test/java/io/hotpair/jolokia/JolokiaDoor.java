package io.hotpair.jolokia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotpair.access.Door;
import io.hotpair.access.Request;
import io.hotpair.access.Visitor;
import io.hotpair.core.model.Surface;
import io.hotpair.jmx.JmxDoor;
import io.hotpair.jmx.JmxSurface;
import io.hotpair.mbeans.ObjectNames;
import io.hotpair.view.CommandSink;
import io.hotpair.view.FakeFeed;
import io.hotpair.view.SnapshotSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jolokia.server.core.util.RequestType;

/** Jolokia: every type of request that the library knows. */
public final class JolokiaDoor implements Door {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ERP = ObjectNames.pair("erp").toString();
  private static final String EXEC_ANOTHER = "exec of another MBean";
  private static final String EXEC_BY_GET = "exec by GET";
  private static final String EXEC_IN_A_LIST = "exec in a list";
  private static final String BULK = "bulk read";
  private static final String READ_ANOTHER = "read of a secret of the virtual machine";
  private static final Map<Visitor, String> USERS =
      Map.of(
          Visitor.WRONG, "ops",
          Visitor.READ, "watcher",
          Visitor.OPERATE, "ops",
          Visitor.FORCE, "chief");

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final JmxSurface beans;
  private final JolokiaSurface surface;
  private int strangers;

  /** Opens it over MBeans of its own. */
  public JolokiaDoor(SnapshotSource source, CommandSink sink) throws Exception {
    beans = new JmxSurface(source, sink, new FakeFeed(), Runnable::run, server);
    beans.start();
    server.registerMBean(
        ManagementFactory.getMemoryMXBean(), new ObjectName("java.lang:type=Memory"));
    server.registerMBean(
        ManagementFactory.getRuntimeMXBean(), new ObjectName("java.lang:type=Runtime"));
    surface =
        new JolokiaSurface(
            JolokiaFixture.spec(0, Optional.empty()), server, beans.site(), JolokiaFixture.THREADS);
    surface.start();
  }

  @Override
  public String name() {
    return "jolokia";
  }

  @Override
  public Surface surface() {
    return Surface.JOLOKIA;
  }

  @Override
  public Set<String> verbs() {
    Set<String> verbs =
        Stream.of(RequestType.values())
            .filter(type -> type != RequestType.EXEC)
            .map(RequestType::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    verbs.addAll(orders());
    verbs.addAll(Set.of(EXEC_ANOTHER, EXEC_BY_GET, EXEC_IN_A_LIST, BULK, READ_ANOTHER));
    return verbs;
  }

  @Override
  public Set<String> orders() {
    return JmxDoor.operations(server);
  }

  @Override
  public String attempt(Visitor visitor, String verb) throws Exception {
    ObjectNode request = JSON.createObjectNode();
    switch (verb) {
      case "read" -> request.put("type", "read").put("mbean", ERP);
      case READ_ANOTHER ->
          request
              .put("type", "read")
              .put("mbean", "java.lang:type=Runtime")
              .put("attribute", "SystemProperties");
      case "list", "version", "config" -> request.put("type", verb);
      case "search" -> request.put("type", "search").put("mbean", "*:*");
      case "notification" -> request.put("type", "notification").put("command", "register");
      case "write" ->
          request
              .put("type", "write")
              .put("mbean", "java.lang:type=Memory")
              .put("attribute", "Verbose")
              .put("value", true);
      case EXEC_ANOTHER ->
          request.put("type", "exec").put("mbean", "java.lang:type=Memory").put("operation", "gc");
      case BULK -> {
        request.put("type", "read").put("mbean", ERP);
        return post(visitor, "[" + request + "," + request + "]");
      }
      case EXEC_IN_A_LIST -> {
        return post(visitor, "[" + exec("suspend", "in-a-list") + "]");
      }
      case EXEC_BY_GET -> {
        return send(
            visitor, "GET /jolokia/exec/io.hotpair:pair=!%22erp!%22,type=Pair/suspend/by-get", "");
      }
      default -> throw new AssertionError("nobody knows how to try " + verb);
    }
    return post(visitor, request.toString());
  }

  @Override
  public String order(Visitor visitor, Request request) throws Exception {
    String operation = request.action().label();
    return post(
        visitor,
        operation.equals("switchover")
            ? exec(operation, request.target(), request.requestId())
            : exec(operation, request.requestId()));
  }

  private static String exec(String operation, String... arguments) {
    ObjectNode request =
        JSON.createObjectNode().put("type", "exec").put("mbean", ERP).put("operation", operation);
    for (String argument : arguments) {
      request.withArray("arguments").add(argument);
    }
    return request.toString();
  }

  private String post(Visitor visitor, String body) throws IOException {
    return send(visitor, "POST /jolokia", body);
  }

  /** {@link #YES}; or HTTP's status, or that in Jolokia's own answer. */
  private String send(Visitor visitor, String start, String body) throws IOException {
    String answer = exchange(visitor, start, body);
    int status = Integer.parseInt(answer.split(" ", 3)[1]);
    if (status != 200) {
      return Integer.toString(status);
    }
    JsonNode json = JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    for (JsonNode one : json.isArray() ? json : JSON.createArrayNode().add(json)) {
      status = Math.max(status, one.get("status").asInt());
    }
    return status == 200 ? YES : "status " + status;
  }

  private String exchange(Visitor visitor, String start, String body) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.ofLiteral("127.0.0.1"), surface.port(), address(visitor), 0)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              (start
                      + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                      + body.length()
                      + "\r\n"
                      + authorization(visitor)
                      + "\r\n"
                      + body)
                  .getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  // Whoever fails often from one address must wait, and would not be told why any more.
  private InetAddress address(Visitor visitor) {
    if (visitor == Visitor.WRONG) {
      strangers++;
      return InetAddress.ofLiteral("127.0.7." + strangers);
    }
    return InetAddress.ofLiteral("127.0.0.1");
  }

  private static String authorization(Visitor visitor) {
    if (visitor == Visitor.NOBODY) {
      return "";
    }
    String user = USERS.get(visitor);
    String password = visitor == Visitor.WRONG ? "wrong" : JolokiaFixture.password(user);
    return "Authorization: " + JolokiaFixture.basic(user, password) + "\r\n";
  }

  @Override
  public String refusedId() {
    return "status 500";
  }

  @Override
  public String refusedLater() {
    return "status 500";
  }

  @Override
  public String user(Visitor visitor) {
    return USERS.get(visitor);
  }

  @Override
  public void close() {
    surface.close();
    beans.close();
  }
}
