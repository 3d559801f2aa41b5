package io.hotpair.resource;

import io.hotpair.port.AgentMetaData;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an OCF resource agent says of itself: Open Clustering Framework Resource Agent API 1.1,
 * "Meta data".
 *
 * @param parameters whether each parameter is required, by its name
 * @param timeouts the time that the agent advises for an action, where it does
 */
record OcfMetaData(Map<String, Boolean> parameters, Map<String, Duration> timeouts) {
  // "20", "20s", "2min": seconds unless it says otherwise, as Pacemaker reads intervals.
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,9})\\s*(ms|msec|us|usec|s|sec|m|min|h|hr)?");

  /**
   * Reads meta-data.
   *
   * @throws IllegalArgumentException if it is not XML, or not an agent's; the message says what
   */
  static OcfMetaData parse(String xml) {
    Map<String, Boolean> parameters = new LinkedHashMap<>();
    Map<String, Duration> timeouts = new LinkedHashMap<>();
    for (AgentMetaData.Element element : AgentMetaData.parse(xml).elements()) {
      if (element.kind().equals("parameter")) {
        parameters.put(element.name(), element.isTrue("required"));
      } else if (element.kind().equals("action")) {
        element
            .text("timeout")
            .flatMap(OcfMetaData::time)
            .ifPresent(timeout -> timeouts.merge(element.name(), timeout, OcfMetaData::shorter));
      }
    }
    return new OcfMetaData(parameters, timeouts);
  }

  // An agent may list an action twice, as monitor for two check levels: the plain one takes less.
  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Optional<Duration> time(String text) {
    Matcher matcher = TIME.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long value = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    return Optional.of(
        switch (unit) {
          case "ms", "msec" -> Duration.ofMillis(value);
          case "us", "usec" -> Duration.ofNanos(value * 1000);
          case "m", "min" -> Duration.ofMinutes(value);
          case "h", "hr" -> Duration.ofHours(value);
          default -> Duration.ofSeconds(value);
        });
  }
}
