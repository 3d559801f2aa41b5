package io.hotpair.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hotpair.core.model.Action;
import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.runtime.JournalFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Every order, taken or refused, on every surface: who asked what, from where, with what result
 * stands in the event table, the log and the journal.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class AuditTest {
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private JournalFixture agent;
  private Doors doors;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    log.start();
    eventLog().setLevel(Level.INFO);
    eventLog().setAdditive(false);
    eventLog().addAppender(log);
    agent = new JournalFixture(folder.resolve("state"));
    doors = Doors.all(agent, folder);
  }

  @AfterAll
  void close() throws Exception {
    eventLog().detachAppender(log);
    eventLog().setAdditive(true);
    eventLog().setLevel(null);
    doors.close();
    agent.close();
  }

  private static Logger eventLog() {
    return (Logger) LoggerFactory.getLogger("io.hotpair.event");
  }

  @TestFactory
  Stream<DynamicTest> anOrderThatIsTakenAndItsEnd() {
    return each(doors.takingOrders(), this::takenAndOver);
  }

  private void takenAndOver(Door door) throws Exception {
    Request request = Request.of(Action.SWITCHOVER, "audit-" + door.name()).to("vpe1");
    assertEquals(Door.YES, door.order(Visitor.OPERATE, request));
    assertTold(door, Visitor.OPERATE, request, OperationState.ACCEPTED, "to vpe1, ordered by");
    agent.over(request.requestId(), OperationState.FAILED, "the group does not stop");
    assertTold(
        door, Visitor.OPERATE, request, OperationState.FAILED, "failed, the group does not stop");
    assertEquals(OperationState.ACCEPTED.label(), newest(request).oldState());
  }

  @TestFactory
  Stream<DynamicTest> anOrderWithoutTheRole() {
    return each(answering(), this::withoutTheRole);
  }

  private void withoutTheRole(Door door) throws Exception {
    Request request = Request.of(Action.SUSPEND, "role-" + door.name());
    assertNotEquals(Door.YES, door.order(Visitor.READ, request));
    assertTold(door, Visitor.READ, request, OperationState.REFUSED, "suspend, ordered by");
    assertEquals(Optional.empty(), agent.commands().find(request.requestId()), "it stays free");
  }

  @TestFactory
  Stream<DynamicTest> anOrderForANodeThatIsNotOfThePair() {
    return each(doors.takingOrders(), this::forAnotherNode);
  }

  private void forAnotherNode(Door door) throws Exception {
    Request request = Request.of(Action.SWITCHOVER, "node-" + door.name()).to("elsewhere");
    assertNotEquals(Door.YES, door.order(Visitor.OPERATE, request));
    assertTold(door, Visitor.OPERATE, request, OperationState.REFUSED, "switchover");
  }

  @TestFactory
  Stream<DynamicTest> anotherOrderUnderAUsedId() {
    return each(doors.takingOrders(), this::underAUsedId);
  }

  private void underAUsedId(Door door) throws Exception {
    Request first = Request.of(Action.SUSPEND, "used-" + door.name());
    assertEquals(Door.YES, door.order(Visitor.OPERATE, first));
    Request other = Request.of(Action.RESUME, first.requestId());
    assertEquals(door.refusedId(), door.order(Visitor.OPERATE, other));
    assertTold(door, Visitor.OPERATE, other, OperationState.REFUSED, "resume, ordered by");
  }

  @TestFactory
  Stream<DynamicTest> anOrderThatCannotBeUnderstood() {
    return each(doors.takingOrders(), this::notUnderstood);
  }

  // Where there is a row for it, it is under an id that stands for none.
  private void notUnderstood(Door door) throws Exception {
    int before = agent.events().size();
    assertNotEquals(Door.YES, door.order(Visitor.OPERATE, Request.of(Action.SUSPEND, "two words")));
    List<Notice> events = agent.events();
    assertEquals(before + 1, events.size());
    Notice event = events.getLast();
    assertEquals(NoticeKind.ORDER_AUDITED, event.kind());
    assertEquals(OperationState.REFUSED.label(), event.newState());
    assertEquals("erp", event.pair().orElseThrow().value());
    assertTrue(
        event.text().contains("ordered by " + door.user(Visitor.OPERATE) + " by "), event.text());
  }

  /** By which somebody with the role read is known. */
  private List<Door> answering() {
    return doors.all().stream().filter(door -> !door.name().equals("snmp-v1")).toList();
  }

  private interface Check {
    void at(Door door) throws Exception;
  }

  private static Stream<DynamicTest> each(List<Door> doors, Check check) {
    return doors.stream().map(door -> DynamicTest.dynamicTest(door.name(), () -> check.at(door)));
  }

  private void assertTold(
      Door door, Visitor visitor, Request request, OperationState state, String words)
      throws Exception {
    Requester requester =
        new Requester(
            door.surface(), door.user(visitor), door.surface() == Surface.CLI ? "" : "127.0.0.1");
    Operation row =
        agent.rows().stream()
            .filter(operation -> operation.order().requestId().equals(request.requestId()))
            .toList()
            .getLast();
    assertEquals(requester, row.order().requester());
    assertEquals(request.action(), row.order().action());
    assertEquals(state, row.state());
    Notice event = newest(request);
    assertEquals(NoticeKind.ORDER_AUDITED, event.kind());
    assertEquals(state.label(), event.newState());
    for (String needed : List.of(words, requester.toString(), state.label(), row.result())) {
      assertTrue(event.text().contains(needed), () -> needed + " is not in: " + event.text());
    }
    String line = event.eventId() + "] orderAudited erp: " + event.text();
    assertTrue(
        List.copyOf(log.list).stream().anyMatch(said -> said.getFormattedMessage().endsWith(line)),
        () -> line + " is not in the log");
  }

  private Notice newest(Request request) throws InterruptedException {
    return agent.events().stream()
        .filter(event -> event.subject().equals(request.requestId()))
        .toList()
        .getLast();
  }
}
