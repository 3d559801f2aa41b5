package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.Timings;
import io.hotpair.core.model.site.FenceLevel;
import io.hotpair.core.model.site.FenceSpec;
import io.hotpair.core.model.site.LunSpec;
import io.hotpair.core.model.site.Networks;
import io.hotpair.core.model.site.NodeSpec;
import io.hotpair.core.model.site.PairSpec;
import io.hotpair.core.model.site.ProbeSpec;
import io.hotpair.core.model.site.ProbeWay;
import io.hotpair.core.model.site.ResourceSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * SHA-256 over what both nodes must agree on: nodes, networks, timings, pairs and fence devices, in
 * an order and spelling that comments, blanks and the order of keys don't change. Surfaces may
 * differ, and so may secrets, which prove themselves.
 */
final class SiteDigest {
  // Names the form: whatever changes it must change this word, so that releases don't seem equal.
  private static final String FORM = "hotpair site 4";

  private final StringBuilder canonical = new StringBuilder();

  private SiteDigest() {}

  static String of(
      String cluster,
      Map<NodeName, NodeSpec> nodes,
      Networks networks,
      Timings timings,
      Iterable<PairSpec> pairs,
      Map<NodeName, List<FenceLevel>> fence,
      boolean unsafeDemo) {
    SiteDigest digest = new SiteDigest();
    digest.line(FORM, cluster, unsafeDemo);
    digest.line("networks", networks.privatePort(), networks.publicPort(), networks.reference());
    // A record of plain values: its text has them all, in the order of their declaration.
    digest.line("timings", timings);
    nodes.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).forEach(digest::node);
    pairs.forEach(digest::pair);
    new TreeMap<>(fence)
        .forEach((node, levels) -> levels.forEach(level -> digest.fence(node, level)));
    return sha256(digest.canonical.toString());
  }

  private void node(NodeSpec node) {
    line(
        "node",
        node.name(),
        node.id(),
        node.virtual(),
        optional(node.host()),
        optional(node.watchdog()));
    new TreeMap<PathKind, String>(node.addresses())
        .forEach((kind, address) -> line("address", kind.label(), address));
  }

  private void pair(PairSpec pair) {
    line("pair", pair.name(), pair.preferred(), pair.other());
    line("policy", pair.failback().label(), pair.restarts(), pair.maxMoves(), pair.moveWindow());
    for (LunSpec lun : pair.luns()) {
      line(
          "lun",
          lun.name(),
          lun.device(),
          lun.guard().label(),
          optional(lun.beat()),
          optional(lun.wwid()));
    }
    pair.group().forEach(this::resource);
  }

  private void resource(ResourceSpec resource) {
    line("resource", resource.name(), resource.kind().label(), resource.agent(), resource.times());
    new TreeMap<>(resource.parameters())
        .forEach(
            (name, value) ->
                line("parameter", name, value.common(), new TreeMap<>(value.special())));
    new TreeMap<>(resource.commands()).forEach((name, words) -> line("command", name, words));
    resource.monitors().forEach(monitor -> probe("monitor", monitor));
    resource.probes().forEach(probe -> probe("probe", probe));
    resource.after().ifPresent(names -> line("after", names));
  }

  private void probe(String use, ProbeSpec probe) {
    line(use, probe.timeout(), probe.interval(), probe.failures());
    switch (probe.way()) {
      case ProbeWay.Tcp tcp -> line("tcp", tcp.address(), tcp.port(), tcp.send(), tcp.expect());
      case ProbeWay.Http http ->
          line(
              "http",
              http.address(),
              optional(http.status().map(String::valueOf)),
              http.contains(),
              http.trust().isPresent());
      case ProbeWay.Postgresql sql -> {
        line("postgresql", sql.address(), sql.port(), sql.database(), sql.user());
        line(sql.password().isPresent(), sql.query(), sql.expect());
      }
      case ProbeWay.Odbc sql -> line("odbc", sql.source(), sql.query(), sql.expect());
      case ProbeWay.Command command -> line("command", command.arguments());
    }
  }

  private void fence(NodeName node, FenceLevel level) {
    line("fence", node, level.devices().size(), level.deadline());
    level.devices().forEach(this::device);
  }

  private void device(FenceSpec device) {
    line("device", device.agent(), device.secrets().keySet().stream().sorted().toList());
    new TreeMap<>(device.parameters()).forEach((name, value) -> line("parameter", name, value));
  }

  private static String optional(Optional<String> value) {
    return value.orElse("-");
  }

  // Lengths before the words keep two different sites from one text.
  private void line(Object... words) {
    for (Object word : words) {
      if (word instanceof List<?> list) {
        line(list.size());
        list.forEach(this::line);
      } else {
        String text = word.toString();
        canonical.append(text.length()).append(':').append(text);
      }
    }
    canonical.append('\n');
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
