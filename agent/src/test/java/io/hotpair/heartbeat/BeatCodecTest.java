package io.hotpair.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.Beat;
import io.hotpair.core.model.BootId;
import io.hotpair.core.model.CannotTakeOverCause;
import io.hotpair.core.model.ClientView;
import io.hotpair.core.model.Epoch;
import io.hotpair.core.model.HealthVerdict;
import io.hotpair.core.model.LunMarks;
import io.hotpair.core.model.Moment;
import io.hotpair.core.model.MoveReason;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairReport;
import io.hotpair.core.model.PairState;
import io.hotpair.core.model.PathKind;
import io.hotpair.core.model.PathState;
import io.hotpair.core.model.Readiness;
import io.hotpair.core.model.ResourceName;
import io.hotpair.core.model.Suspension;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BeatCodecTest {

  /** Where the flags stand. */
  private static final int FLAGS = 33;

  private final BeatCodec codec = new BeatCodec();

  @Test
  void aBeatComesBackAsItWas() {
    Beat beat =
        new Beat(
            255,
            new BootId(Long.MIN_VALUE),
            Long.MAX_VALUE,
            new Moment(Long.MAX_VALUE),
            new Beat.Echo(41, new Moment(17), -3),
            Map.of(
                PathKind.PRIVATE, PathState.UP,
                PathKind.PUBLIC, PathState.DOWN,
                PathKind.DISK, PathState.UNKNOWN),
            -1,
            false,
            HealthVerdict.FAILED,
            true,
            true,
            List.of(TestSite.report("erp"), TestSite.largestReport("crm")));
    assertEquals(Optional.of(beat), BeatCodec.decode(encoded(beat)));
  }

  @Test
  void everyWordOfEveryEnumerationComesBack() {
    for (PairState state : PairState.values()) {
      for (CannotTakeOverCause cause : CannotTakeOverCause.values()) {
        assertComesBack(state, cause, MoveReason.NONE);
      }
    }
    for (MoveReason relief : MoveReason.values()) {
      assertComesBack(PairState.ACTIVE, CannotTakeOverCause.ACTIVE, relief);
    }
  }

  @Test
  void everyVerdictOfTheSendersHealthComesBack() {
    for (HealthVerdict verdict : HealthVerdict.values()) {
      Beat beat = withHealth(verdict);
      assertEquals(verdict, BeatCodec.decode(encoded(beat)).orElseThrow().health());
    }
  }

  @Test
  void aVerdictThatNobodyKnowsIsRefused() {
    for (int code = 5; code < 8; code++) {
      ByteBuffer bytes = encoded(withHealth(HealthVerdict.UNKNOWN));
      bytes.put(FLAGS, (byte) (bytes.get(FLAGS) | code << 3));
      assertEquals(Optional.empty(), BeatCodec.decode(bytes), "code " + code);
    }
  }

  private static Beat withHealth(HealthVerdict verdict) {
    Beat usual = TestSite.beat(1, 5, 9);
    return new Beat(
        usual.sender(),
        usual.boot(),
        usual.sequence(),
        usual.sent(),
        usual.echo(),
        usual.hears(),
        usual.digest(),
        usual.publicUp(),
        verdict,
        usual.leaving(),
        usual.probe(),
        usual.reports());
  }

  private void assertComesBack(PairState state, CannotTakeOverCause cause, MoveReason relief) {
    Beat beat =
        TestSite.beat(
            1,
            5,
            6,
            new PairReport(
                TestSite.ERP,
                state,
                Epoch.NONE,
                new Readiness(cause, "über"),
                true,
                relief,
                false,
                new Suspension(3, false),
                Optional.empty(),
                Optional.of(
                    new PairReport.Settled("request-1", OperationState.REFUSED, "stale lock"))));
    assertEquals(Optional.of(beat), BeatCodec.decode(encoded(beat)));
  }

  @Test
  void aLongTextForPeopleIsCutAtACharacter() {
    Beat beat =
        TestSite.beat(
            1,
            5,
            6,
            new PairReport(
                TestSite.ERP,
                PairState.STANDBY,
                Epoch.NONE,
                new Readiness(CannotTakeOverCause.DISK_UNREACHABLE, "x" + "ü".repeat(300)),
                false,
                MoveReason.NONE,
                false,
                Suspension.NONE,
                Optional.empty(),
                Optional.empty()));
    Beat decoded = BeatCodec.decode(encoded(beat)).orElseThrow();
    assertEquals("x" + "ü".repeat(99), decoded.reports().getFirst().readiness().detail());
  }

  @Test
  void whatTheLunsAreComesBack() {
    LunMarks marks = LunMarks.of(List.of("naa.6001405f", "", "eui.0025"));
    Beat beat = TestSite.beat(1, 5, 6, TestSite.report("erp").with(marks));
    assertEquals(Optional.of(beat), BeatCodec.decode(encoded(beat)));
  }

  @Test
  void whatAClientFindsComesBack() {
    for (ClientView clients :
        List.of(
            ClientView.UNKNOWN,
            ClientView.SERVED,
            ClientView.unserved(new ResourceName("address"), 70_000, "tcp 10.0.0.100:80 …"))) {
      Beat beat = TestSite.beat(1, 5, 6, TestSite.report("erp").with(clients));
      assertEquals(Optional.of(beat), BeatCodec.decode(encoded(beat)));
    }
  }

  @Test
  void whatAClientCantHaveFoundIsRefused() {
    ClientView clients = ClientView.unserved(new ResourceName("address"), 3, "no answer");
    ByteBuffer bytes = encoded(TestSite.beat(1, 5, 6, TestSite.report("erp").with(clients)));
    int verdict = bytes.limit() - (1 + 8 + 4 + 1 + 9);
    for (int wrong : new int[] {0, 1, 2, 4, 255}) {
      assertEquals(
          Optional.empty(), BeatCodec.decode(bytes.duplicate().put(verdict, (byte) wrong)));
    }
    bytes.put(verdict, (byte) 3);
    assertTrue(BeatCodec.decode(bytes.duplicate()).isPresent());
    assertEquals(Optional.empty(), BeatCodec.decode(bytes.duplicate().putInt(verdict + 9, -1)));
  }

  @Test
  void anIdIsNeverCut() {
    PairReport report =
        new PairReport(
            TestSite.ERP,
            PairState.STANDBY,
            Epoch.NONE,
            Readiness.READY,
            false,
            MoveReason.NONE,
            false,
            Suspension.NONE,
            Optional.empty(),
            Optional.of(
                new PairReport.Settled("s".repeat(65), OperationState.FAILED, "too long an id")));
    Beat beat = TestSite.beat(1, 5, 6, report);
    assertThrows(IllegalArgumentException.class, () -> encoded(beat));
  }

  @Test
  void theLargestReportFitsItsLimit() {
    ByteBuffer into = ByteBuffer.allocate(ReportCodec.LARGEST);
    ReportCodec.encode(TestSite.largestReport("erp"), into);
    assertTrue(into.position() > ReportCodec.LARGEST / 2, "the largest report is not large");
  }

  @Test
  void whatDoesNotFitIsLeftForTheNext() {
    Beat beat =
        TestSite.beat(
            1,
            5,
            6,
            TestSite.largestReport("a"),
            TestSite.largestReport("b"),
            TestSite.largestReport("c"));
    ByteBuffer into = ByteBuffer.allocate(1300);
    int next = codec.encode(beat, 0, into);
    assertEquals(1, next);
    assertEquals(
        beat.reports().subList(0, 1), BeatCodec.decode(into.flip()).orElseThrow().reports());
    assertEquals(2, codec.encode(beat, next, into.clear()));
    assertEquals(
        beat.reports().subList(1, 2), BeatCodec.decode(into.flip()).orElseThrow().reports());
    assertEquals(3, codec.encode(beat, 2, into.clear()));
  }

  @Test
  void noPrefixAndNoSuffixIsABeat() {
    byte[] bytes = bytes(TestSite.beat(1, 5, 6, TestSite.largestReport("erp")));
    for (int length = 0; length < bytes.length; length++) {
      assertEquals(
          Optional.empty(),
          BeatCodec.decode(ByteBuffer.wrap(bytes, 0, length)),
          "length " + length);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertEquals(Optional.empty(), BeatCodec.decode(ByteBuffer.wrap(longer)));
  }

  @Test
  void noDamageThrows() {
    Random random = new Random(1);
    byte[] bytes =
        bytes(TestSite.beat(1, 5, 6, TestSite.report("erp"), TestSite.largestReport("crm")));
    int beats = 0;
    for (int run = 0; run < 200_000; run++) {
      byte[] damaged = bytes.clone();
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      beats += BeatCodec.decode(ByteBuffer.wrap(damaged)).isPresent() ? 1 : 0;
    }
    assertTrue(beats > 0 && beats < 200_000, beats + " of the damaged beats were beats");
  }

  private ByteBuffer encoded(Beat beat) {
    ByteBuffer into = ByteBuffer.allocate(4096);
    assertEquals(beat.reports().size(), codec.encode(beat, 0, into));
    return into.flip();
  }

  private byte[] bytes(Beat beat) {
    ByteBuffer encoded = encoded(beat);
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }
}
