package io.hotpair.resource;

import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.core.model.site.ProbeWay;
import io.hotpair.port.ServiceProbe;
import io.hotpair.system.ProcessRunner;
import io.hotpair.trust.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Services that tests ask, on loopback. */
final class Services {
  static final String LOOPBACK = "127.0.0.1";

  private Services() {}

  /** What asks, without accounts with other tests. */
  static ServiceProbe probe(ProbeWay way, Duration timeout) {
    Instance instance = new Instance(Specs.ERP, new ResourceName("service"), Specs.BLADE1);
    return new Probes(new Programs(new ProcessRunner(), new Trust(false)), instance)
        .of(new ProbeSpec(way, timeout, Duration.ofSeconds(10), 1));
  }

  static ServerSocket listen() throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), 0));
    return server;
  }

  /** A process that hangs: the kernel still makes its connections. */
  static ServerSocket hung() throws IOException {
    return listen();
  }

  /** Says something to everybody who comes, in two parts. */
  static ServerSocket saying(String words) throws IOException {
    ServerSocket server = listen();
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try (Socket guest = server.accept()) {
                  byte[] all = words.getBytes(StandardCharsets.UTF_8);
                  int half = all.length / 2;
                  guest.getOutputStream().write(all, 0, half);
                  guest.getOutputStream().flush();
                  guest.getOutputStream().write(all, half, all.length - half);
                } catch (IOException gone) {
                  // The next one may have more luck; a closed server ends this.
                }
              }
            });
    return server;
  }

  /** Repeats the first line of everybody who comes. */
  static ServerSocket echoing() throws IOException {
    ServerSocket server = listen();
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try (Socket guest = server.accept()) {
                  StringBuilder line = new StringBuilder();
                  for (int letter = guest.getInputStream().read();
                      letter >= 0 && letter != '\n';
                      letter = guest.getInputStream().read()) {
                    line.append((char) letter);
                  }
                  guest
                      .getOutputStream()
                      .write(("you said " + line).getBytes(StandardCharsets.UTF_8));
                } catch (IOException gone) {
                  // As above.
                }
              }
            });
    return server;
  }

  /** A port on which nobody listens. */
  static int closedPort() {
    try (ServerSocket server = listen()) {
      return server.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
