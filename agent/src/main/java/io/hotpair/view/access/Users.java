package io.hotpair.view.access;

import io.hotpair.core.model.Requester;
import io.hotpair.core.model.Surface;
import io.hotpair.core.model.site.JolokiaSpec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of one surface. Guessing is slow: after {@value #FREE_FAILURES} failures, a user from
 * one address must wait, twice as long each time, up to {@link #LONGEST_WAIT}. Nobody else waits,
 * so that a guesser locks no manager out.
 */
public final class Users {
  /** How many failures in a row cost nothing. */
  public static final int FREE_FAILURES = 5;

  /** The longest time that a guesser must wait. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(64);

  private static final Logger LOG = LoggerFactory.getLogger(Users.class);
  private static final int MOST_REMEMBERED = 1_024;
  private static final byte[] NO_PASSWORD = new byte[32];

  private final Surface surface;
  private final Map<String, JolokiaSpec.User> users;
  private final LongSupplier nanoTime;
  private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

  /** The users of a surface, by name; the time is monotonic, in nanoseconds. */
  public Users(Surface surface, Map<String, JolokiaSpec.User> users, LongSupplier nanoTime) {
    this.surface = surface;
    this.users = Map.copyOf(users);
    this.nanoTime = nanoTime;
  }

  /** What an attempt to authenticate comes to. */
  public sealed interface Admission {
    /** The password is right. */
    record Admitted(Caller caller) implements Admission {}

    /** There is no such user, or the password is wrong: which one is not told. */
    record Refused() implements Admission {}

    /** Too many failures: the password was not looked at. */
    record TooMany(Duration pause) implements Admission {}
  }

  /**
   * Asks for admission. The time that an answer takes does not depend on the password, nor on
   * whether the user exists.
   *
   * @param user the name
   * @param password as given
   * @param address where the attempt came from
   */
  public synchronized Admission admit(String user, byte[] password, String address) {
    JolokiaSpec.User known = users.get(user);
    String key = (known == null ? "" : user) + "@" + address;
    long now = nanoTime.getAsLong();
    Failures before = failures.getOrDefault(key, Failures.NONE);
    long pause = before.pauseNanos() - (now - before.last());
    if (before.count() >= FREE_FAILURES && pause > 0) {
      return new Admission.TooMany(Duration.ofNanos(pause));
    }
    byte[] expected = known == null ? NO_PASSWORD : hash(known.password().bytes());
    boolean right = MessageDigest.isEqual(expected, hash(password)) && known != null;
    if (right) {
      failures.remove(key);
      return new Admission.Admitted(
          new Caller(new Requester(surface, user, address), known.role()));
    }
    remember(key, new Failures(before.count() + 1, now), address);
    return new Admission.Refused();
  }

  private void remember(String key, Failures now, String address) {
    failures.put(key, now);
    if (failures.size() > MOST_REMEMBERED) {
      failures.remove(failures.keySet().iterator().next());
    }
    // A guesser must not be able to fill the log.
    if (Integer.bitCount(now.count()) == 1) {
      LOG.warn(
          "{} authentication failures in a row by {} from {}",
          now.count(),
          surface.label(),
          address);
    }
  }

  private static byte[] hash(byte[] password) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(password);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private record Failures(int count, long last) {
    static final Failures NONE = new Failures(0, 0);

    long pauseNanos() {
      int doublings = Math.clamp(count - FREE_FAILURES, 0, 6);
      return Math.min(Duration.ofSeconds(1L << doublings).toNanos(), LONGEST_WAIT.toNanos());
    }
  }
}
