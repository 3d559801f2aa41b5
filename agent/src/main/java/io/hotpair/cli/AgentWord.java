package io.hotpair.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotpair.checks.PeerFacts;
import io.hotpair.checks.ServiceChecks;
import io.hotpair.core.model.ConfigurationMatch;
import io.hotpair.core.model.LunMatch;
import io.hotpair.core.model.LunName;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.WatchdogState;
import io.hotpair.core.model.site.PairSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the running agent knows of a pair's peer, from its answer to {@code status}. */
final class AgentWord {
  private static final String UP = "up";

  private final JsonNode status;

  AgentWord(JsonNode status) {
    this.status = status;
  }

  /** The configuration digest that the agent runs with. */
  String digest() {
    return status.path("agent").path("digest").asText();
  }

  /** Whether the agent holds this node's watchdog: fed, or to be starved soon. */
  boolean holdsWatchdog() {
    String state = status.path("agent").path("watchdog").path("state").asText();
    return state.equals(WatchdogState.ARMED.label()) || state.equals(WatchdogState.STARVED.label());
  }

  /**
   * Who uses a pair's LUNs, or may soon, for people; empty: nobody. What this agent cannot know, of
   * a pair that it does not run or of a peer that it does not hear, is not nobody.
   */
  Optional<String> userOf(PairSpec spec, NodeName self, String siteDigest) {
    Optional<JsonNode> known = pair(spec.name());
    String active = known.map(pair -> pair.path("activeNode").asText()).orElse("");
    if (!active.isEmpty()) {
      return Optional.of(active + " is active");
    }
    if (known.isEmpty() || !digest().equals(siteDigest)) {
      return Optional.of(
          "the agent here runs another site file, so it can't tell who uses it:"
              + " systemctl restart hotpair, or stop both agents");
    }
    NodeName peer = spec.peerOf(self);
    if (configuration(peer) == ConfigurationMatch.DIFFERENT) {
      return Optional.of(
          peer
              + " runs another site file, so its word on the pair is worth nothing:"
              + " copy the same file to both nodes, or stop both agents");
    }
    String peerState = known.get().path("peerState").asText();
    if (peerState.isEmpty() || !isHeard(known.get())) {
      return Optional.of(
          "no telling what " + peer + " does: it is not heard now; stop both agents");
    }
    return isAtRest(known.get().path("state").asText()) && isAtRest(peerState)
        ? Optional.empty()
        : Optional.of(
            "an agent may claim it: hotpair suspend " + spec.name() + ", or stop both agents");
  }

  /** Where a pair is active, as the agent has it. */
  ServiceChecks.Place placeOf(PairName pair, NodeName self) {
    Optional<String> active = pair(pair).map(known -> known.path("activeNode").asText());
    if (active.isEmpty()) {
      return ServiceChecks.Place.NOT_KNOWN;
    }
    if (active.get().isEmpty()) {
      return ServiceChecks.Place.NOWHERE;
    }
    return active.get().equals(self.value())
        ? ServiceChecks.Place.HERE
        : ServiceChecks.Place.AT_PEER;
  }

  private Optional<JsonNode> pair(PairName name) {
    for (JsonNode pair : status.path("pairs")) {
      if (pair.path("name").asText().equals(name.value())) {
        return Optional.of(pair);
      }
    }
    return Optional.empty();
  }

  private static boolean isHeard(JsonNode pair) {
    for (JsonNode path : pair.path("paths")) {
      if (path.path("state").asText().equals(UP)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAtRest(String state) {
    return state.equals(PairState.SUSPENDED.label()) || state.equals(PairState.FAULTED.label());
  }

  PeerFacts of(PairSpec spec, NodeName self) {
    Optional<JsonNode> pair = pair(spec.name());
    if (pair.isPresent()) {
      return of(spec.name(), spec.peerOf(self), pair.get(), configuration(spec.peerOf(self)));
    }
    return new PeerFacts(
        spec.name(),
        spec.peerOf(self),
        List.of(),
        Optional.empty(),
        Optional.of("the agent does not run this pair: restart it"),
        spec.luns().stream()
            .map(lun -> new PeerFacts.Lun(lun.name(), "", LunMatch.UNKNOWN))
            .toList());
  }

  /** Whether a node runs this node's site file, as the agent has it of that node itself. */
  private ConfigurationMatch configuration(NodeName peer) {
    for (JsonNode node : status.path("nodes")) {
      if (node.path("name").asText().equals(peer.value())) {
        String said = node.path("configuration").asText();
        for (ConfigurationMatch match : ConfigurationMatch.values()) {
          if (match.label().equals(said)) {
            return match;
          }
        }
      }
    }
    return ConfigurationMatch.UNKNOWN;
  }

  private static PeerFacts of(
      PairName name, NodeName peer, JsonNode pair, ConfigurationMatch configuration) {
    List<PeerFacts.Way> ways = new ArrayList<>();
    for (JsonNode path : pair.path("paths")) {
      kind(path.path("kind").asText()).ifPresent(kind -> ways.add(way(kind, path)));
    }
    boolean heard = ways.stream().anyMatch(PeerFacts.Way::heard);
    String cause = pair.path("cannotTakeOverCause").asText();
    boolean ready = pair.path("ready").asBoolean();
    return new PeerFacts(
        name,
        peer,
        ways,
        differs(configuration, heard),
        Optional.of(
            ready ? "" : People.words(cause) + ": " + pair.path("cannotTakeOverDetail").asText()),
        luns(pair));
  }

  // Another file was another one when the peer was last heard; an equal one may be old news.
  private static Optional<Boolean> differs(ConfigurationMatch configuration, boolean heard) {
    return switch (configuration) {
      case DIFFERENT -> Optional.of(true);
      case SAME -> heard ? Optional.of(false) : Optional.empty();
      case UNKNOWN -> Optional.empty();
    };
  }

  private static List<PeerFacts.Lun> luns(JsonNode pair) {
    List<PeerFacts.Lun> luns = new ArrayList<>();
    for (JsonNode lun : pair.path("luns")) {
      LunMatch match = LunMatch.UNKNOWN;
      for (LunMatch word : LunMatch.values()) {
        match = word.label().equals(lun.path("atPeer").asText()) ? word : match;
      }
      luns.add(
          new PeerFacts.Lun(
              new LunName(lun.path("name").asText()), lun.path("identity").asText(), match));
    }
    return luns;
  }

  private static Optional<PathKind> kind(String label) {
    for (PathKind kind : PathKind.values()) {
      if (kind.label().equals(label)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static PeerFacts.Way way(PathKind kind, JsonNode path) {
    long roundTrip = path.path("roundTripNanos").asLong(-1);
    String text =
        roundTrip < 0 ? "" : "round trip %.2f ms, by the agent".formatted(roundTrip / 1e6);
    return new PeerFacts.Way(
        kind,
        path.path("state").asText().equals(UP),
        path.path("peerHears").asText().equals(UP),
        text);
  }
}
