package io.hotpair.core.model.site;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource of a group.
 *
 * @param name its name within the group
 * @param kind who runs it
 * @param agent {@code heartbeat:IPaddr2} for an OCF agent, the unit's name for systemd, an address,
 *     a service's key name or a disk's unique id for Windows, empty for commands
 * @param parameters the agent's parameters; each value by node
 * @param commands for {@link ResourceKind#COMMAND}: argument lists by {@code start}, {@code stop},
 *     {@code monitor}
 * @param times the deadlines and the monitor interval
 * @param monitors what its service is asked on the active, once its own monitor says that it runs
 * @param probes what its service is asked by the standby
 * @param after what must run before it starts, listed before it; empty if that is all before it
 */
public record ResourceSpec(
    ResourceName name,
    ResourceKind kind,
    String agent,
    Map<String, ByNode> parameters,
    Map<String, List<String>> commands,
    Times times,
    List<ProbeSpec> monitors,
    List<ProbeSpec> probes,
    Optional<List<ResourceName>> after) {
  /** Copies the lists. */
  public ResourceSpec {
    monitors = List.copyOf(monitors);
    probes = List.copyOf(probes);
    after = after.map(List::copyOf);
  }

  /** A resource whose service is not asked, and that starts after all before it. */
  public ResourceSpec(
      ResourceName name,
      ResourceKind kind,
      String agent,
      Map<String, ByNode> parameters,
      Map<String, List<String>> commands,
      Times times) {
    this(name, kind, agent, parameters, commands, times, List.of(), List.of(), Optional.empty());
  }

  /**
   * The deadlines of whole calls: a monitor asks the service as well, one monitor after another.
   */
  public Times callTimes() {
    Duration monitor =
        monitors.stream().map(ProbeSpec::timeout).reduce(times.monitor(), Duration::plus);
    return new Times(times.start(), times.stop(), monitor, times.interval());
  }

  /**
   * A parameter's value: one for all nodes, or one for each.
   *
   * @param common the value for nodes that {@code special} does not name; may be empty
   * @param special values by node
   */
  public record ByNode(String common, Map<NodeName, String> special) {
    /** The value on a node. */
    public String on(NodeName node) {
      return special.getOrDefault(node, common);
    }
  }

  /**
   * Deadlines and interval; each above zero.
   *
   * @param start for a start
   * @param stop for a stop
   * @param monitor for a monitor
   * @param interval between two monitors
   */
  public record Times(Duration start, Duration stop, Duration monitor, Duration interval) {
    /** 60 s to start or stop, 20 s to monitor, every 10 s. */
    public static final Times USUAL =
        new Times(
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10));
  }
}
