package io.hotpair.snmp.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A manager that measures. A line on standard input is an order, a line of numbers on standard
 * output the answer to it:
 *
 * <ul>
 *   <li>{@code walk HOST:PORT VERSION OID REPETITIONS MILLIS MANAGERS}: as many managers at once
 *       walk a table by GETBULK, over and over for at least so long; the variable bindings,
 *       requests, repeats and nanoseconds that it took
 *   <li>{@code get HOST:PORT VERSION OID COUNT}: the median, the 99th percentile and the longest
 *       time of a GET, in nanoseconds
 *   <li>{@code read HOST:PORT VERSION OID MILLIS}: the value of a number, every 20 ms for so long
 * </ul>
 *
 * <p>It copies the last OID of an answer into the next request as it is and decodes nothing else,
 * so that the agent is what takes the time.
 */
final class BenchManager {
  private static final int END_OF_MIB_VIEW = 0x82;

  private static final long READ_MILLIS = 20;

  private final Map<String, Session> sessions = new HashMap<>();
  private final ExecutorService managers = Executors.newCachedThreadPool();

  /** One manager's conversation with one agent. */
  private record Session(Wire wire, Dialect dialect) {
    BerReader ask(byte[] pdu) throws IOException, GeneralSecurityException {
      BerReader response = dialect.unwrap(wire.ask(dialect.wrap(pdu)));
      response.enter(Requests.RESPONSE);
      response.skip();
      int status = response.integer();
      if (status != 0) {
        throw new IOException("error status " + status);
      }
      response.skip();
      return response.enter(BerWriter.SEQUENCE);
    }
  }

  /** What walks came to. */
  private record Walked(long bindings, long requests, long repeats) {
    Walked plus(Walked other) {
      return new Walked(
          bindings + other.bindings, requests + other.requests, repeats + other.repeats);
    }
  }

  private BenchManager() {}

  /** Carries out orders until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    BenchManager manager = new BenchManager();
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      System.out.println(manager.carryOut(line.split(" ")));
    }
    System.exit(0);
  }

  private String carryOut(String[] order) throws Exception {
    byte[] oid = Requests.oid(order[3]);
    int number = Integer.parseInt(order[4]);
    return switch (order[0]) {
      case "walk" ->
          walk(order[1], order[2], oid, number, millis(order[5]), Integer.parseInt(order[6]));
      case "get" -> get(session(order[1], order[2], 0), oid, number);
      case "read" -> read(session(order[1], order[2], 0), oid, millis(order[4]));
      default -> throw new IllegalArgumentException(order[0]);
    };
  }

  private static Duration millis(String text) {
    return Duration.ofMillis(Long.parseLong(text));
  }

  private Session session(String agent, String version, int manager)
      throws IOException, GeneralSecurityException {
    String name = agent + " " + version + " " + manager;
    if (!sessions.containsKey(name)) {
      String[] address = agent.split(":");
      Wire wire = new Wire(new InetSocketAddress(address[0], Integer.parseInt(address[1])));
      Dialect dialect =
          switch (version) {
            case "v2c" -> new CommunityDialect(BenchAgent.COMMUNITY);
            case "v3" ->
                AuthPrivDialect.with(wire, BenchAgent.USER, BenchAgent.AUTH, BenchAgent.PRIV);
            default -> throw new IllegalArgumentException(version);
          };
      sessions.put(name, new Session(wire, dialect));
    }
    return sessions.get(name);
  }

  private String walk(
      String agent, String version, byte[] root, int repetitions, Duration least, int count)
      throws Exception {
    List<Session> walkers = new ArrayList<>();
    for (int manager = 0; manager < count; manager++) {
      walkers.add(session(agent, version, manager));
    }
    long begin = System.nanoTime();
    long end = begin + least.toNanos();
    List<Future<Walked>> walks = new ArrayList<>();
    for (Session walker : walkers) {
      walks.add(managers.submit(() -> walk(walker, root, repetitions, end)));
    }
    Walked all = new Walked(0, 0, 0);
    for (Future<Walked> walk : walks) {
      all = all.plus(walk.get());
    }
    long nanos = System.nanoTime() - begin;
    return all.bindings() + " " + all.requests() + " " + all.repeats() + " " + nanos;
  }

  private static Walked walk(Session session, byte[] root, int repetitions, long end)
      throws IOException, GeneralSecurityException {
    long repeats = session.wire().repeats();
    long bindings = 0;
    int requests = 0;
    byte[] place = root;
    while (place != root || System.nanoTime() < end) {
      BerReader cells = session.ask(Requests.bulk(++requests, repetitions, place));
      place = root;
      while (cells.hasMore()) {
        BerReader cell = cells.structure(BerWriter.SEQUENCE);
        if (!cell.contentStartsWith(root)) {
          break;
        }
        bindings++;
        if (!cells.hasMore()) {
          byte[] last = cell.content();
          place = cell.tag() == END_OF_MIB_VIEW ? root : last;
        }
      }
    }
    return new Walked(bindings, requests, session.wire().repeats() - repeats);
  }

  private static String get(Session session, byte[] oid, int count)
      throws IOException, GeneralSecurityException {
    long[] nanos = new long[count];
    for (int request = 0; request < count; request++) {
      byte[] pdu = Requests.get(request, oid);
      long begin = System.nanoTime();
      session.ask(pdu);
      nanos[request] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[count / 2] + " " + nanos[count * 99 / 100] + " " + nanos[count - 1];
  }

  private static String read(Session session, byte[] oid, Duration span) throws Exception {
    List<String> values = new ArrayList<>();
    long end = System.nanoTime() + span.toNanos();
    while (System.nanoTime() < end) {
      BerReader cell = session.ask(Requests.get(values.size(), oid)).enter(BerWriter.SEQUENCE);
      cell.skip();
      values.add(Integer.toString(cell.integer()));
      Thread.sleep(READ_MILLIS);
    }
    return String.join(" ", values);
  }
}
