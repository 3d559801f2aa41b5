package io.hotpair.port;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What an agent says of itself, resource agents and fence agents alike: the elements below {@code
 * resource-agent}. A document type is not read, and no entity of its own is known.
 *
 * @param elements in the order of the text
 */
public record AgentMetaData(List<Element> elements) {
  private static final String ROOT = "resource-agent";

  /**
   * An element that has a name, as {@code <parameter name="ip" required="1"/>}.
   *
   * @param kind as {@code parameter}, {@code action}
   * @param name its attribute {@code name}
   * @param attributes all that it has
   */
  public record Element(String kind, String name, Map<String, String> attributes) {
    /** An attribute's text, if it is there. */
    public Optional<String> text(String attribute) {
      return Optional.ofNullable(attributes.get(attribute));
    }

    /** Whether an attribute says yes. */
    public boolean isTrue(String attribute) {
      return text(attribute).filter(text -> text.equals("1") || text.equals("true")).isPresent();
    }
  }

  /** Copies the list. */
  public AgentMetaData {
    elements = List.copyOf(elements);
  }

  /**
   * Reads what an agent prints.
   *
   * @throws IllegalArgumentException if it is not XML, or not an agent's; the message says what
   */
  public static AgentMetaData parse(String xml) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml.strip()));
      AgentMetaData metaData = read(reader);
      reader.close();
      return metaData;
    } catch (XMLStreamException broken) {
      throw new IllegalArgumentException(
          "not XML: " + String.valueOf(broken.getMessage()).lines().findFirst().orElse(""), broken);
    }
  }

  private static AgentMetaData read(XMLStreamReader reader) throws XMLStreamException {
    List<Element> elements = new ArrayList<>();
    boolean root = true;
    while (reader.hasNext()) {
      if (reader.next() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      String kind = reader.getLocalName();
      if (root && !kind.equals(ROOT)) {
        throw new IllegalArgumentException("element " + kind + " instead of " + ROOT);
      }
      root = false;
      Map<String, String> attributes = new HashMap<>();
      for (int place = 0; place < reader.getAttributeCount(); place++) {
        attributes.put(reader.getAttributeLocalName(place), reader.getAttributeValue(place));
      }
      if (attributes.containsKey("name")) {
        elements.add(new Element(kind, attributes.get("name"), Map.copyOf(attributes)));
      }
    }
    return new AgentMetaData(elements);
  }
}
