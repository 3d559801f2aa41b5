package io.hotpair.cli;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Role;
import io.hotpair.core.model.Surface;
import io.hotpair.view.CommandSink;
import io.hotpair.view.PairView;
import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotSource;
import java.util.List;
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

  /**
   * One line of JSON for one line of JSON; never throws. Only a look ({@link LocalVerb#isLook})
   * gives its answer at once: an order waits until it is journaled.
   */
  String answer(String line, LocalPeer peer) {
    try {
      LocalRequest request = LocalRequest.parse(line);
      return switch (LocalVerb.of(request.verb())) {
        case STATUS -> StatusJson.write(snapshots.get());
        case EVENTS -> AnswerJson.events(snapshots.get());
        case OPERATION -> operation(request);
        case SWITCHOVER -> order(request, Action.SWITCHOVER, peer);
        case SUSPEND -> order(request, Action.SUSPEND, peer);
        case RESUME -> order(request, Action.RESUME, peer);
        case CLEAR_FAULT -> order(request, Action.CLEAR_FAULT, peer);
      };
    } catch (IllegalArgumentException wrong) {
      commands.turnAway(Optional.empty(), requester(peer), wrong.getMessage());
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
    Order order;
    try {
      order = order(request, asked, pair, snapshot.agent().node(), peer);
    } catch (IllegalArgumentException unclear) {
      commands.turnAway(
          pair.map(PairView::name), requester(peer), request.verb() + ": " + unclear.getMessage());
      return AnswerJson.error(ExitStatus.USAGE, unclear.getMessage());
    }
    AccessRole needed = request.force() ? AccessRole.FORCE : AccessRole.OPERATE;
    if (peer.role().compareTo(needed) < 0) {
      return refuse(
          ExitStatus.REFUSED,
          order,
          "user %s has role %s; this needs role %s"
              .formatted(peer.user(), peer.role().label(), needed.label()));
    }
    if (pair.isEmpty()) {
      return refuse(
          ExitStatus.USAGE,
          order,
          "no pair %s here; allowed are %s".formatted(request.pair(), pairNames(snapshot)));
    }
    List<NodeName> nodes = List.of(snapshot.agent().node(), pair.get().peer());
    if (order.target().isPresent() && !nodes.contains(order.target().get())) {
      return refuse(
          ExitStatus.USAGE,
          order,
          "pair %s is not on %s; allowed are %s, %s"
              .formatted(order.pair(), order.target().get(), nodes.get(0), nodes.get(1)));
    }
    Operation operation = commands.submit(order);
    return operation.state() == OperationState.REFUSED
        ? AnswerJson.error(ExitStatus.REFUSED, operation.result())
        : AnswerJson.operation(operation);
  }

  private String refuse(int exitStatus, Order order, String reason) {
    commands.refuse(order, reason);
    return AnswerJson.error(exitStatus, reason);
  }

  private static String pairNames(Snapshot snapshot) {
    return snapshot.pairs().stream()
        .map(view -> view.name().value())
        .collect(Collectors.joining(", "));
  }

  private Order order(
      LocalRequest request, Action asked, Optional<PairView> pair, NodeName self, LocalPeer peer) {
    Optional<NodeName> target =
        request.target().isEmpty() ? Optional.empty() : Optional.of(new NodeName(request.target()));
    boolean takeover =
        asked == Action.SWITCHOVER
            && request.force()
            && commands
                .find(request.requestId())
                .map(first -> first.order().action() == Action.FORCE_TAKEOVER)
                .orElse(pair.filter(view -> isForHereAlone(view, self, target)).isPresent());
    return new Order(
        request.requestId(),
        takeover ? Action.FORCE_TAKEOVER : asked,
        new PairName(request.pair()),
        target,
        pair.map(PairView::epoch),
        request.force(),
        requester(peer));
  }

  private static Requester requester(LocalPeer peer) {
    return new Requester(Surface.CLI, peer.user(), "");
  }

  // A switchover takes two. By force, and with nobody to exchange roles with, it is a takeover
  // here; a repeat is what its first was, whatever the pair looks like by now.
  private static boolean isForHereAlone(PairView pair, NodeName self, Optional<NodeName> target) {
    boolean here = target.map(self::equals).orElse(true);
    boolean alone =
        switch (pair.peerHealth()) {
          case ONLINE, SUSPECT -> false;
          case SILENT, DEAD, UNCLEAN -> true;
        };
    return here && alone && pair.role() != Role.ACTIVE;
  }
}
