package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.hotpair.view.Snapshot;
import io.hotpair.view.SnapshotFixture;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** A walk of several requests stays on the snapshot that it began with. */
final class PinnedWalkTest {
  private static final OID GENERATION = Oids.below(Oids.OBJECTS, 1, 9, 0);
  private static final OID BEFORE_GENERATION = Oids.below(Oids.OBJECTS, 1, 8, 0);

  private long now;
  private long generation = 1;
  private final Walks walks = new Walks(this::page, () -> now);

  @Test
  void aWalkGoesOnWhereItBeganWhileTheAgentGoesOn() throws IOException {
    try (RunningSurface running = new RunningSurface();
        Client walker = Client.user(running.port(), RunningSurface.READER);
        Client other = Client.user(running.port(), RunningSurface.READER)) {
      long first = SnapshotFixture.snapshot().generation();
      walker.next(Oids.ROOT).orElseThrow();
      running.source.publish(at(first + 1));

      assertEquals(first, asked(walker.next(BEFORE_GENERATION).orElseThrow().get(0)));
      assertEquals(first + 1, asked(other.next(BEFORE_GENERATION).orElseThrow().get(0)));
      assertEquals(first + 1, asked(walker.get(GENERATION).orElseThrow().get(0)), "GET");
      assertEquals(first, asked(walker.bulk(0, 1, BEFORE_GENERATION).orElseThrow().get(0)));

      walker.next(Oids.ROOT).orElseThrow();
      assertEquals(first + 1, asked(walker.next(BEFORE_GENERATION).orElseThrow().get(0)), "anew");
    }
  }

  @Test
  void aWalkThatRestsTooLongBeginsAnew() {
    Page page = walks.next("one", Oids.ROOT);
    now += Walks.PATIENCE.toNanos() - 1;
    assertSame(page, walks.next("one", GENERATION));
    now += Walks.PATIENCE.toNanos();
    assertNotSame(page, walks.next("one", GENERATION));
  }

  @Test
  void noPageIsWalkedForEver() {
    Page page = walks.next("one", Oids.ROOT);
    int requests = 0;
    while (walks.next("one", GENERATION) == page) {
      now += Walks.PATIENCE.toNanos() / 2;
      requests++;
    }
    assertEquals(Walks.LONGEST.dividedBy(Walks.PATIENCE.dividedBy(2)), requests);
  }

  @Test
  void theWalkThatWasIdleLongestGivesWay() {
    Page first = walks.next("first", Oids.ROOT);
    Page second = walks.next("second", Oids.ROOT);
    walks.next("first", GENERATION);
    for (int more = 2; more < Walks.MOST + 1; more++) {
      walks.next("walker " + more, Oids.ROOT);
    }
    assertSame(first, walks.next("first", GENERATION));
    assertNotSame(second, walks.next("second", GENERATION));
  }

  @Test
  void whoeverChangedSomethingSeesIt() {
    Page page = walks.next("one", Oids.ROOT);
    walks.end();
    assertNotSame(page, walks.next("one", GENERATION));
  }

  private Page page() {
    return new Page(
        List.of(SiteTables.AGENT), new Served(at(generation++), new Locks(0, Map.of())));
  }

  private static long asked(VariableBinding cell) {
    assertEquals(GENERATION, cell.getOid());
    return cell.getVariable().toLong();
  }

  private static Snapshot at(long generation) {
    Snapshot usual = SnapshotFixture.snapshot();
    return new Snapshot(
        generation,
        usual.wallMillis(),
        usual.agent(),
        usual.nodes(),
        usual.pairs(),
        usual.paths(),
        usual.luns(),
        usual.resources(),
        usual.fences(),
        usual.operations(),
        usual.events(),
        usual.targets(),
        usual.health());
  }
}
