package io.hotpair.snmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.Order;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.view.SnapshotFixture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** What a SET on the control table does, and what it never does. */
final class ControlTest {
  private static final int[] ERP = {3, 'e', 'r', 'p'};
  private static final int[] MAIL = {4, 'm', 'a', 'i', 'l'};

  private final MibFile mib;
  private RunningSurface running;
  private Client commander;

  ControlTest() throws IOException {
    mib = MibFile.read();
  }

  @BeforeEach
  void start() throws IOException {
    running = new RunningSurface();
    commander = Client.user(running.port(), RunningSurface.COMMANDER);
  }

  @AfterEach
  void stop() throws IOException {
    commander.close();
    running.close();
  }

  private int lock(int... pair) throws IOException {
    OID oid = mib.cell("hotpairControlLock", pair);
    return commander.get(oid).orElseThrow().get(0).getVariable().toInt();
  }

  private VariableBinding lock(int value) {
    return erp("Lock", new Integer32(value));
  }

  private VariableBinding erp(String column, Variable value) {
    return new VariableBinding(mib.cell("hotpairControl" + column, ERP), value);
  }

  private VariableBinding id(String id) {
    return erp("RequestId", new OctetString(id));
  }

  private VariableBinding action(Action action) {
    return erp("Action", new Integer32(action.code()));
  }

  private VariableBinding target(String node) {
    return erp("Target", new OctetString(node));
  }

  private VariableBinding force(int truth) {
    return erp("Force", new Integer32(truth));
  }

  private void assertRefused(int status, int place, VariableBinding... bindings)
      throws IOException {
    int before = lock(ERP);
    int audited = audited();
    PDU answer = commander.set(bindings).orElseThrow();
    assertEquals(audited + 1, audited(), "it is audited once: " + Arrays.toString(bindings));
    assertEquals(
        PDU.toErrorStatusText(status) + " at " + place,
        answer.getErrorStatusText() + " at " + answer.getErrorIndex(),
        Arrays.toString(bindings));
    assertEquals(List.of(), running.sink.orders());
    assertEquals(before, lock(ERP), "a refused SET must not advance the lock");
  }

  private int audited() {
    return running.sink.refused().size() + running.sink.turnedAway().size();
  }

  @Test
  void whatBecomesNoOrderIsAuditedWithItsRequester() throws IOException {
    commander.set(lock(lock(ERP)), id("change-1"), erp("Action", new Integer32(99)));
    assertEquals(
        List.of(
            "erp: "
                + new Requester(Surface.SNMP, RunningSurface.COMMANDER, "127.0.0.1")
                + ": SNMP error Wrong value at variable binding 3"),
        running.sink.turnedAway());
    commander.set(lock(lock(ERP) + 1 & Integer.MAX_VALUE));
    commander.set(new VariableBinding(new OID("1.3.6.1.2.1.1.5.0"), new OctetString("x")));
    assertEquals(1, audited(), "a lock alone and another object order nothing");
  }

