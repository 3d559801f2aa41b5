package io.hotpair.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.site.Endpoint;
import io.hotpair.core.model.site.ResourceSpec;
import io.hotpair.core.model.site.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values: their bounds, their arithmetic, their words. */
final class ValuesTest {
  @Test
  void anEpochFitsInFortyBits() {
    assertEquals((1L << 40) - 1, Epoch.LARGEST);
    assertEquals(Epoch.LARGEST, new Epoch(Epoch.LARGEST - 1).next().value());
    assertThrows(IllegalArgumentException.class, () -> new Epoch(-1));
    assertThrows(IllegalArgumentException.class, () -> new Epoch(Epoch.LARGEST + 1));
    assertThrows(IllegalArgumentException.class, () -> new Epoch(Epoch.LARGEST).next());
  }

  @Test
  void epochsHaveAnOrder() {
    Epoch four = new Epoch(4);
    assertTrue(four.next().isAbove(four));
    assertFalse(four.isAbove(four));
    assertEquals(new Epoch(5), four.max(new Epoch(5)));
    assertEquals(four, four.max(Epoch.NONE));
    assertTrue(four.compareTo(new Epoch(5)) < 0);
  }

  @Test
  void momentsOfOneClockCanBeCompared() {
    Moment start = new Moment(1_000);
    Moment later = start.plus(Duration.ofNanos(500));
    assertEquals(Duration.ofNanos(500), later.since(start));
    assertEquals(Duration.ofNanos(-500), start.since(later));
    assertTrue(later.isAtLeast(Duration.ofNanos(500), start));
    assertFalse(later.isAtLeast(Duration.ofNanos(501), start));
    assertTrue(start.isBefore(later));
    assertEquals(later, start.max(later));
  }

  @Test
  void theLargerVersionOfTheMaintenanceFlagWinsAndElseCaution() {
    Suspension running = new Suspension(3, false);
    Suspension suspended = new Suspension(3, true);
    Suspension newer = suspended.change(false, true);
    assertEquals(new Suspension(4, false), newer);
    assertEquals(suspended, running.merge(suspended));
    assertEquals(suspended, suspended.merge(running));
    assertEquals(newer, newer.merge(suspended));
    assertEquals(newer, suspended.merge(newer));
    assertEquals(running, running.merge(Suspension.NONE));
  }

