package io.hotpair.cli;

import io.hotpair.core.model.Order;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What all orders take. */
final class OrderOptions {
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,6})(ms|s|m|h)?");

  @Parameters(paramLabel = "PAIR", description = "the pair")
  String pair;

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "repeat with the same id to be sure that it happens once; made up otherwise")
  private String requestId;

  @Option(names = "--wait", description = "wait for the end and say what became of it")
  boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "120s",
      description = "how long to wait at most (${DEFAULT-VALUE})")
  private String timeout;

  @Mixin SocketOption socket;

  String requestId(CommandSpec spec) {
    if (requestId == null) {
      requestId = madeUpRequestId();
    } else if (!Order.isRequestId(requestId)) {
      throw new ParameterException(
          spec.commandLine(),
          "--request-id: allowed are 1 to 64 printable ASCII characters without blanks");
    }
    return requestId;
  }

  static String madeUpRequestId() {
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    return "cli-" + HexFormat.of().formatHex(random);
  }

  Duration timeout(CommandSpec spec) {
    return duration(spec, timeout);
  }

  static Duration duration(CommandSpec spec, String timeout) {
    Matcher matcher = SECONDS.matcher(timeout);
    if (!matcher.matches()) {
      throw new ParameterException(
          spec.commandLine(), "--timeout " + timeout + ": allowed are times as 500ms, 30s, 2m");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2) == null ? "s" : matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofSeconds(count);
    };
  }

  /** Hands the order in, and waits if that was asked. */
  int run(CommandSpec spec, String verb, String target, boolean force) throws CommandFailure {
    LocalRequest request = new LocalRequest(verb, pair, target, requestId(spec), force);
    Duration longest = timeout(spec);
    PairOrder order = new PairOrder(new LocalClient(socket.path), spec.commandLine().getOut());
    return wait ? order.submitAndWait(request, longest) : order.submit(request);
  }
}
