package io.hotpair.jolokia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Every path in every spelling with every method: without credentials nothing but 401 and 404 comes
 * back; with the role read, or the role force by anything but a POST, nothing is executed.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class HttpPathsTest {
  private static final String EXEC =
      "{\"type\":\"exec\",\"mbean\":\"io.hotpair:type=Pair,pair=\\\"erp\\\"\","
          + "\"operation\":\"suspend\",\"arguments\":[\"by-path\"]}";
  private static final List<String> PATHS =
      List.of(
          "/",
          "/jolokia",
          "/jolokia/",
          "/jolokia/version",
          "/jolokia/config",
          "/jolokia/list",
          "/jolokia/search/*:*",
          "/jolokia/read/io.hotpair:type=Site/Pairs",
          "/jolokia/exec/io.hotpair:type=Pair,pair=!%22erp!%22/suspend/by-path",
          "/jolokia/exec/io.hotpair:pair=!%22erp!%22,type=Pair/suspend/by-path",
          "/jolokia/exec/io.hotpair:type=Pair,pair=%22erp%22/suspend/by-path",
          "/jolokia/exec/java.lang:type=Memory/gc",
          "/jolokia/write/java.lang:type=Memory/Verbose/true",
          "/jolokia/notification/register",
          "/jolokia?type=exec&mbean=java.lang:type=Memory&operation=gc",
          "/jolokia/?p=exec/java.lang:type=Memory/gc",
          "/jolokiax",
          "/jolokia.",
          "/jolokia;jsessionid=1/version",
          "/admin",
          "/favicon.ico",
          "/api/jolokia/version");

  /** Each says a path in another way. */
  private static final List<UnaryOperator<String>> SPELLINGS =
      List.of(
          UnaryOperator.identity(),
          path -> path.replace("jolokia", "%6aolokia"),
          path -> path.replace("jolokia", "jolokia%00"),
          path -> path.replace("/jolokia/", "/jolokia%2f"),
          path -> path.replace("/jolokia/", "/jolokia%5c"),
          path -> path.replace("/jolokia/", "/jolokia%252f"),
          path -> "/" + path,
          path -> path.replace("/jolokia/", "/jolokia//"),
          path -> path.replace("/jolokia/", "/jolokia/./"),
          path -> path.replace("/jolokia/", "/jolokia/../jolokia/"),
          path -> path.replace("/jolokia/", "/jolokia/%2e%2e/jolokia/"),
          path -> path.replace("/jolokia/", "/jolokia/..;/jolokia/"),
          path -> "/." + path,
          path -> "/.." + path,
          path -> "/%2e%2e" + path,
          path -> "/x/.." + path,
          path -> path + "/",
          path -> path + "/..",
          path -> path + "%20",
          path -> path.toUpperCase(Locale.ROOT),
          path -> path.replace("jolokia", "Jolokia"),
          path -> path.replace("jolokia", "jolok\u0131a"),
          path -> "http://127.0.0.1" + path);

  private static final List<String> METHODS =
      List.of("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "JUNK");

  private final JolokiaFixture fixture = new JolokiaFixture();
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

  HttpPathsTest() throws IOException {}

  @BeforeAll
  void register() throws Exception {
    fixture.server.registerMBean(memory, new ObjectName("java.lang:type=Memory"));
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  private static List<String> spellings(String path) {
    Set<String> spellings = new LinkedHashSet<>();
    SPELLINGS.forEach(spelling -> spellings.add(spelling.apply(path)));
    spellings.remove("//"); // no URI: answered before there is a path
    return List.copyOf(spellings);
  }

  @Test
  void thereAreSoManyRequests() {
    long requests = PATHS.stream().mapToLong(path -> spellings(path).size()).sum() * METHODS.size();
    assertEquals(3_834, requests);
  }

  @TestFactory
  Stream<DynamicTest> withoutCredentialsNothingBut401And404() {
    return PATHS.stream()
        .map(
            path ->
                DynamicTest.dynamicTest(path, () -> check(path, "", Set.of(401, 404), METHODS)));
  }

  @TestFactory
  Stream<DynamicTest> withTheRoleReadNothingIsExecuted() {
    return each("watcher", List.of("GET", "POST", "PUT", "JUNK"));
  }

  @TestFactory
  Stream<DynamicTest> withTheRoleForceNothingIsExecutedButByPost() {
    return each("chief", List.of("GET", "Post"));
  }

  private Stream<DynamicTest> each(String user, List<String> methods) {
    return PATHS.stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path, () -> check(path, header(user), Set.of(200, 400, 404, 405), methods)));
  }

  private void check(String path, String header, Set<Integer> allowed, List<String> methods)
      throws IOException {
    for (String spelling : spellings(path)) {
      for (String method : methods) {
        String request = method + " " + spelling;
        String status =
            fixture.raw(
                request
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + header
                    + "Content-Length: "
                    + EXEC.length()
                    + "\r\n\r\n"
                    + EXEC);
        assertTrue(
            status.startsWith("HTTP/1.1 ")
                && allowed.contains(Integer.parseInt(status.substring(9, 12))),
            () -> request + " gave " + status);
      }
    }
    assertEquals(List.of(), fixture.sink.orders());
    assertFalse(memory.isVerbose(), "nothing is written");
  }

  private static String header(String user) {
    return "Authorization: " + JolokiaFixture.basic(user, JolokiaFixture.password(user)) + "\r\n";
  }
}