  @Test
  void bothNodesMergeToTheSameFlagInWhateverOrder() {
    List<Suspension> flags = new ArrayList<>();
    for (long version = 0; version < 3; version++) {
      flags.add(new Suspension(version, false));
      flags.add(new Suspension(version, true));
    }
    for (Suspension one : flags) {
      assertEquals(one, one.merge(one));
      for (Suspension two : flags) {
        assertEquals(one.merge(two), two.merge(one), one + " " + two);
        for (Suspension three : flags) {
          assertEquals(one.merge(two).merge(three), one.merge(two.merge(three)));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Blade-1_x", "01234567890123456789012345678901"})
  void aNameOfAllowedCharactersIsAName(String name) {
    assertEquals(name, new PairName(name).toString());
    assertEquals(new NodeName(name), new NodeName(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a.b",
        "a/b",
        "..",
        "ä",
        "a\n",
        "012345678901234567890123456789012"
      })
  void anyOtherNameIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> new PairName(name));
    assertThrows(IllegalArgumentException.class, () -> new NodeName(name));
    assertThrows(IllegalArgumentException.class, () -> new LunName(name));
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> new ResourceName(name));
    assertEquals(
        "resource name \"" + name + "\": allowed are 1 to 32 of A-Z a-z 0-9 _ -",
        refusal.getMessage());
  }

  @TestFactory
  Stream<DynamicTest> everyWordHasACodeAndALabelOfItsOwn() {
    return Stream.<Coded[]>of(
            AccessRole.values(),
            Action.values(),
            CannotTakeOverCause.values(),
            Disposition.values(),
            FailbackPolicy.values(),
            FaultCause.values(),
            GuardKind.values(),
            GuardState.values(),
            MoveReason.values(),
            NoticeKind.values(),
            OperationState.values(),
            PairState.values(),
            PathKind.values(),
            PathState.values(),
            PeerHealth.values(),
            ResourceKind.values(),
            ResourceState.values(),
            Role.values(),
            Severity.values(),
            Surface.values())
        .map(
            words ->
                DynamicTest.dynamicTest(
                    words[0].getClass().getSimpleName(), () -> checkWords(words)));
  }

  // Enumerations only ever grow: codes are 1, 2, 3 … in the order of the words.
  private static void checkWords(Coded[] words) {
    Set<String> labels = new HashSet<>();
    for (int i = 0; i < words.length; i++) {
      assertEquals(i + 1, words[i].code(), words[i].toString());
      assertTrue(words[i].label().matches("[a-z][A-Za-z]*"), words[i].label());
      assertTrue(labels.add(words[i].label()), words[i].label());
    }
  }

  @Test
  void labelsAreSpelledAsInTheMib() {
    assertEquals("heldByPeer", GuardState.HELD_BY_PEER.label());
    assertEquals("up", PathState.UP.label());
  }

  @Test
  void anOrderHasARequestIdAndAnAction() {
    assertEquals("a-1", order("a-1", Action.SUSPEND).requestId());
    assertEquals("~".repeat(64), order("~".repeat(64), Action.SUSPEND).requestId());
    for (String bad : List.of("", "a b", "a\n", "ä", "x".repeat(65))) {
      assertThrows(IllegalArgumentException.class, () -> order(bad, Action.SUSPEND));
    }
    assertThrows(IllegalArgumentException.class, () -> order("a-1", Action.NONE));
  }

  @Test
  void anOutcomeThatIsUnknownIsNoSuccess() {
    assertTrue(new Outcome.Succeeded<>(1).succeeded());
    List<Outcome<Integer>> others =
        List.of(
            new Outcome.Failed<>("no"),
            new Outcome.TimedOut<>(Duration.ofMillis(1500)),
            new Outcome.Unknown<>("silence"));
    assertTrue(others.stream().noneMatch(Outcome::succeeded));
    assertEquals(
        List.of("no", "no answer within 1500 ms", "unknown: silence"),
        others.stream().map(Outcome::text).toList());
    assertThrows(NullPointerException.class, () -> new Outcome.Succeeded<>(null));
  }

  @Test
  void countersCountEachMoveOnce() {
    PairMemory.Counters counters =
        PairMemory.Counters.ZERO.takeover().switchover().switchover().failedMove().suppressedMove();
    assertEquals(new PairMemory.Counters(3, 1, 2, 1, 1), counters);
  }

  @Test
  void aMemoryForgetsTheOldestRequests() {
    List<PairReport.Settled> many = new ArrayList<>();
    for (int i = 0; i < PairMemory.MOST_EXECUTED + 5; i++) {
      many.add(new PairReport.Settled("r-" + i, OperationState.SUCCEEDED, ""));
    }
    PairMemory memory =
        new PairMemory(
            Epoch.NONE,
            Suspension.NONE,
            PairMemory.Counters.ZERO,
            PairMemory.LastMove.NONE,
            many,
            "");
    assertEquals(many.subList(0, PairMemory.MOST_EXECUTED), memory.executed());
  }

  @Test
  void aRecordCarriesOnlySoManyRequests() {
    List<String> most = Collections.nCopies(EpochRecord.MOST_EXECUTED, "r");
    assertEquals(most, record(most).executed());
    List<String> tooMany = Collections.nCopies(EpochRecord.MOST_EXECUTED + 1, "r");
    assertThrows(IllegalArgumentException.class, () -> record(tooMany));
  }

  @Test
  void aMovesTimelineSaysHowLongEachStepTook() {
    MoveTimeline timeline =
        MoveTimeline.from(new Moment(0))
            .with("detect", new Moment(320_000_000))
            .with("claim", new Moment(326_000_000));
    assertEquals("detect 320 ms, claim 6 ms", timeline.text());
    assertEquals(Duration.ofMillis(326), timeline.total());
    assertEquals(Duration.ZERO, MoveTimeline.from(new Moment(5)).total());
  }

  @Test
  void aNoticeHasOneIdInTheWholeSite() {
    NoticeDraft draft =
        new NoticeDraft(
            NoticeKind.PATH_DOWN,
            Optional.empty(),
            "private",
            "up",
            "down",
            MoveReason.NONE,
            Epoch.NONE,
            "Path private is down.");
    Notice notice = Notice.of(draft, new NodeName("vpe1"), 17, 5);
    assertEquals("vpe1:17", notice.eventId());
    assertEquals(Severity.WARNING, notice.severity());
  }

  @Test
  void aSecretShowsNowhere() {
    byte[] bytes = "geheim".getBytes(StandardCharsets.UTF_8);
    Secret secret = new Secret(bytes);
    bytes[0] = 'x';
    assertEquals("geheim", new String(secret.bytes(), StandardCharsets.UTF_8));
    assertEquals("(secret)", secret.toString());
    secret.bytes()[0] = 0;
    assertEquals('g', secret.bytes()[0]);
  }

  @Test
  void aParameterMayDifferByNode() {
    NodeName blade1 = new NodeName("blade1");
    NodeName vpe1 = new NodeName("vpe1");
    ResourceSpec.ByNode nic = new ResourceSpec.ByNode("eth0", Map.of(vpe1, "ens3"));
    assertEquals("eth0", nic.on(blade1));
    assertEquals("ens3", nic.on(vpe1));
  }

  @Test
  void anEndpointReadsAsPeopleWriteIt() {
    assertEquals("10.0.0.1:161", new Endpoint("10.0.0.1", 161).toString());
    assertEquals("[::1]:161", new Endpoint("::1", 161).toString());
  }

  private static Order order(String requestId, Action action) {
    return new Order(
        requestId,
        action,
        new PairName("erp"),
        Optional.empty(),
        Optional.empty(),
        false,
        Requester.AGENT);
  }

  private static EpochRecord record(List<String> executed) {
    return new EpochRecord(
        1, BootId.NONE, 0, Epoch.NONE, Disposition.NONE, "", MoveReason.NONE, executed);
  }
}
