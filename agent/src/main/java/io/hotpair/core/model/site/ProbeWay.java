package io.hotpair.core.model.site;

import java.util.List;
import java.util.Optional;

/** How a service is asked whether it serves. */
public sealed interface ProbeWay {
  /** What is asked, for people; shows no secret. */
  String text();

  /**
   * Connects, sends, and waits for an answer. A process that hangs may still be connected to: the
   * kernel does that for it. Only an answer is one.
   *
   * @param address numeric
   * @param port 1 to 65535
   * @param send what is sent once connected; may be empty
   * @param expect what must be among the first bytes that come; empty: to be connected is enough
   */
  record Tcp(String address, int port, String send, String expect) implements ProbeWay {
    @Override
    public String text() {
      return "tcp " + new Endpoint(address, port);
    }
  }

  /**
   * Gets a page; redirections are not followed, no proxy is asked.
   *
   * @param address an http or https URL
   * @param status which status the answer must have; empty: 200 to 399
   * @param contains what the page must contain; may be empty
   * @param trust a PEM file with the certificates that are trusted; empty: those of the Java
   *     runtime
   */
  record Http(String address, Optional<Integer> status, String contains, Optional<String> trust)
      implements ProbeWay {
    @Override
    public String text() {
      return "http " + address;
    }
  }

  /**
   * Runs a statement by PostgreSQL's {@code psql}.
   *
   * @param address numeric
   * @param port 1 to 65535
   * @param database its name
   * @param user who asks
   * @param password goes by the program's environment; empty: none is needed
   * @param query the statement
   * @param expect what the rows must contain; may be empty
   */
  record Postgresql(
      String address,
      int port,
      String database,
      String user,
      Optional<Secret> password,
      String query,
      String expect)
      implements ProbeWay {
    @Override
    public String text() {
      return "sql " + user + " at " + database + ", " + new Endpoint(address, port);
    }
  }

  /**
   * Runs a statement by unixODBC's {@code isql}.
   *
   * @param source the data source's name in {@code file}
   * @param file an odbc.ini, which may hold a password, mode 0600
   * @param query the statement, one line
   * @param expect what the rows must contain; not empty: isql's exit status tells nothing
   */
  record Odbc(String source, String file, String query, String expect) implements ProbeWay {
    @Override
    public String text() {
      return "sql " + source + " by odbc";
    }
  }

  /**
   * Runs a program, which exits with 0 if the service serves.
   *
   * @param arguments the program's absolute path and its arguments
   */
  record Command(List<String> arguments) implements ProbeWay {
    /** Copies the list. */
    public Command {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String text() {
      return "command " + arguments.getFirst();
    }
  }
}
