package io.hotpair.snmp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody between a manager and the agent, who hears every message and can send it again. */
final class Wiretap implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 1_000;
  private static final int LONGEST = 65_535;

  private final InetSocketAddress agent;
  private final DatagramSocket manager = socket(0);
  private final DatagramSocket own = socket(PATIENCE_MILLIS);
  private final List<byte[]> requests = new CopyOnWriteArrayList<>();

  Wiretap(int agentPort) throws IOException {
    agent = new InetSocketAddress(InetAddress.getLoopbackAddress(), agentPort);
    Thread.ofPlatform().daemon().name("wiretap").start(this::relay);
  }

  private static DatagramSocket socket(int patienceMillis) throws IOException {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(patienceMillis);
    return socket;
  }

  // One request after the other, as a manager of the tests sends them.
  private void relay() {
    try (DatagramSocket wire = socket(PATIENCE_MILLIS)) {
      while (!manager.isClosed()) {
        DatagramPacket request = new DatagramPacket(new byte[LONGEST], LONGEST);
        manager.receive(request);
        byte[] message = Arrays.copyOf(request.getData(), request.getLength());
        requests.add(message);
        Optional<byte[]> answer = ask(wire, message);
        if (answer.isPresent()) {
          manager.send(
              new DatagramPacket(answer.get(), answer.get().length, request.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      manager.close();
    }
  }

  /** Where a manager takes this for the agent. */
  int port() {
    return manager.getLocalPort();
  }

  /** The last message that a manager has sent. */
  byte[] last() {
    return requests.getLast().clone();
  }

  /** Sends a message to the agent; an empty answer means that none came in time. */
  Optional<byte[]> ask(byte[] message) throws IOException {
    return ask(own, message);
  }

  private Optional<byte[]> ask(DatagramSocket socket, byte[] message) throws IOException {
    socket.send(new DatagramPacket(message, message.length, agent));
    DatagramPacket answer = new DatagramPacket(new byte[LONGEST], LONGEST);
    try {
      socket.receive(answer);
      return Optional.of(Arrays.copyOf(answer.getData(), answer.getLength()));
    } catch (SocketTimeoutException none) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    manager.close();
    own.close();
  }
}
