package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.view.SnapshotFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** What GET, GETNEXT and GETBULK answer. */
final class WalkTest {
  private static final int[] ERP = {3, 'e', 'r', 'p'};

  private final MibFile mib;
  private RunningSurface running;
  private Client reader;

  WalkTest() throws IOException {
    mib = MibFile.read();
  }

  @BeforeEach
  void start() throws IOException {
    running = new RunningSurface();
    reader = Client.user(running.port(), RunningSurface.READER);
  }

  @AfterEach
  void stop() throws IOException {
    reader.close();
    running.close();
  }

  private PDU get(OID... oids) throws IOException {
    return reader.get(oids).orElseThrow();
  }

  @Test
  void aWalkShowsEveryCellOnceInOrder() throws IOException {
    List<OID> walked = reader.walk(Oids.ROOT).stream().map(VariableBinding::getOid).toList();
    assertEquals(new ArrayList<>(new TreeSet<>(walked)), walked);
    List<OID> expected = new ArrayList<>();
    Page page =
        new Page(Mib.TABLES, new Served(SnapshotFixture.snapshot(), new Locks(0, Map.of())));
    for (var cell = page.next(Oids.ROOT, true, oid -> true);
        cell.isPresent();
        cell = page.next(cell.get().oid(), false, oid -> true)) {
      expected.add(cell.get().oid());
    }
    assertEquals(expected, walked);
  }

  @Test
  void aBulkRequestForNothingIsAnsweredAsOneForARepetition() throws IOException {
    PDU first = reader.bulk(0, 1, Oids.ROOT).orElseThrow();
    PDU nothing = reader.bulk(0, 0, Oids.ROOT).orElseThrow();
    assertEquals(PDU.noError, nothing.getErrorStatus());
    assertEquals(first.getVariableBindings(), nothing.getVariableBindings());
    // Whoever asks for what does not repeat alone means it.
    assertEquals(1, reader.bulk(1, 0, Oids.ROOT, Oids.ROOT).orElseThrow().size());
  }

  @Test
  void everyCellOfAWalkCanBeAskedForByItself() throws IOException {
    for (VariableBinding cell : reader.walk(Oids.ROOT)) {
      assertEquals(cell, get(cell.getOid()).get(0));
    }
  }

  @Test
  void rowsAreInTheOrderOfTheirIndexNotOfTheirNames() throws IOException {
    OID state = mib.oid("hotpairPairState");
    List<OID> rows = reader.walk(state).stream().map(VariableBinding::getOid).toList();
    assertEquals(
        List.of(
            Oids.below(state, 1, 'a'),
            Oids.below(state, 3, 'e', 'r', 'p'),
            Oids.below(state, 4, 'm', 'a', 'i', 'l')),
        rows);
  }

  @Test
  void nextBeginsAnywhere() throws IOException {
    OID role = mib.oid("hotpairPairRole");
    OID first = Oids.below(role, 1, 'a');
    for (OID before :
        List.of(
            Oids.ROOT,
            mib.oid("hotpairPairTable"),
            mib.oid("hotpairPairEntry"),
            mib.oid("hotpairPairName"),
            Oids.below(mib.oid("hotpairPairName"), 9, 9),
            role,
            Oids.below(role, 0),
            Oids.below(role, 1, 'A'))) {
      OID next = reader.next(before).orElseThrow().get(0).getOid();
      if (before.equals(Oids.ROOT)) {
        assertEquals(mib.cell("hotpairAgentVersion", 0), next);
      } else {
        assertEquals(first, next, "after " + before);
      }
    }
    assertEquals(
        Oids.below(role, ERP),
        reader.next(Oids.below(first, 0)).orElseThrow().get(0).getOid(),
        "an index that is longer than the row's comes after it");
    assertEquals(
        mib.cell("hotpairPairState", 1, 'a'),
        reader.next(Oids.below(role, 0xffff_ffff)).orElseThrow().get(0).getOid());
  }

  @Test
  void bulkGoesOnOverTheEndsOfTables() throws IOException {
    List<VariableBinding> walked = reader.walk(Oids.ROOT);
    List<VariableBinding> bulked = new ArrayList<>();
    OID place = Oids.ROOT;
    boolean more = true;
    while (more) {
      for (VariableBinding cell : reader.bulk(0, 17, place).orElseThrow().getVariableBindings()) {
        more = more && cell.getOid().startsWith(Oids.ROOT) && !cell.isException();
        if (more) {
          bulked.add(cell);
          place = cell.getOid();
        }
      }
    }
    assertEquals(walked, bulked);
  }

