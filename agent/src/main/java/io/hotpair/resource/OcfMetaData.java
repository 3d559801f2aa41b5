package io.hotpair.resource;

import java.io.StringReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What an OCF resource agent says of itself: Open Clustering Framework Resource Agent API 1.1,
 * "Meta data". A document type is not read, and no entity of its own is known.
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
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml.strip()));
      OcfMetaData metaData = read(reader);
      reader.close();
      return metaData;
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("not XML: " + firstLine(e), e);
    }
  }

  private static String firstLine(XMLStreamException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static OcfMetaData read(XMLStreamReader reader) throws XMLStreamException {
    Map<String, Boolean> parameters = new LinkedHashMap<>();
    Map<String, Duration> timeouts = new LinkedHashMap<>();
    boolean root = true;
    while (reader.hasNext()) {
      if (reader.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      String element = reader.getLocalName();
      if (root && !element.equals("resource-agent")) {
        throw new IllegalArgumentException("element " + element + " instead of resource-agent");
      }
      root = false;
      String name = reader.getAttributeValue(null, "name");
      if (element.equals("parameter") && name != null) {
        parameters.put(name, isTrue(reader.getAttributeValue(null, "required")));
      } else if (element.equals("action") && name != null) {
        time(reader.getAttributeValue(null, "timeout"))
            .ifPresent(timeout -> timeouts.merge(name, timeout, OcfMetaData::shorter));
      }
    }
    return new OcfMetaData(parameters, timeouts);
  }

  private static boolean isTrue(String text) {
    return "1".equals(text) || "true".equals(text);
  }

  // An agent may list an action twice, as monitor for two check levels: the plain one takes less.
  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Optional<Duration> time(String text) {
    Matcher matcher = TIME.matcher(text == null ? "" : text.strip());
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
