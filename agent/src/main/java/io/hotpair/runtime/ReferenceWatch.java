package io.hotpair.runtime;

import io.hotpair.core.detector.PeerTrack;
import io.hotpair.core.model.Beat;
import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthReading;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.NodeName;
import io.hotpair.core.pair.Node;
import io.hotpair.port.HealthProbe;
import io.hotpair.port.LocalHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the public network's reference addresses answer here, beside what the peers say of their
 * public network: an address that nobody reaches is itself at fault. What follows from a public
 * network that is down here and up there is the rules' business, so this is at worst degraded.
 */
final class ReferenceWatch implements HealthProbe {
  private final LocalHost host;
  private volatile Optional<Node> newest = Optional.empty();

  ReferenceWatch(LocalHost host) {
    this.host = host;
  }

  /** What was decided last. */
  void decided(Node node) {
    newest = Optional.of(node);
  }

  @Override
  public HealthKind kind() {
    return HealthKind.REFERENCE_ADDRESSES;
  }

  @Override
  public String subject() {
    return "";
  }

  @Override
  public boolean mayHang() {
    return false;
  }

  @Override
  public HealthReading look() {
    Map<String, Boolean> answers = host.references();
    if (answers.isEmpty()) {
      return new HealthReading.NotKnown("the site file names no reference address");
    }
    List<String> silent =
        answers.entrySet().stream()
            .filter(address -> !address.getValue())
            .map(Map.Entry::getKey)
            .toList();
    if (silent.isEmpty()) {
      return new HealthReading.Judged(
          HealthVerdict.OK, "all answer: " + String.join(" and ", answers.keySet()));
    }
    String text = String.join(" and ", silent) + (silent.size() == 1 ? " does" : " do");
    return new HealthReading.Judged(HealthVerdict.DEGRADED, text + " not answer" + peers());
  }

  /** A peer that is not heard over any network says nothing of now. */
  private String peers() {
    Map<NodeName, PeerTrack> tracks = new TreeMap<>(newest.map(Node::peers).orElse(Map.of()));
    List<String> words = new ArrayList<>();
    tracks.forEach(
        (name, track) ->
            track
                .newest()
                .filter(beat -> !track.isSilent())
                .map(Beat::publicUp)
                .ifPresent(up -> words.add(name + (up ? " reaches" : " does not reach"))));
    return words.isEmpty()
        ? "; no peer is heard"
        : words.stream()
            .map(word -> word + " the public network")
            .collect(Collectors.joining(", ", "; ", ""));
  }
}
