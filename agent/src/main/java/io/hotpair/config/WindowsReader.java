package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.ResourceSpec.ByNode;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the resources of a group that Windows has: services, addresses, disks. */
final class WindowsReader {
  /** How the site file names a disk of Windows by its unique id, as a LUN's device. */
  private static final String DISK = "//./disk/";

  // A service's key name has neither slash; and what has a = would be an option of sc.exe.
  private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.$() -]{0,254}");
  private static final Pattern UNIQUE_ID = Pattern.compile("[A-Za-z0-9_.:-]{4,128}");
  private static final Pattern ALIAS = Pattern.compile("[^\\\\/\"*?\\[\\]]{1,255}");
  private static final Pattern ACCESS_PATH = Pattern.compile("[A-Za-z]:(/[^/*?\"<>|]+)*/?");
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  private WindowsReader() {}

  static Optional<String> service(Value value) {
    return value.text(SERVICE, "are key names of services, as MSSQLSERVER");
  }

  static Optional<String> address(Value value) {
    return value.parsed(
        text -> InetAddress.ofLiteral(text).getHostAddress(), "are numeric addresses");
  }

  static Optional<String> disk(Value value) {
    return value.text(UNIQUE_ID, "are unique ids of disks, as Get-Disk shows them");
  }

  /**
   * {@code prefix}, the subnet's length in bits, and {@code interface}, an alias by node or one.
   */
  static Map<String, ByNode> addressParameters(
      Section section, Value address, List<NodeName> nodes) {
    Map<String, ByNode> parameters = new TreeMap<>();
    int bits = isIpv4(address) ? IPV4_BITS : IPV6_BITS;
    AddressReader.prefix(section, bits).ifPresent(prefix -> parameters.put("prefix", prefix));
    section
        .required("interface")
        .flatMap(
            value ->
                AddressReader.device(
                    value,
                    nodes,
                    ALIAS,
                    "is no alias; allowed are names of interfaces, as Ethernet 2"))
        .ifPresent(alias -> parameters.put("interface", alias));
    return parameters;
  }

  private static boolean isIpv4(Value address) {
    try {
      return address.isScalar()
          && address.text().map(InetAddress::ofLiteral).orElse(null) instanceof Inet4Address;
    } catch (IllegalArgumentException malformed) {
      return false; // complained of where it is read
    }
  }

  /** {@code path}: the drive or folder at which a volume of the disk must be; optional. */
  static Map<String, ByNode> diskParameters(Section section) {
    return section
        .optional("path")
        .flatMap(value -> value.text(ACCESS_PATH, "are drives and folders, as E: and C:/data"))
        .map(path -> Map.of("path", common(path)))
        .orElse(Map.of());
  }

  /** The disk of a resource as a LUN's device would name it; empty if it is no disk of Windows. */
  static Optional<String> device(ResourceSpec resource) {
    return resource.kind() == ResourceKind.WINDOWS_DISK
        ? Optional.of(DISK + resource.agent())
        : Optional.empty();
  }

  private static ByNode common(String text) {
    return new ByNode(text, Map.of());
  }
}
