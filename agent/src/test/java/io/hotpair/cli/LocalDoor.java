package io.hotpair.cli;

import io.hotpair.access.Door;
import io.hotpair.access.Request;
import io.hotpair.access.Visitor;
import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.Surface;
import io.hotpair.view.CommandSink;
import io.hotpair.view.SnapshotSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The local socket: every verb that it knows. Which user is at the other end says the test, for a
 * process has one; see {@code LocalServerTest} for what the kernel says.
 */
public final class LocalDoor implements Door {
  private static final Map<Visitor, String> USERS =
      Map.of(Visitor.READ, "guest", Visitor.OPERATE, "anna", Visitor.FORCE, "root");

  private final LocalServer server;
  private final LocalClient client;
  private volatile Visitor visitor = Visitor.READ;

  /** Opens it in a folder. */
  public LocalDoor(SnapshotSource source, CommandSink sink, Path folder) throws IOException {
    Path socket = folder.resolve("door.sock");
    server =
        LocalServer.start(
            socket,
            source,
            sink,
            Duration.ofSeconds(5),
            (channel, file) ->
                new LocalPeer(USERS.get(visitor), AccessRole.valueOf(visitor.name())));
    client = new LocalClient(socket);
  }

  @Override
  public String name() {
    return "cli";
  }

  @Override
  public Surface surface() {
    return Surface.CLI;
  }

  @Override
  public Set<String> verbs() {
    Set<String> verbs =
        Stream.of(LocalVerb.values())
            .map(LocalVerb::word)
            .collect(Collectors.toCollection(TreeSet::new));
    verbs.addAll(orders());
    return verbs;
  }

  @Override
  public Set<String> orders() {
    Set<String> orders = new TreeSet<>();
    for (LocalVerb verb : LocalVerb.values()) {
      Stream.of(Action.values())
          .filter(action -> action.label().equals(verb.word()))
          .forEach(
              action -> {
                orders.add(new Request(action, "", "", false).verb());
                orders.add(new Request(action, "", "", true).verb());
              });
    }
    return orders;
  }

  @Override
  public String attempt(Visitor who, String verb) {
    String answer = ask(who, new LocalRequest(verb, "", "", "request-of-nobody", false));
    // That nothing is known of a request id is an answer.
    return answer.equals("exit " + ExitStatus.UNKNOWN) ? YES : answer;
  }

  @Override
  public String order(Visitor who, Request request) {
    return ask(
        who,
        new LocalRequest(
            request.action().label(),
            "erp",
            request.target(),
            request.requestId(),
            request.force()));
  }

  private String ask(Visitor who, LocalRequest request) {
    visitor = who;
    try {
      client.ask(request);
      return YES;
    } catch (CommandFailure failure) {
      return "exit " + failure.exitStatus();
    }
  }

  @Override
  public String refusedId() {
    return "exit 4";
  }

  @Override
  public String refusedLater() {
    return "exit 4";
  }

  @Override
  public String user(Visitor who) {
    return USERS.get(who);
  }

  @Override
  public void close() {
    server.close();
  }
}
