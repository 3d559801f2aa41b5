package io.hotpair.view.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotpair.core.model.AccessRole;
import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.site.JolokiaSpec;
import io.hotpair.view.access.Users.Admission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UsersTest {
  private long now = Long.MAX_VALUE - 5; // System.nanoTime may overflow at any moment
  private final Users users =
      new Users(
          Surface.JOLOKIA,
          Map.of(
              "ops",
              new JolokiaSpec.User(AccessRole.OPERATE, KeyStoreFile.secret("right")),
              "empty",
              new JolokiaSpec.User(AccessRole.READ, KeyStoreFile.secret(""))),
          () -> now);

  @Test
  void theRightPasswordMakesACallerWithRoleAndAddress() {
    Admission.Admitted admitted =
        assertInstanceOf(Admission.Admitted.class, attempt("ops", "right", "10.0.0.9"));
    assertEquals(
        new Caller(new Requester(Surface.JOLOKIA, "ops", "10.0.0.9"), AccessRole.OPERATE),
        admitted.caller());
  }

  @Test
  void aWrongPasswordAndAnUnknownUserAreRefusedAlike() {
    assertEquals(new Admission.Refused(), attempt("ops", "wrong", "10.0.0.9"));
    assertEquals(new Admission.Refused(), attempt("ops", "", "10.0.0.9"));
    assertEquals(new Admission.Refused(), attempt("nobody", "right", "10.0.0.9"));
    assertEquals(new Admission.Refused(), attempt("", "", "10.0.0.9"));
  }

  @Test
  void anUnknownUserIsNeverAdmittedWhateverThePassword() {
    assertEquals(
        new Admission.Refused(),
        users.admit("nobody", new byte[32], "10.0.0.9"),
        "not by the bytes that stand in for a missing password");
  }

  @Test
  void guessingMustWaitTwiceAsLongEachTimeUpToALimit() {
    failFiveTimes();
    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 64, 64, 64}) {
      assertEquals(
          new Admission.TooMany(Duration.ofSeconds(seconds)), attempt("ops", "right", "10.0.0.9"));
      now += Duration.ofSeconds(seconds).toNanos() - 1;
      assertInstanceOf(Admission.TooMany.class, attempt("ops", "right", "10.0.0.9"));
      now += 1;
      assertEquals(new Admission.Refused(), attempt("ops", "wrong", "10.0.0.9"));
    }
    now += Users.LONGEST_WAIT.toNanos();
    assertInstanceOf(Admission.Admitted.class, attempt("ops", "right", "10.0.0.9"));
    assertEquals(new Admission.Refused(), attempt("ops", "wrong", "10.0.0.9"), "counts anew");
  }

  @Test
  void aGuesserLocksOutNobodyElse() {
    failFiveTimes();
    assertInstanceOf(Admission.Admitted.class, attempt("ops", "right", "10.0.0.8"));
    for (int i = 0; i < 5_000; i++) {
      attempt("nobody-" + i, "guess", "10.0.0.8");
    }
    assertInstanceOf(Admission.TooMany.class, attempt("nobody", "guess", "10.0.0.8"));
    assertInstanceOf(Admission.Admitted.class, attempt("ops", "right", "10.0.0.8"));
    assertTrue(attempt("empty", "", "10.0.0.8") instanceof Admission.Admitted);
  }

  private void failFiveTimes() {
    for (int i = 0; i < Users.FREE_FAILURES; i++) {
      assertEquals(new Admission.Refused(), attempt("ops", "wrong", "10.0.0.9"));
    }
  }

  private Admission attempt(String user, String password, String address) {
    return users.admit(user, password.getBytes(StandardCharsets.UTF_8), address);
  }
}
