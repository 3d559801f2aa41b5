package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the public network reaches anything: addresses that are up whenever it is, as a router's.
 * A carrier says only that the next switch has power.
 *
 * <p>Each address is asked in turn with a thread of its own, by ICMP echo as root and else by TCP
 * port 7, where a refusal is an answer as well ({@link InetAddress#isReachable}). One that answers
 * is enough. An address counts as silent after {@link #MISSES} questions in a row without an
 * answer: a node that stood still itself has asked nothing meanwhile, and finds nothing silent.
 */
public final class References {
  /** Questions in a row that must stay without an answer. */
  static final int MISSES = 3;

  private static final Logger LOG = LoggerFactory.getLogger(References.class);
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** A network whose site names no reference address. */
  public static final References NONE = new References(List.of(), Duration.ofSeconds(1));

  private final List<Probe> probes;
  private final Duration period;

  /**
   * An address.
   *
   * @param name as people know it
   * @param question asks it
   */
  record Address(String name, Question question) {}

  /** How one address is asked. */
  interface Question {
    /** Whether the address answers within a time; {@link IOException} if it can't be asked. */
    boolean answers(Duration within) throws IOException;
  }

  /**
   * Addresses that are asked from one of this node's own.
   *
   * @param addresses numeric
   * @param own this node's numeric address on the public network; questions leave by its device
   * @param deadTime within which a silent network should be found; at least 400 ms are taken
   * @throws IllegalArgumentException if an address is not numeric
   */
  public static References of(List<String> addresses, String own, Duration deadTime) {
    InetAddress from = InetAddress.ofLiteral(own);
    return new References(
        addresses.stream()
            .map(InetAddress::ofLiteral)
            .map(to -> new Address(to.getHostAddress(), within -> isReachable(to, from, within)))
            .toList(),
        deadTime);
  }

  References(List<Address> addresses, Duration deadTime) {
    period = period(deadTime);
    probes = addresses.stream().map(Probe::new).toList();
  }

  private static Duration period(Duration deadTime) {
    Duration fourth = deadTime.dividedBy(MISSES + 1);
    return fourth.compareTo(SHORTEST) < 0 ? SHORTEST : fourth;
  }

  /**
   * Asks one address once, as the probes would: silence is {@link #MISSES} questions without an
   * answer.
   *
   * @param address numeric
   * @param own as in {@link #of}
   * @param deadTime as in {@link #of}
   * @return whether it answered; {@code Unknown} if it could not be asked
   * @throws IllegalArgumentException if an address is not numeric
   */
  public static Outcome<Boolean> ask(String address, String own, Duration deadTime) {
    InetAddress to = InetAddress.ofLiteral(address);
    InetAddress from = InetAddress.ofLiteral(own);
    return ask(within -> isReachable(to, from, within), deadTime);
  }

  static Outcome<Boolean> ask(Question question, Duration deadTime) {
    try {
      boolean answered = false;
      for (int asked = 0; asked < MISSES && !answered; asked++) {
        answered = question.answers(period(deadTime));
      }
      return new Outcome.Succeeded<>(answered);
    } catch (IOException unaskable) {
      return new Outcome.Unknown<>("can't be asked: " + unaskable.getMessage());
    }
  }

  /** How long {@link #ask} may take for one address. */
  public static Duration longestAsking(Duration deadTime) {
    return period(deadTime).multipliedBy(MISSES);
  }

  private static boolean isReachable(InetAddress to, InetAddress from, Duration within)
      throws IOException {
    NetworkInterface device = NetworkInterface.getByInetAddress(from);
    if (device == null) {
      throw new SocketException("no device has " + from.getHostAddress());
    }
    return to.isReachable(device, 0, (int) within.toMillis());
  }

  /** Whether an address answers, as far as it is known; true where there is none to ask. */
  public boolean isAnyReachable() {
    if (probes.isEmpty()) {
      return true;
    }
    for (Probe probe : probes) {
      if (probe.misses < MISSES) {
        return true;
      }
    }
    return false;
  }

  /** Each address, and whether it answers, as far as is known, in the site file's order. */
  public Map<String, Boolean> answers() {
    Map<String, Boolean> answers = new LinkedHashMap<>();
    probes.forEach(probe -> answers.put(probe.address.name(), probe.misses < MISSES));
    return answers;
  }

  /** What asks; each needs a thread of its own, and ends when that is interrupted. */
  public List<Runnable> probes() {
    return List.copyOf(probes);
  }

  private final class Probe implements Runnable {
    private final Address address;
    private volatile int misses;

    private Probe(Address address) {
      this.address = address;
    }

    @Override
    public void run() {
      try {
        while (true) {
          long asked = System.nanoTime();
          ask();
          TimeUnit.NANOSECONDS.sleep(period.toNanos() - (System.nanoTime() - asked));
        }
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    }

    private void ask() {
      boolean before = isAnyReachable();
      misses = answers() ? 0 : Math.min(misses + 1, MISSES);
      if (before != isAnyReachable()) {
        LOG.warn(
            before
                ? "The public network counts as down: no reference address answers."
                : "A reference address of the public network answers again.");
      }
    }

    private boolean answers() {
      try {
        return address.question().answers(period);
      } catch (IOException unreachable) {
        return false;
      }
    }
  }
}
