package io.hotpair.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Text to a tree of nodes with their places. Only the plain part of YAML 1.2 is allowed: one
 * document, no anchors, aliases or tags; so that a file means what it shows.
 */
final class YamlText {
  /**
   * The deepest nesting; a site needs 8. The composer is recursive: without a bound it overflows.
   */
  private static final int DEEPEST = 16;

  private YamlText() {}

  // The whole text is one buffer: the library loses count where a pair of surrogates lies across
  // the
  // edge of two.
  private static LoadSettings settings(String text) {
    return LoadSettings.builder().setUseMarks(true).setBufferSize(text.length() + 2).build();
  }

  /** The root node; empty if there is none, with the reason among the problems. */
  static Optional<Node> read(String text, Problems problems) {
    try {
      if (!isPlain(text, problems)) {
        return Optional.empty();
      }
      Optional<Node> root = new Compose(settings(text)).composeString(text);
      if (root.isEmpty()) {
        problems.add(1, 1, "the file is empty; allowed is a mapping with cluster, nodes, pairs");
      }
      return root;
    } catch (MarkedYamlEngineException broken) {
      problems.add(broken.getProblemMark(), "not YAML: " + explain(broken));
      return Optional.empty();
    } catch (ReaderException broken) {
      problems.add(
          lineOf(text, broken.getPosition()),
          1,
          "not YAML: the character U+%04X is not allowed".formatted(broken.getCodePoint()));
      return Optional.empty();
    } catch (YamlEngineException broken) {
      problems.add(1, 1, "not YAML: " + broken.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isPlain(String text, Problems problems) {
    int depth = 0;
    int documents = 0;
    for (Event event : new Parse(settings(text)).parseString(text)) {
      String complaint = complaint(event);
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        complaint = "nested deeper than anything that a site file needs; allowed are 16 levels";
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      } else if (event instanceof DocumentStartEvent && ++documents > 1) {
        complaint = "a second document; allowed is one";
      }
      if (!complaint.isEmpty()) {
        problems.add(event.getStartMark(), complaint);
        return false;
      }
    }
    return true;
  }

  private static String complaint(Event event) {
    if (event instanceof AliasEvent) {
      return "an alias; allowed are values written out";
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      return "an anchor; allowed are values written out";
    }
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> Optional.empty();
        };
    return tag.map(name -> "the tag " + name + "; allowed are values without tags").orElse("");
  }

  private static String explain(MarkedYamlEngineException broken) {
    String context = broken.getContext() == null ? "" : broken.getContext() + ", ";
    return context + broken.getProblem();
  }

  private static int lineOf(String text, int position) {
    int end = Math.clamp(position, 0, text.length());
    return 1 + (int) text.substring(0, end).chars().filter(letter -> letter == '\n').count();
  }
}
