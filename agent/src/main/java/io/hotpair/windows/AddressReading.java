package io.hotpair.windows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * An address as Windows has it: MSFT_NetIPAddress.
 *
 * @param alias the interface's name
 * @param prefix bits of the subnet
 * @param state what duplicate address detection says
 */
record AddressReading(String alias, int prefix, State state) {
  /** In the order of the provider's numbers, which begin with 0. */
  enum State {
    /** Not valid, and not used. */
    INVALID,
    /** Being looked for at others; not used before none has it. */
    TENTATIVE,
    /** Another machine has it; not used. */
    DUPLICATE,
    /** Used by connections that stand, and by no new one. */
    DEPRECATED,
    /** In use. */
    PREFERRED
  }

  /** All interfaces that have it; empty if the answer can't be read. */
  static Optional<List<AddressReading>> of(Powershell.Answer answer) {
    if (answer.value().path("Addresses").isMissingNode()) {
      return Optional.empty();
    }
    List<Optional<AddressReading>> found =
        answer.list("Addresses").stream().map(AddressReading::of).toList();
    return found.stream().allMatch(Optional::isPresent)
        ? Optional.of(found.stream().map(Optional::get).toList())
        : Optional.empty();
  }

  private static Optional<AddressReading> of(JsonNode node) {
    JsonNode state = node.path("AddressState");
    boolean known =
        node.path("InterfaceAlias").isTextual()
            && node.path("PrefixLength").isInt()
            && state.isInt()
            && state.asInt() >= 0
            && state.asInt() < State.values().length;
    return known
        ? Optional.of(
            new AddressReading(
                node.path("InterfaceAlias").asText(),
                node.path("PrefixLength").asInt(),
                State.values()[state.asInt()]))
        : Optional.empty();
  }
}
