package io.hotpair.core.model.site;

import io.hotpair.core.model.RaidState;
import java.util.List;
import java.util.Map;

/** How to ask for the state of the array that a LUN lies on. */
public sealed interface RaidSpec {
  /**
   * A Linux software array of this node.
   *
   * @param array its name in /proc/mdstat, as {@code md0}
   */
  record Md(String array) implements RaidSpec {}

  /**
   * A program that prints level and state, as {@code raid5 degraded}.
   *
   * @param words an absolute path and its arguments
   */
  record Command(List<String> words) implements RaidSpec {
    /** Copies the list. */
    public Command {
      words = List.copyOf(words);
    }
  }

  /**
   * A number that the array tells by SNMPv2c.
   *
   * @param host numeric address
   * @param port 1 to 65535
   * @param community which the array asks for
   * @param oid of the number, in dotted decimal digits
   * @param states what each number means; another one is unknown
   * @param level as {@code raid5}; empty if the file does not say
   */
  record Snmp(
      String host,
      int port,
      Secret community,
      String oid,
      Map<Long, RaidState> states,
      String level)
      implements RaidSpec {
    /** Copies the map. */
    public Snmp {
      states = Map.copyOf(states);
    }
  }
}
