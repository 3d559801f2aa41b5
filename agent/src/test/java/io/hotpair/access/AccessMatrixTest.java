package io.hotpair.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotpair.core.model.Action;
import io.hotpair.runtime.JournalFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Each cell of the matrix is tried at the running surface, and nothing is offered beside it. */
@TestInstance(Lifecycle.PER_CLASS)
final class AccessMatrixTest {
  private static final int CELLS = 568;

  private final AccessMatrix matrix = read();
  private JournalFixture agent;
  private Doors doors;
  private int attempts;

  private static AccessMatrix read() {
    try {
      return AccessMatrix.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    agent = new JournalFixture(folder.resolve("state"));
    doors = Doors.all(agent, folder);
  }

  @AfterAll
  void close() throws Exception {
    doors.close();
    agent.close();
  }

  @Test
  void everySurfaceOffersWhatItsTableHasAndNothingElse() {
    assertEquals(doors.all().stream().map(Door::name).collect(Collectors.toSet()), matrix.names());
    for (Door door : doors.all()) {
      List<String> written = matrix.verbs(door.name());
      assertEquals(new TreeSet<>(door.verbs()), new TreeSet<>(written), door.name());
      assertEquals(written.size(), new TreeSet<>(written).size(), door.name() + " repeats itself");
    }
  }

  @Test
  void itHasSoManyCells() {
    assertEquals(CELLS, matrix.cells());
  }

  @TestFactory
  Stream<DynamicContainer> eachCellIsWhatHappens() {
    Map<String, Door> byName =
        doors.all().stream().collect(Collectors.toMap(Door::name, Function.identity()));
    return matrix.surfaces().entrySet().stream()
        .map(
            table ->
                DynamicContainer.dynamicContainer(
                    table.getKey(),
                    table.getValue().stream()
                        .flatMap(row -> tests(byName.get(table.getKey()), row))));
  }

  private Stream<DynamicTest> tests(Door door, AccessMatrix.Row row) {
    return Arrays.stream(Visitor.values())
        .filter(row::has)
        .map(
            visitor ->
                DynamicTest.dynamicTest(
                    row.verb() + " as " + visitor,
                    () -> check(door, visitor, row.verb(), row.cell(visitor))));
  }

  private void check(Door door, Visitor visitor, String verb, String expected) throws Exception {
    agent.takeOrders();
    boolean isOrder = door.orders().contains(verb);
    String came = isOrder ? door.order(visitor, request(verb)) : door.attempt(visitor, verb);
    assertEquals(expected, came);
    assertEquals(
        isOrder && expected.equals(Door.YES) ? 1 : 0, agent.takeOrders(), "orders carried out");
  }

  private Request request(String verb) {
    attempts++;
    return Arrays.stream(Action.values())
        .filter(action -> action != Action.NONE)
        .flatMap(
            action ->
                Stream.of(
                    Request.of(action, "matrix-" + attempts),
                    new Request(action, "", "matrix-" + attempts, true)))
        .filter(request -> request.verb().equals(verb))
        .findFirst()
        .orElseThrow();
  }
}
