package io.hotpair.config;

import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.core.model.site.ProbeWay;
import io.hotpair.core.model.site.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a resource's service is asked: its {@code monitors} and {@code probes}. */
final class ProbeReader {
  private static final int MOST = 8;
  private static final int MOST_FAILURES = 100;
  private static final int USUAL_FAILURES = 3;
  private static final int MOST_ARGUMENTS = 256;
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(5);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");
  private static final String NAMES = "are 1 to 63 of A-Z a-z 0-9 _ . -, the first none of . -";
  private static final String USUAL_QUERY = "SELECT 1";
  private static final List<String> WAYS = List.of("tcp", "http", "sql", "command");
  private static final Map<String, Boolean> CLIENTS = clients();

  private final TrustedPrograms programs;
  private final SecretFiles secretFiles;

  ProbeReader(TrustedPrograms programs, SecretFiles secretFiles) {
    this.programs = programs;
    this.secretFiles = secretFiles;
  }

  private static Map<String, Boolean> clients() {
    Map<String, Boolean> clients = new LinkedHashMap<>();
    clients.put("postgresql", true);
    clients.put("odbc", false);
    return clients;
  }

  /**
   * What the active asks, as a part of the resource's monitor.
   *
   * @param pace the time between two monitors of the resource
   */
  List<ProbeSpec> monitors(Value value, Duration pace) {
    List<ProbeSpec> monitors = new ArrayList<>();
    for (Value item : value.items(MOST)) {
      Section section = item.section();
      Optional<ProbeWay> way = way(section, item);
      Duration timeout = time(section, "timeout", USUAL_TIMEOUT);
      Optional<Value> given = section.optional("interval");
      Duration interval = given.flatMap(Value::duration).orElse(pace);
      if (interval.compareTo(pace) < 0) {
        given.get().refuseText("are times from the resource's interval, " + text(pace) + ", on");
      }
      section.end();
      way.ifPresent(read -> monitors.add(new ProbeSpec(read, timeout, interval, 1)));
    }
    return monitors;
  }

