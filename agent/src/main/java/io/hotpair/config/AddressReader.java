package io.hotpair.config;

import io.hotpair.core.model.NodeName;
import io.hotpair.core.model.site.ResourceSpec.ByNode;
import java.net.Inet4Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a resource of a group that is an address which the agent itself moves. */
final class AddressReader {
  // dev_valid_name() of the kernel, no wider than what ip(8) can be given as a word.
  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,14}");
  private static final int BITS = 32;

  private AddressReader() {}

  static Optional<String> address(Value value) {
    return value.parsed(
        text -> Inet4Address.ofLiteral(text).getHostAddress(),
        "are numeric IPv4 addresses without a prefix; an IPv6 address is moved by ocf:"
            + " heartbeat:IPv6addr");
  }

  /**
   * {@code prefix}, the subnet's length in bits, and {@code interface}, a device by node or one;
   * the one in the address's subnet if it is not said.
   */
  static Map<String, ByNode> parameters(Section section, List<NodeName> nodes) {
    Map<String, ByNode> parameters = new TreeMap<>();
    prefix(section, BITS).ifPresent(prefix -> parameters.put("prefix", prefix));
    section
        .optional("interface")
        .flatMap(
            value ->
                device(
                    value, nodes, DEVICE, "is no interface; allowed are names of devices, as eth0"))
        .ifPresent(device -> parameters.put("interface", device));
    return parameters;
  }

  static Optional<ByNode> prefix(Section section, int bits) {
    return section
        .required("prefix")
        .flatMap(value -> value.number(1, bits))
        .map(prefix -> new ByNode(Integer.toString(prefix), Map.of()));
  }

  static Optional<ByNode> device(
      Value value, List<NodeName> nodes, Pattern allowed, String complaint) {
    Optional<ByNode> device = GroupReader.byNode(value, nodes);
    boolean wellFormed =
        device.isEmpty()
            || nodes.stream()
                .map(device.get()::on)
                .filter(text -> !text.isEmpty()) // complained of already
                .allMatch(text -> allowed.matcher(text).matches());
    return wellFormed ? device : value.refuse(complaint);
  }
}
