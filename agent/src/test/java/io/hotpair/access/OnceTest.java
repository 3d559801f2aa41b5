package io.hotpair.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hotpair.core.model.Action;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.runtime.JournalFixture;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request is carried out at most once, however often it comes in, by whatever surface, and also
 * if the agent dies in between; a repeat gets the first one's result.
 */
final class OnceTest {
  private static final int AT_ONCE = 6;

  @TempDir private Path folder;
  private JournalFixture agent;
  private Doors doors;

  @BeforeEach
  void start() throws Exception {
    agent = new JournalFixture(folder.resolve("state"));
    doors = Doors.forOrders(agent, folder);
  }

  @AfterEach
  void stop() throws Exception {
    doors.close();
    agent.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"snmp-v3", "jmx", "jolokia", "cli"})
  void aRetransmittedRequest(String name) throws Exception {
    Callable<String> sent = door(name).sent(Visitor.OPERATE, request("again"));
    for (int time = 0; time < 3; time++) {
      assertEquals(Door.YES, sent.call());
    }
    agent.over("again", OperationState.SUCCEEDED, "runs on vpe1");
    assertEquals(Door.YES, sent.call());
    assertOnce("again", OperationState.SUCCEEDED);
    assertEquals(1, agent.takeOrders());
  }

  @ParameterizedTest
  @ValueSource(strings = {"snmp-v3", "jmx", "jolokia", "cli"})
  void theResultOfTheFirstIsTheResultOfARepeat(String name) throws Exception {
    Door door = door(name);
    assertEquals(Door.YES, door.order(Visitor.OPERATE, request("refused")));
    agent.over("refused", OperationState.REFUSED, "vpe1 could not take over");
    agent.rows();
    assertEquals(door.refusedLater(), door.order(Visitor.OPERATE, request("refused")));
    assertOnce("refused", OperationState.REFUSED);
    assertEquals(1, agent.takeOrders());
  }

  @ParameterizedTest
  @ValueSource(strings = {"snmp-v3", "jmx", "jolokia", "cli"})
  void aRequestThatComesManyTimesAtOnce(String name) throws Exception {
    Callable<String> sent = door(name).sent(Visitor.OPERATE, request("at-once"));
    try (ExecutorService crowd = Executors.newFixedThreadPool(AT_ONCE)) {
      Set<String> answers = new TreeSet<>();
      for (Future<String> answer : crowd.invokeAll(Collections.nCopies(AT_ONCE, sent))) {
        answers.add(answer.get());
      }
      assertEquals(Set.of(Door.YES), answers);
    }
    assertOnce("at-once", OperationState.ACCEPTED);
    assertEquals(1, agent.takeOrders());
  }

  @ParameterizedTest
  @ValueSource(strings = {"snmp-v3", "jmx", "jolokia", "cli"})
  void requestsThatOvertakeEachOther(String name) throws Exception {
    Callable<String> first = door(name).sent(Visitor.OPERATE, request("first"));
    Callable<String> second = door(name).sent(Visitor.OPERATE, request("second"));
    for (Callable<String> sent : List.of(second, first, second, first, second)) {
      sent.call();
    }
    assertOnce("second", OperationState.ACCEPTED);
    // Under SNMP's lock, what was decided before the second was taken is decided on old ground.
    assertEquals(name.equals("snmp-v3") ? 0 : 1, written("first").size());
    assertEquals(1 + written("first").size(), agent.takeOrders());
  }

  @ParameterizedTest
  @ValueSource(strings = {"snmp-v3", "jmx", "jolokia", "cli"})
  void anotherRequestUnderTheSameId(String name) throws Exception {
    Door door = door(name);
    assertEquals(Door.YES, door.order(Visitor.OPERATE, request("mine")));
    for (Request other :
        List.of(request("mine").to("blade1"), Request.of(Action.SUSPEND, "mine"))) {
      assertEquals(door.refusedId(), door.order(Visitor.OPERATE, other));
    }
    assertOnce("mine", OperationState.ACCEPTED);
    assertEquals(1, agent.takeOrders());
  }

  @ParameterizedTest
  @ValueSource(strings = {"snmp-v3", "jmx", "jolokia", "cli"})
  void anAgentThatDiesBetweenTheJournalAndTheAnswer(String name) throws Exception {
    agent.dieAfterTheNextOrder();
    assertNotEquals(Door.YES, door(name).order(Visitor.OPERATE, request("cut-off")));
    stop();
    start();
    for (Door door : doors.all()) {
      assertEquals(Door.YES, door.order(Visitor.OPERATE, request("cut-off")), door.name());
    }
    assertOnce("cut-off", OperationState.UNKNOWN);
    assertEquals(0, agent.takeOrders());
    agent.over("cut-off", OperationState.SUCCEEDED, "was carried out before");
    assertOnce("cut-off", OperationState.SUCCEEDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"snmp-v3", "jmx", "jolokia", "cli"})
  void aRequestThatIsRepeatedByEveryOtherSurface(String name) throws Exception {
    assertEquals(Door.YES, door(name).order(Visitor.OPERATE, request("around")));
    for (Door door : doors.all()) {
      assertEquals(Door.YES, door.order(Visitor.FORCE, request("around")), door.name());
    }
    assertOnce("around", OperationState.ACCEPTED);
    assertEquals(1, agent.takeOrders());
  }

  private Door door(String name) {
    return doors.all().stream().filter(door -> door.name().equals(name)).findFirst().orElseThrow();
  }

  private static Request request(String id) {
    return Request.of(Action.SWITCHOVER, id).to("vpe1");
  }

  private void assertOnce(String id, OperationState state) throws InterruptedException {
    List<Operation> written = written(id);
    assertEquals(1, written.size(), written.toString());
    assertEquals(state, written.getFirst().state());
  }

  private List<Operation> written(String id) throws InterruptedException {
    return agent.written().stream()
        .filter(operation -> operation.order().requestId().equals(id))
        .toList();
  }
}