  /** What the standby asks. */
  List<ProbeSpec> probes(Value value) {
    List<ProbeSpec> probes = new ArrayList<>();
    for (Value item : value.items(MOST)) {
      Section section = item.section();
      Optional<ProbeWay> way = way(section, item);
      Duration interval = time(section, "interval", USUAL_INTERVAL);
      Duration usual = interval.compareTo(USUAL_TIMEOUT) < 0 ? interval : USUAL_TIMEOUT;
      Optional<Value> given = section.optional("timeout");
      Duration timeout = given.flatMap(Value::duration).orElse(usual);
      if (timeout.compareTo(interval) > 0) {
        given.get().refuseText("are times up to the probe's interval, " + text(interval));
      }
      int failures =
          section
              .optional("failures")
              .flatMap(count -> count.number(1, MOST_FAILURES))
              .orElse(USUAL_FAILURES);
      section.end();
      way.ifPresent(read -> probes.add(new ProbeSpec(read, timeout, interval, failures)));
    }
    return probes;
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  private static Duration time(Section section, String key, Duration usual) {
    return section.optional(key).flatMap(Value::duration).orElse(usual);
  }

  private Optional<ProbeWay> way(Section section, Value item) {
    Optional<Value> tcp = section.optional("tcp");
    Optional<Value> http = section.optional("http");
    Optional<Value> sql = section.optional("sql");
    Optional<Value> command = section.optional("command");
    long ways = List.of(tcp, http, sql, command).stream().filter(Optional::isPresent).count();
    if (ways != 1) {
      section.all();
      return item.isSection()
          ? item.refuse("has %d of %s; allowed is one".formatted(ways, String.join(", ", WAYS)))
          : Optional.empty();
    }
    if (tcp.isPresent()) {
      return tcp(section, tcp.get());
    }
    if (http.isPresent()) {
      return http(section, http.get());
    }
    return sql.isPresent() ? sql(section, sql.get()) : command(command.get());
  }

  private static Optional<ProbeWay> tcp(Section section, Value value) {
    String send = text(section, "send", "");
    String expect = text(section, "expect", "");
    return Addresses.endpoint(value, "", 1)
        .map(to -> new ProbeWay.Tcp(to.host(), to.port(), send, expect));
  }

  private Optional<ProbeWay> http(Section section, Value value) {
    Optional<Integer> status = section.optional("status").flatMap(code -> code.number(100, 599));
    String contains = text(section, "contains", "");
    Optional<String> trust = section.optional("trust").flatMap(this::file);
    return value
        .text()
        .flatMap(
            text ->
                isPage(text)
                    ? Optional.<ProbeWay>of(new ProbeWay.Http(text, status, contains, trust))
                    : refusedPage(value, text));
  }

  // What may hold a password is not quoted.
  private static Optional<ProbeWay> refusedPage(Value value, String text) {
    String allowed =
        "are URLs of pages without user and password, as https://10.0.0.100:8443/health";
    return text.contains("@")
        ? value.refuse("holds a user; allowed " + allowed)
        : value.refuseText(allowed);
  }

  private static boolean isPage(String text) {
    try {
      URI uri = URI.create(text);
      boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return known
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getFragment() == null
          && uri.getPort() != 0
          && uri.getPort() <= 65_535;
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  private Optional<String> file(Value value) {
    return value
        .parsed(secretFiles::resolve, "are file names")
        .flatMap(
            file ->
                Files.isRegularFile(file)
                    ? Optional.of(file.toString())
                    : value.refuse(
                        "is " + file + ", which is no regular file; allowed are PEM files"));
  }

  private Optional<ProbeWay> sql(Section section, Value value) {
    Optional<Boolean> client = value.word(CLIENTS);
    if (client.isEmpty()) {
      section.all();
      return Optional.empty();
    }
    String query = text(section, "query", USUAL_QUERY);
    return client.get() ? postgresql(section, query) : odbc(section, query);
  }

  private Optional<ProbeWay> postgresql(Section section, String query) {
    Optional<Endpoint> address =
        section.required("address").flatMap(to -> Addresses.endpoint(to, "", 1));
    Optional<String> database =
        section.required("database").flatMap(name -> name.text(NAME, NAMES));
    Optional<String> user = section.required("user").flatMap(name -> name.text(NAME, NAMES));
    Optional<Secret> password =
        section.optional("password").flatMap(file -> secretFiles.read(file, 1));
    String expect = text(section, "expect", "");
    if (address.isEmpty() || database.isEmpty() || user.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProbeWay.Postgresql(
            address.get().host(),
            address.get().port(),
            database.get(),
            user.get(),
            password,
            query,
            expect));
  }

  private Optional<ProbeWay> odbc(Section section, String query) {
    Optional<String> source = section.required("source").flatMap(name -> name.text(NAME, NAMES));
    Optional<Value> file = section.required("file");
    // Read to see whether it may be read by others; isql reads it again.
    boolean kept = file.flatMap(name -> secretFiles.read(name, 1)).isPresent();
    Optional<String> path =
        kept
            ? file.flatMap(Value::text).map(secretFiles::resolve).map(Path::toString)
            : Optional.empty();
    Optional<String> expect = section.required("expect").flatMap(Value::text);
    if (source.isEmpty() || path.isEmpty() || expect.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ProbeWay.Odbc(source.get(), path.get(), query, expect.get()));
  }

  private Optional<ProbeWay> command(Value value) {
    List<Value> items = value.items(MOST_ARGUMENTS);
    if (items.isEmpty()) {
      return value.isList()
          ? value.refuse("is empty; allowed are a program and its arguments")
          : Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    items.forEach(item -> item.text().ifPresent(arguments::add));
    return arguments.size() == items.size() && programs.accepts(items.getFirst())
        ? Optional.of(new ProbeWay.Command(arguments))
        : Optional.empty();
  }

  private static String text(Section section, String key, String usual) {
    return section.optional(key).flatMap(Value::text).orElse(usual);
  }
}
