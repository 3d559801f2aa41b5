package io.hotpair.windows;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.PairName;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.ResourceSpec.ByNode;
import io.hotpair.port.Processes;
import io.hotpair.port.ResourceDriver;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Makes the drivers of the resources that Windows has. */
public final class WindowsDrivers {
  private static final ByNode NOTHING = new ByNode("", Map.of());

  private final NodeName node;
  private final SystemFolder folder;
  private final DeviceCalls calls;

  /**
   * Drivers that use what this machine has.
   *
   * @param node this node: an interface may have another name on the other one
   */
  public WindowsDrivers(NodeName node) {
    this(node, SystemFolder.ofThisMachine(), new Kernel32());
  }

  WindowsDrivers(NodeName node, SystemFolder folder, DeviceCalls calls) {
    this.node = node;
    this.folder = folder;
    this.calls = calls;
  }

  /**
   * The driver of a resource; empty if it is of a kind that Windows has not.
   *
   * @param processes runs its programs, and no one else's
   * @throws IllegalArgumentException if it is malformed
   */
  public Optional<ResourceDriver> of(PairName pair, ResourceSpec spec, Processes processes) {
    String name = pair + "." + spec.name();
    Powershell powershell = new Powershell(processes, folder);
    return switch (spec.kind()) {
      case WINDOWS_SERVICE -> Optional.of(service(spec, processes, powershell, name));
      case WINDOWS_ADDRESS ->
          Optional.of(
              new AddressDriver(
                  powershell,
                  spec.times(),
                  name,
                  spec.agent(),
                  required(spec, "interface"),
                  prefix(required(spec, "prefix"))));
      case WINDOWS_DISK ->
          Optional.of(
              new DiskDriver(
                  powershell,
                  new DiskAttributes(calls),
                  spec.times(),
                  name,
                  spec.agent(),
                  parameter(spec, "path")));
      case OCF, SYSTEMD, SYSV, COMMAND, ADDRESS -> Optional.empty();
    };
  }

  private ResourceDriver service(
      ResourceSpec spec, Processes processes, Powershell powershell, String name) {
    String named = name + " (" + spec.agent() + ")";
    return new ServiceDriver(
        new ServiceControl(processes, folder, spec.agent()),
        new ServiceSettings(powershell, spec.agent(), named),
        spec.times(),
        named,
        WindowsDrivers::life);
  }

  /** A handle knows its process by its start as well: a number that is used again is another's. */
  private static BooleanSupplier life(long process) {
    Optional<ProcessHandle> handle = ProcessHandle.of(process);
    return () -> handle.map(ProcessHandle::isAlive).orElse(false);
  }

  private Optional<String> parameter(ResourceSpec spec, String name) {
    return Optional.of(spec.parameters().getOrDefault(name, NOTHING).on(node))
        .filter(text -> !text.isEmpty());
  }

  private String required(ResourceSpec spec, String name) {
    return parameter(spec, name)
        .orElseThrow(() -> new IllegalArgumentException(spec.name() + " has no " + name));
  }

  private static int prefix(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException("prefix " + text + " is no number", malformed);
    }
  }
}
