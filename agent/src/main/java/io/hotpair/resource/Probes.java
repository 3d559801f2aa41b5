package io.hotpair.resource;

import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.core.model.site.ProbeWay;
import io.hotpair.core.model.site.Secret;
import io.hotpair.port.ServiceProbe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes what asks the services of one resource. */
final class Probes {
  private static final String PSQL = "/usr/bin/psql";
  private static final String ISQL = "/usr/bin/isql";
  private static final byte[] NO_INPUT = {};

  private final Programs programs;
  private final Instance instance;

  /** For one resource, whose programs are accounted for together. */
  Probes(Programs programs, Instance instance) {
    this.programs = programs;
    this.instance = instance;
  }

  ServiceProbe of(ProbeSpec spec) {
    Duration timeout = spec.timeout();
    return switch (spec.way()) {
      case ProbeWay.Tcp tcp -> new TcpProbe(tcp, timeout);
      case ProbeWay.Http http -> new HttpProbe(http, timeout);
      case ProbeWay.Postgresql sql ->
          new ProgramProbe(
              sql.text(),
              programs,
              psql(sql),
              psqlEnvironment(sql, timeout),
              NO_INPUT,
              UnaryOperator.identity(),
              sql.expect(),
              timeout);
      case ProbeWay.Odbc sql ->
          new ProgramProbe(
              sql.text(),
              programs,
              List.of(ISQL, sql.source(), "-b", "-v"),
              odbcEnvironment(sql),
              (sql.query() + "\n").getBytes(StandardCharsets.UTF_8),
              Probes::rows,
              sql.expect(),
              timeout);
      case ProbeWay.Command command ->
          new ProgramProbe(
              command.text(),
              programs,
              command.arguments(),
              environment(),
              NO_INPUT,
              UnaryOperator.identity(),
              "",
              timeout);
    };
  }

  // psql(1): no start-up file, rows alone, never ask for a password, end at the first error.
  static List<String> psql(ProbeWay.Postgresql sql) {
    return List.of(
        PSQL,
        "--no-psqlrc",
        "--no-align",
        "--tuples-only",
        "--quiet",
        "--no-password",
        "--set=ON_ERROR_STOP=1",
        "--host=" + sql.address(),
        "--port=" + sql.port(),
        "--dbname=" + sql.database(),
        "--username=" + sql.user(),
        "--command=" + sql.query());
  }

  // libpq's environment. The statement's own limit ends it in the server, too, where a client that
  // was killed would leave it running.
  private Map<String, String> psqlEnvironment(ProbeWay.Postgresql sql, Duration timeout) {
    Map<String, String> environment = new HashMap<>(environment());
    sql.password()
        .map(Secret::bytes)
        .ifPresent(
            bytes -> environment.put("PGPASSWORD", new String(bytes, StandardCharsets.UTF_8)));
    environment.put("PGCONNECT_TIMEOUT", Long.toString(Math.max(2, timeout.toSeconds())));
    environment.put("PGOPTIONS", "-c statement_timeout=" + timeout.toMillis());
    environment.put("PGAPPNAME", "hotpair");
    return environment;
  }

  // Of isql's table the lines below the heading: its errors go to the same output, with numbers.
  static String rows(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(1)
        .collect(Collectors.joining("\n"));
  }

  // The file holds what must not be seen among a program's arguments; see unixODBC's ODBCINI.
  private Map<String, String> odbcEnvironment(ProbeWay.Odbc sql) {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("ODBCINI", Path.of(sql.file()).toAbsolutePath().toString());
    return environment;
  }

  private Map<String, String> environment() {
    return Map.of(
        "PATH",
        Programs.PATH,
        "LC_ALL",
        "C",
        "HOME",
        "/",
        "HOTPAIR_PAIR",
        instance.pair().value(),
        "HOTPAIR_RESOURCE",
        instance.name().value(),
        "HOTPAIR_NODE",
        instance.node().value());
  }
}
