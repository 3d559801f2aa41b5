package io.hotpair.snmp.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/** One request after the other to one agent, over UDP. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int ATTEMPTS = 5;

  private final DatagramSocket socket;
  private final byte[] received = new byte[65_536];
  private long repeats;

  Wire(InetSocketAddress agent) throws IOException {
    socket = new DatagramSocket();
    socket.connect(agent);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Sends a message and waits for the answer; repeats it if none comes. */
  BerReader ask(byte[] message) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      socket.send(new DatagramPacket(message, message.length));
      DatagramPacket answer = new DatagramPacket(received, received.length);
      try {
        socket.receive(answer);
        return new BerReader(received, 0, answer.getLength());
      } catch (SocketTimeoutException lost) {
        repeats++;
      }
    }
    throw new IOException(
        "no answer from " + socket.getRemoteSocketAddress() + " to " + ATTEMPTS + " requests");
  }

  /** How many requests had to be repeated. */
  long repeats() {
    return repeats;
  }

  @Override
  public void close() {
    socket.close();
  }
}
