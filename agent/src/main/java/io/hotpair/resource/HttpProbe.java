package io.hotpair.resource;

import io.hotpair.core.model.Outcome;
import io.hotpair.core.model.site.ProbeWay;
import io.hotpair.port.ServiceProbe;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks a service for a page. */
final class HttpProbe implements ServiceProbe {
  /** How long a page may be in which something is looked for, in bytes. */
  static final long LONGEST_PAGE = 1024 * 1024;

  private static final int LEAST_WELL = 200;
  private static final int FIRST_ERROR = 400;

  private final ProbeWay.Http way;
  private final Duration timeout;
  private final HttpRequest request;

  /**
   * Nobody is asked yet.
   *
   * @throws IllegalArgumentException if the address is no URL
   */
  HttpProbe(ProbeWay.Http way, Duration timeout) {
    this.way = way;
    this.timeout = timeout;
    request =
        HttpRequest.newBuilder(URI.create(way.address()))
            .header("User-Agent", "hotpair")
            .timeout(timeout)
            .GET()
            .build();
  }

  @Override
  public String name() {
    return way.text();
  }

  @Override
  public Outcome<Boolean> ask() {
    HttpClient client;
    try {
      client = client();
    } catch (IOException | GeneralSecurityException unusable) {
      return new Outcome.Unknown<>(name() + " was not asked: " + unusable.getMessage());
    }
    // A name that is looked up, or a page that stalls, holds the answer's deadline alone.
    Future<HttpResponse<String>> answer = client.sendAsync(request, body());
    try {
      return judged(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      return late();
    } catch (ExecutionException failed) {
      return failed(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Outcome.Unknown<>(name() + " was not asked to the end: interrupted");
    } finally {
      client.shutdownNow();
    }
  }

  // A client of its own for each question: a connection that is kept proves nothing.
  private HttpClient client() throws IOException, GeneralSecurityException {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(timeout);
    if (way.trust().isPresent()) {
      builder.sslContext(trusting(Path.of(way.trust().get())));
    }
    return builder.build();
  }

  private BodyHandler<String> body() {
    return way.contains().isEmpty()
        ? BodyHandlers.replacing("")
        : BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST_PAGE);
  }

  private Outcome<Boolean> judged(HttpResponse<String> answer) {
    int status = answer.statusCode();
    boolean well =
        way.status()
            .map(wanted -> wanted == status)
            .orElse(status >= LEAST_WELL && status < FIRST_ERROR);
    if (!well) {
      String wanted = way.status().map(String::valueOf).orElse("200 to 399");
      return new Outcome.Failed<>(
          name() + " answers with status " + status + "; expected is " + wanted);
    }
    return answer.body().contains(way.contains())
        ? new Outcome.Succeeded<>(true)
        : new Outcome.Failed<>(
            name()
                + " answers \""
                + TcpProbe.shown(answer.body())
                + "\"; expected is \""
                + way.contains()
                + "\"");
  }

  private Outcome<Boolean> late() {
    return new Outcome.Failed<>(name() + " does not answer within " + timeout.toMillis() + " ms");
  }

  private Outcome<Boolean> failed(Throwable cause) {
    if (cause instanceof java.net.http.HttpTimeoutException) {
      return late();
    }
    // Not every exception of a connection has words.
    String words =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new Outcome.Failed<>(name() + " gives no page: " + Programs.bounded(words));
  }

  private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream from = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(from);
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("trusted-" + store.size(), certificate);
      }
    }
    if (store.size() == 0) {
      throw new GeneralSecurityException(file + " holds no certificate; allowed are PEM files");
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public Outcome<Boolean> check() {
    if (way.trust().isPresent()) {
      try {
        trusting(Path.of(way.trust().get()));
      } catch (IOException | GeneralSecurityException unusable) {
        return new Outcome.Failed<>(
            name() + ": the certificates to trust can't be read: " + unusable.getMessage());
      }
    }
    return new Outcome.Succeeded<>(true);
  }
}
