package io.hotpair.cli;

import io.hotpair.view.FakeSink;
import io.hotpair.view.FakeSource;
import io.hotpair.view.SnapshotFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** A served local socket, and command lines that are run against it. */
final class LocalSite implements AutoCloseable {
  final FakeSource source = new FakeSource(SnapshotFixture.snapshot());
  final FakeSink sink = new FakeSink();
  final Path socket;
  private final LocalServer server;

  LocalSite(Path folder, Duration deadline) throws IOException {
    socket = folder.resolve("agent.sock");
    server = LocalServer.start(socket, source, sink, deadline, LocalPeer::of);
  }

  /** What a command line printed, and its exit status. */
  record Result(int status, String output, String errors) {}

  /** Runs a command line without the socket's option. */
  static Result run(AgentStarter starter, String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine line = HotpairCommand.create(starter);
    line.setOut(new PrintWriter(output, true));
    line.setErr(new PrintWriter(errors, true));
    int status = line.execute(arguments);
    return new Result(status, output.toString(), errors.toString());
  }

  Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--socket", socket.toString()));
    return run((file, node, path, state) -> ExitStatus.FAILED, all.toArray(String[]::new));
  }

  @Override
  public void close() {
    server.close();
  }
}
