package io.hotpair.snmp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Acknowledges each inform of version 2c, but takes its time for it. */
final class SlowReceiver implements AutoCloseable {
  private static final byte INFORM = (byte) 0xa6;
  private static final byte RESPONSE = (byte) 0xa2;

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Duration pace;

  SlowReceiver(Duration pace) throws IOException {
    this.pace = pace;
    Thread.ofPlatform().daemon().start(this::answer);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void answer() {
    try {
      while (true) {
        DatagramPacket inform = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(inform);
        if (closed.await(pace.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        // RFC 3416, section 4.2.7: the response repeats the inform; only the PDU's tag is another.
        byte[] octets = inform.getData();
        int tag = 0;
        while (octets[tag] != INFORM) {
          tag++;
        }
        octets[tag] = RESPONSE;
        socket.send(inform);
      }
    } catch (IOException end) {
      // The test is over.
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    socket.close();
  }
}
