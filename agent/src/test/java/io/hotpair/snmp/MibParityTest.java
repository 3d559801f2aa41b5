package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.Coded;
import io.hotpair.core.model.ConfigurationMatch;
import io.hotpair.core.model.FailbackPolicy;
import io.hotpair.core.model.FaultCause;
import io.hotpair.core.model.GuardKind;
import io.hotpair.core.model.GuardState;
import io.hotpair.core.model.HealthKind;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.LunMatch;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.PeerHealth;
import io.hotpair.core.model.RaidState;
import io.hotpair.core.model.ResourceKind;
import io.hotpair.core.model.ResourceState;
import io.hotpair.core.model.Role;
import io.hotpair.core.model.Severity;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.WatchdogState;
import io.hotpair.view.SnapshotFixture;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.SMIConstants;

/** The MIB and what is served are the same: nothing is missing on either side. */
final class MibParityTest {
  private static final List<Coded[]> WORDS =
      List.of(
          Role.values(),
          PairState.values(),
          PeerHealth.values(),
          CannotTakeOverCause.values(),
          MoveReason.values(),
          FaultCause.values(),
          FailbackPolicy.values(),
          PathKind.values(),
          PathState.values(),
          GuardKind.values(),
          GuardState.values(),
          HealthKind.values(),
          HealthVerdict.values(),
          LunMatch.values(),
          RaidState.values(),
          WatchdogState.values(),
          ConfigurationMatch.values(),
          ResourceKind.values(),
          ResourceState.values(),
          OperationState.values(),
          Action.values(),
          Surface.values(),
          Severity.values(),
          NoticeKind.values());

  private final MibFile mib;

  MibParityTest() throws IOException {
    mib = MibFile.read();
  }

  @Test
  void theRootIsTheSame() {
    assertEquals(mib.oid("hotpair"), Oids.ROOT);
  }

  @Test
  void everyReadableObjectIsServedAndNothingElse() {
    Set<OID> declared =
        mib.objects.values().stream()
            .filter(MibFile.MibObject::isReadable)
            .map(MibFile.MibObject::oid)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<OID> served = new TreeSet<>();
    for (MibTable<?> table : Mib.TABLES) {
      table.columns().forEach(column -> served.add(Oids.below(table.entry(), column.number())));
    }
    assertFalse(served.isEmpty());
    assertEquals(declared, served);
  }

  @Test
  void everyServedValueHasTheTypeThatTheMibSays() {
    Page page =
        new Page(Mib.TABLES, new Served(SnapshotFixture.snapshot(), new Locks(0, Map.of())));
    int seen = 0;
    var cell = page.next(Oids.ROOT, true, oid -> true);
    while (cell.isPresent()) {
      MibFile.MibObject object = objectOf(cell.get().oid());
      assertEquals(
          syntax(object.syntax()), cell.get().value().getSyntax(), object + ": " + cell.get());
      seen++;
      cell = page.next(cell.get().oid(), false, oid -> true);
    }
    assertTrue(seen > 200, "only " + seen + " cells were looked at");
  }

  private MibFile.MibObject objectOf(OID cell) {
    return mib.objects.values().stream()
        .filter(object -> object.isReadable() && cell.startsWith(object.oid()))
        .findFirst()
        .orElseThrow();
  }

  private static int syntax(String syntax) {
    String type = syntax.split("[ ({]")[0];
    return switch (type) {
      case "Counter64" -> SMIConstants.SYNTAX_COUNTER64;
      case "Gauge32", "Unsigned32" -> SMIConstants.SYNTAX_GAUGE32;
      case "OCTET", "HotpairName", "HotpairText", "DateAndTime" -> SMIConstants.SYNTAX_OCTET_STRING;
      case "Integer32", "INTEGER", "TruthValue", "TestAndIncr" -> SMIConstants.SYNTAX_INTEGER;
      default -> {
        assertTrue(type.startsWith("Hotpair") && type.endsWith("Code"), syntax);
        yield SMIConstants.SYNTAX_INTEGER;
      }
    };
  }

  @Test
  void everyEnumerationIsSpelledAsInTheCore() {
    Map<String, Map<Integer, String>> core = new TreeMap<>();
    for (Coded[] words : WORDS) {
      core.put("Hotpair" + words[0].getClass().getSimpleName() + "Code", items(words));
    }
    Map<Integer, String> peer = items(PairState.values());
    peer.put(PairTables.PEER_NOT_HEARD, "notHeard");
    core.put("HotpairPeerStateCode", peer);
    assertEquals(core, new TreeMap<>(mib.enumerations));
  }

  private static Map<Integer, String> items(Coded[] words) {
    Map<Integer, String> items = new TreeMap<>();
    for (Coded word : words) {
      items.put(word.code(), word.label());
    }
    return items;
  }

  @Test
  void everyNoticeHasItsNotification() {
    Map<String, OID> core = new TreeMap<>();
    for (NoticeKind kind : NoticeKind.values()) {
      String name = kind.label();
      core.put(
          "hotpair" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
          Oids.below(Oids.NOTIFICATIONS, kind.code()));
    }
    assertEquals(core, new TreeMap<>(mib.notifications));
  }

  @Test
  void everyNotificationCarriesWhatTheMibSays() {
    List<OID> carried =
        JournalTables.NOTIFIED.stream()
            .map(column -> Oids.below(JournalTables.EVENTS.entry(), column))
            .toList();
    mib.notified.forEach(
        (name, objects) -> assertEquals(carried, objects.stream().map(mib::oid).toList(), name));
  }
}