  @Test
  void bulkTakesColumnsSideBySideAndNonRepeatersOnce() throws IOException {
    PDU answer =
        reader
            .bulk(
                1,
                3,
                mib.oid("hotpairAgentGeneration"),
                mib.oid("hotpairPairRole"),
                mib.oid("hotpairPairReady"))
            .orElseThrow();
    List<OID> oids = answer.getVariableBindings().stream().map(VariableBinding::getOid).toList();
    assertEquals(
        List.of(
            mib.cell("hotpairAgentGeneration", 0),
            mib.cell("hotpairPairRole", 1, 'a'),
            mib.cell("hotpairPairReady", 1, 'a'),
            mib.cell("hotpairPairRole", ERP),
            mib.cell("hotpairPairReady", ERP),
            mib.cell("hotpairPairRole", 4, 'm', 'a', 'i', 'l'),
            mib.cell("hotpairPairReady", 4, 'm', 'a', 'i', 'l')),
        oids);
  }

  @Test
  void theLastCellIsFollowedByTheEndOfTheView() throws IOException {
    List<VariableBinding> usm = reader.walk(new OID("1.3.6.1.6.3.15.1.1"));
    assertEquals(6, usm.size(), "the statistics of the user-based security model");
    assertEquals(
        Null.endOfMibView, reader.next(usm.getLast().getOid()).orElseThrow().get(0).getVariable());
  }

  @Test
  void whatIsMissingIsToldApart() throws IOException {
    PDU answer =
        get(
            mib.cell("hotpairPairRole", 3, 'x', 'y', 'z'),
            Oids.below(mib.oid("hotpairPairEntry"), 99, 1, 'a'),
            mib.cell("hotpairPairName", 1, 'a'),
            Oids.below(Oids.ROOT, 9),
            mib.cell("hotpairAgentVersion"));
    assertEquals(PDU.noError, answer.getErrorStatus());
    assertEquals(
        List.of(
            Null.noSuchInstance,
            Null.noSuchObject,
            Null.noSuchObject,
            Null.noSuchObject,
            Null.noSuchInstance),
        answer.getVariableBindings().stream().map(VariableBinding::getVariable).toList());
  }

  @Test
  void valuesAreThoseOfTheSnapshot() throws IOException {
    PDU answer =
        get(
            mib.cell("hotpairPairActiveNode", ERP),
            mib.cell("hotpairPairEpoch", ERP),
            mib.cell("hotpairPairReady", ERP),
            mib.cell("hotpairPairFailovers", ERP),
            mib.cell("hotpairPairActiveNode", 1, 'a'),
            mib.cell("hotpairPairPeerState", 1, 'a'),
            mib.cell("hotpairPathRoundTripMean", 3, 'e', 'r', 'p', 1),
            mib.cell("hotpairPathCarrier", 3, 'e', 'r', 'p', 3),
            mib.cell("hotpairLunOwner", 3, 'e', 'r', 'p', 4, 'd', 'a', 't', 'a'),
            mib.cell("hotpairOperationState", 12),
            mib.cell("hotpairEventKind", 103),
            mib.cell("hotpairControlLastOperation", ERP));
    assertEquals(
        List.of("blade1", "41", "1", "5", "", "0", "202", "3", "blade1", "2", "2", "11"),
        answer.getVariableBindings().stream().map(cell -> cell.getVariable().toString()).toList());
    VariableBinding detail =
        get(mib.cell("hotpairPairNotReadyDetail", 4, 'm', 'a', 'i', 'l')).get(0);
    assertEquals(
        "/dev/sdb: Eingabe-/Ausgabefehler für Lesen",
        new String(((OctetString) detail.getVariable()).getValue(), StandardCharsets.UTF_8));
  }

  @Test
  void anAnswerShowsTheNewestSnapshotAndOnlyOne() throws IOException {
    OID generation = mib.cell("hotpairAgentGeneration", 0);
    OID epoch = mib.cell("hotpairPairEpoch", ERP);
    for (int round = 50; round < 60; round++) {
      running.source.publish(SnapshotFixture.snapshot(round, round));
      PDU answer = get(generation, epoch);
      assertEquals(round, answer.getVariable(generation).toLong());
      assertEquals(round, answer.getVariable(epoch).toLong());
    }
  }

  @Test
  void theStandardGroupsAreServed() throws IOException {
    PDU answer =
        get(
            new OID("1.3.6.1.2.1.1.2.0"),
            new OID("1.3.6.1.2.1.1.5.0"),
            new OID("1.3.6.1.6.3.10.2.1.1.0"));
    assertEquals(Oids.ROOT, answer.get(0).getVariable());
    assertEquals("blade1", answer.get(1).getVariable().toString());
    assertEquals(new OctetString(RunningSurface.ENGINE_ID), answer.get(2).getVariable());
    assertTrue(get(new OID("1.3.6.1.2.1.11.1.0")).get(0).getVariable().toLong() > 0);
  }
}
