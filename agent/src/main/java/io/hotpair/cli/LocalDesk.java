package io.hotpair.cli;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Role;
import io.hotpair.core.model.Surface;
import io.hotpair.view.CommandSink;
import io.hotpair.view.PairView;
import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests: reads the snapshot, hands orders in. */
final class LocalDesk {
  private static final Logger LOG = LoggerFactory.getLogger(LocalDesk.class);

  private final SnapshotSource snapshots;
  private final CommandSink commands;

  LocalDesk(SnapshotSource snapshots, CommandSink commands) {
    this.snapshots = snapshots;
    this.commands = commands;
  }

  /** One line of JSON for one line of JSON; never throws. */
  String answer(String line, LocalPeer peer) {
    try {
      LocalRequest request = LocalRequest.parse(line);
      return switch (request.verb()) {
        case "status" -> StatusJson.write(snapshots.get());
        case "events" -> AnswerJson.events(snapshots.get());
        case "operation" -> operation(request);
        case "switchover" -> order(request, Action.SWITCHOVER, peer);
        case "suspend" -> order(request, Action.SUSPEND, peer);
        case "resume" -> order(request, Action.RESUME, peer);
        case "clearFault" -> order(request, Action.CLEAR_FAULT, peer);
        default -> AnswerJson.error(ExitStatus.USAGE, "unknown verb");
      };
    } catch (IllegalArgumentException wrong) {
      return AnswerJson.error(ExitStatus.USAGE, wrong.getMessage());
    } catch (RuntimeException failure) {
      LOG.error("a request at the local socket failed", failure);
      return AnswerJson.error(ExitStatus.UNKNOWN, "the agent failed: " + failure.getMessage());
    }
  }

  private String operation(LocalRequest request) {
    return commands
        .find(request.requestId())
        .map(AnswerJson::operation)
        .orElseGet(
            () ->
                AnswerJson.error(
                    ExitStatus.UNKNOWN, "nothing is known of request id " + request.requestId()));
  }

  private String order(LocalRequest request, Action asked, LocalPeer peer) {
    Snapshot snapshot = snapshots.get();
    Optional<PairView> pair =
        snapshot.pairs().stream()
            .filter(view -> view.name().value().equals(request.pair()))
            .findFirst();
    if (pair.isEmpty()) {
      return AnswerJson.error(
          ExitStatus.USAGE,
          "no pair %s here; allowed are %s".formatted(request.pair(), pairNames(snapshot)));
    }
    AccessRole needed = request.force() ? AccessRole.FORCE : AccessRole.OPERATE;
    if (peer.role().compareTo(needed) < 0) {
      return AnswerJson.error(
          ExitStatus.REFUSED,
          "user %s has role %s; this needs role %s"
              .formatted(peer.user(), peer.role().label(), needed.label()));
    }
    return submit(request, asked, pair.get(), snapshot.agent().node(), peer);
  }

  private static String pairNames(Snapshot snapshot) {
    return snapshot.pairs().stream()
        .map(view -> view.name().value())
        .collect(Collectors.joining(", "));
  }

  private String submit(
      LocalRequest request, Action asked, PairView pair, NodeName self, LocalPeer peer) {
    Optional<NodeName> target =
        request.target().isEmpty() ? Optional.empty() : Optional.of(new NodeName(request.target()));
    if (target.isPresent() && !target.get().equals(self) && !target.get().equals(pair.peer())) {
      return AnswerJson.error(
          ExitStatus.USAGE,
          "pair %s is not on %s; allowed are %s, %s"
              .formatted(pair.name(), target.get(), self, pair.peer()));
    }
    // A repeat gets its first answer, whatever the pair looks like by now.
    Operation operation =
        commands
            .find(request.requestId())
            .orElseGet(
                () ->
                    commands.submit(
                        new Order(
                            request.requestId(),
                            action(request, asked, pair, self, target),
                            pair.name(),
                            target,
                            Optional.of(pair.epoch()),
                            request.force(),
                            new Requester(Surface.CLI, peer.user(), ""))));
    return operation.state() == OperationState.REFUSED
        ? AnswerJson.error(ExitStatus.REFUSED, operation.result())
        : AnswerJson.operation(operation);
  }

  // A switchover takes two. By force, and with nobody to exchange roles with, it is a takeover
  // here.
  private static Action action(
      LocalRequest request, Action asked, PairView pair, NodeName self, Optional<NodeName> target) {
    boolean here = target.map(self::equals).orElse(true);
    boolean alone =
        switch (pair.peerHealth()) {
          case ONLINE, SUSPECT -> false;
          case SILENT, DEAD, UNCLEAN -> true;
        };
    boolean takeover =
        asked == Action.SWITCHOVER
            && request.force()
            && here
            && alone
            && pair.role() != Role.ACTIVE;
    return takeover ? Action.FORCE_TAKEOVER : asked;
  }
}