  @Test
  void aSetThatFindsNoPlaceIsAuditedAndNotCarriedOut() throws Exception {
    VariableBinding lock = lock(lock(ERP));
    running.sink.hold();
    List<Thread> waiting = new ArrayList<>();
    for (int count = 0; count < 24; count++) {
      VariableBinding[] order = {lock, id("change-" + count), action(Action.SUSPEND)};
      waiting.add(
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try {
                      commander.set(order);
                    } catch (IOException closed) {
                      // The test is over.
                    }
                  }));
    }
    String dropped = "from 127.0.0.1: SET dropped: too many wait";
    Waiting.until(
        () -> running.sink.turnedAway().stream().anyMatch(told -> told.endsWith(dropped)));
    running.sink.release();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertEquals(1, running.sink.orders().size(), "the others have a stale lock");
  }

  @Test
  void anOrderIsTakenDownWithAllThatItSays() throws IOException {
    int before = lock(ERP);
    PDU answer =
        commander
            .set(lock(before), id("change-4711"), action(Action.SWITCHOVER), target("vpe1"))
            .orElseThrow();
    assertEquals(PDU.noError, answer.getErrorStatus(), answer.toString());
    assertEquals(
        List.of(
            new Order(
                "change-4711",
                Action.SWITCHOVER,
                SnapshotFixture.ERP,
                Optional.of(SnapshotFixture.VPE1),
                Optional.of(new Epoch(41)),
                false,
                new Requester(Surface.SNMP, RunningSurface.COMMANDER, "127.0.0.1"))),
        running.sink.orders());
    assertEquals((before + 1) & Integer.MAX_VALUE, lock(ERP));
  }

  @Test
  void theOrderOfTheBindingsDoesNotMatter() throws IOException {
    PDU answer =
        commander
            .set(action(Action.SWITCHOVER), target(""), id("change-1"), lock(lock(ERP)))
            .orElseThrow();
    assertEquals(PDU.noError, answer.getErrorStatus(), answer.toString());
    assertEquals(Optional.empty(), running.sink.orders().getFirst().target());
  }

  @Test
  void anOrderForAPairLeavesTheOthersAlone() throws IOException {
    int mail = lock(MAIL);
    commander.set(lock(lock(ERP)), id("change-1"), action(Action.SUSPEND));
    assertEquals(mail, lock(MAIL));
  }

  @Test
  void aRepeatedDatagramChangesNothing() throws IOException {
    VariableBinding[] once = {lock(lock(ERP)), id("change-1"), action(Action.SWITCHOVER)};
    assertEquals(PDU.noError, commander.set(once).orElseThrow().getErrorStatus());
    int after = lock(ERP);
    assertEquals(PDU.noError, commander.set(once).orElseThrow().getErrorStatus());
    assertEquals(1, running.sink.orders().size());
    assertEquals(after, lock(ERP));
  }

  @Test
  void anotherOrderUnderTheSameIdOrTheSameLockIsRefused() throws IOException {
    VariableBinding stale = lock(lock(ERP));
    commander.set(stale, id("change-1"), action(Action.SWITCHOVER));
    VariableBinding fresh = lock(lock(ERP));
    for (VariableBinding[] other :
        List.of(
            new VariableBinding[] {fresh, id("change-1"), action(Action.SUSPEND)},
            new VariableBinding[] {id("change-1"), fresh, action(Action.SWITCHOVER), force(1)},
            new VariableBinding[] {stale, id("change-2"), action(Action.SWITCHOVER)})) {
      PDU answer = commander.set(other).orElseThrow();
      assertEquals(PDU.inconsistentValue, answer.getErrorStatus(), answer.toString());
    }
    assertEquals(1, running.sink.orders().size());
    assertEquals(fresh, lock(lock(ERP)), "a refused SET must not advance the lock");
  }

  @Test
  void anOrderThatWasDecidedBeforeAMoveIsRefusedAfterIt() throws IOException {
    int before = lock(ERP);
    running.source.publish(SnapshotFixture.snapshot(8, 42));
    assertNotEquals(before, lock(ERP));
    assertRefused(
        PDU.inconsistentValue, 1, lock(before), id("change-1"), action(Action.SWITCHOVER));
  }

  @Test
  void aWrongLockIsRefused() throws IOException {
    int lock = lock(ERP);
    for (int wrong : new int[] {lock + 1 & Integer.MAX_VALUE, lock - 1 & Integer.MAX_VALUE}) {
      assertRefused(
          PDU.inconsistentValue, 2, id("change-1"), lock(wrong), action(Action.SWITCHOVER));
    }
    assertRefused(PDU.wrongValue, 1, lock(-1), id("change-1"), action(Action.SWITCHOVER));
  }

  @Test
  void whatAnOrderNeedsMustBeThere() throws IOException {
    int lock = lock(ERP);
    assertRefused(PDU.inconsistentValue, 1, id("change-1"), action(Action.SWITCHOVER));
    assertRefused(PDU.inconsistentValue, 1, lock(lock), action(Action.SWITCHOVER));
    assertRefused(PDU.inconsistentValue, 1, lock(lock), id("change-1"));
    assertRefused(PDU.inconsistentValue, 1, target("vpe1"));
    assertRefused(PDU.inconsistentValue, 1, force(1));
  }

  @Test
  void eachValueIsChecked() throws IOException {
    VariableBinding lock = lock(lock(ERP));
    VariableBinding id = id("change-1");
    VariableBinding move = action(Action.SWITCHOVER);
    assertRefused(PDU.wrongLength, 2, lock, id(""), move);
    assertRefused(PDU.wrongLength, 2, lock, id("x".repeat(65)), move);
    assertRefused(PDU.wrongValue, 2, lock, id("two words"), move);
    assertRefused(PDU.wrongValue, 2, lock, id("Änderung"), move);
    assertRefused(PDU.wrongType, 2, lock, erp("RequestId", new Integer32(1)), move);
    assertRefused(PDU.wrongType, 3, lock, id, erp("Action", new OctetString("2")));
    assertRefused(PDU.wrongValue, 3, lock, id, erp("Action", new Integer32(99)));
    assertRefused(PDU.inconsistentValue, 3, lock, id, action(Action.NONE));
    assertRefused(PDU.wrongValue, 4, lock, id, move, target("elsewhere"));
    assertRefused(PDU.wrongLength, 4, lock, id, move, target("x".repeat(256)));
    assertRefused(PDU.wrongType, 4, lock, id, move, erp("Target", new Integer32(1)));
    assertRefused(PDU.wrongValue, 4, lock, id, move, force(3));
    assertRefused(PDU.wrongType, 1, erp("Lock", new OctetString("1")), id, move);
  }

  @Test
  void forceAndActionMustFit() throws IOException {
    VariableBinding lock = lock(lock(ERP));
    VariableBinding id = id("change-1");
    assertRefused(PDU.inconsistentValue, 3, lock, id, action(Action.FORCE_TAKEOVER));
    assertRefused(PDU.inconsistentValue, 3, lock, id, action(Action.FORCE_TAKEOVER), force(2));
    assertRefused(PDU.inconsistentValue, 4, lock, id, action(Action.SUSPEND), force(1));
    assertRefused(PDU.inconsistentValue, 4, lock, id, action(Action.RESUME), target("vpe1"));
  }

  @Test
  void anOrderIsForOnePairThatIsThere() throws IOException {
    VariableBinding lock = lock(lock(ERP));
    OID mailId = mib.cell("hotpairControlRequestId", MAIL);
    assertRefused(
        PDU.inconsistentName,
        2,
        lock,
        new VariableBinding(mailId, new OctetString("change-1")),
        action(Action.SWITCHOVER));
    assertRefused(
        PDU.noCreation,
        1,
        new VariableBinding(mib.cell("hotpairControlLock", 3, 'x', 'y', 'z'), new Integer32(0)));
    assertRefused(
        PDU.inconsistentName, 3, lock, id("change-1"), id("change-2"), action(Action.SWITCHOVER));
    assertRefused(PDU.notWritable, 2, lock, erp("LastOperation", new Integer32(1)));
    assertRefused(
        PDU.noCreation, 2, lock, new VariableBinding(Oids.below(Oids.CONTROL_ENTRY, 7, 1)));
  }

  @Test
  void theLockAloneAdvancesAndOrdersNothing() throws IOException {
    int before = lock(ERP);
    assertEquals(PDU.noError, commander.set(lock(before)).orElseThrow().getErrorStatus());
    assertEquals((before + 1) & Integer.MAX_VALUE, lock(ERP));
    assertEquals(List.of(), running.sink.orders());
  }

  @Test
  void anOrderThatCannotBeTakenDownMayBeRepeatedWithItsLock() throws IOException {
    running.sink.breakDown();
    int before = lock(ERP);
    PDU answer =
        commander.set(lock(before), id("change-1"), action(Action.SWITCHOVER)).orElseThrow();
    assertEquals(PDU.commitFailed, answer.getErrorStatus(), answer.toString());
    assertEquals(before, lock(ERP));
  }

  @Test
  void whatOrdersAreWrittenToReadsAsNothing() throws IOException {
    commander.set(lock(lock(ERP)), id("change-1"), action(Action.SWITCHOVER), target("vpe1"));
    PDU answer =
        commander
            .get(
                mib.cell("hotpairControlTarget", ERP),
                mib.cell("hotpairControlRequestId", ERP),
                mib.cell("hotpairControlAction", ERP),
                mib.cell("hotpairControlForce", ERP))
            .orElseThrow();
    assertEquals(
        List.of("", "", "1", "2"),
        answer.getVariableBindings().stream().map(cell -> cell.getVariable().toString()).toList());
  }

  @Test
  void locksWrapAround() {
    Locks locks = new Locks(Integer.MAX_VALUE, Map.of());
    assertEquals(Integer.MAX_VALUE, locks.value(SnapshotFixture.ERP, Epoch.NONE));
    assertEquals(0, locks.advance(SnapshotFixture.ERP).value(SnapshotFixture.ERP, Epoch.NONE));
    assertEquals(0, locks.value(SnapshotFixture.ERP, new Epoch(1)));
  }

  @Test
  void aSlowJournalDoesNotHoldUpReaders() throws Exception {
    VariableBinding[] order = {lock(lock(ERP)), id("change-1"), action(Action.SUSPEND)};
    running.sink.hold();
    FutureTask<Optional<PDU>> setting = new FutureTask<>(() -> commander.set(order));
    Thread.ofPlatform().daemon().start(setting);
    Waiting.until(running.sink::isHolding);
    try (Client reader = Client.user(running.port(), RunningSurface.READER)) {
      assertEquals(1, reader.get(mib.cell("hotpairPairRole", ERP)).orElseThrow().size());
    }
    assertFalse(setting.isDone());
    running.sink.release();
    PDU answer = setting.get(10, TimeUnit.SECONDS).orElseThrow();
    assertEquals(PDU.noError, answer.getErrorStatus(), answer.toString());
  }
}
