package io.hotpair.access;

import io.hotpair.cli.LocalDoor;
import io.hotpair.core.model.Surface;
import io.hotpair.jmx.JmxDoor;
import io.hotpair.jolokia.JolokiaDoor;
import io.hotpair.runtime.JournalFixture;
import io.hotpair.snmp.SnmpDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every door of one agent. */
final class Doors implements AutoCloseable {
  private final List<Door> all = new ArrayList<>();

  private Doors(JournalFixture agent, Path folder, SnmpDoor.Kind... kinds) throws Exception {
    for (SnmpDoor.Kind kind : kinds) {
      all.add(new SnmpDoor(kind, agent, agent.commands()));
    }
    all.add(new JmxDoor(agent, agent.commands()));
    all.add(new JolokiaDoor(agent, agent.commands()));
    all.add(new LocalDoor(agent, agent.commands(), folder));
  }

  /** All that there are. */
  static Doors all(JournalFixture agent, Path folder) throws Exception {
    return new Doors(agent, folder, SnmpDoor.Kind.values());
  }

  /** One for each surface by which an order can be given. */
  static Doors forOrders(JournalFixture agent, Path folder) throws Exception {
    return new Doors(agent, folder, SnmpDoor.Kind.SECURE);
  }

  /** Those by which an order can be given. */
  List<Door> takingOrders() {
    return all.stream()
        .filter(door -> door.surface() != Surface.SNMP || door.name().equals("snmp-v3"))
        .toList();
  }

  List<Door> all() {
    return all;
  }

  @Override
  public void close() throws IOException {
    for (Door door : all) {
      door.close();
    }
  }
}
