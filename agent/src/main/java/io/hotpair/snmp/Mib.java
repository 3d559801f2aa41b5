package io.hotpair.snmp;

import java.util.List;

/** All of HOTPAIR-MIB that can be read. */
final class Mib {
  /** In OID order. */
  static final List<MibTable<?>> TABLES =
      List.of(
          SiteTables.AGENT,
          SiteTables.NODES,
          PairTables.PAIRS,
          PairTables.PATHS,
          PairTables.LUNS,
          PairTables.RESOURCES,
          SiteTables.FENCES,
          JournalTables.OPERATIONS,
          JournalTables.EVENTS,
          SiteTables.TARGETS,
          Control.TABLE,
          SiteTables.HEALTH);

  private Mib() {}
}
