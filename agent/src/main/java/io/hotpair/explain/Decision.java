package io.hotpair.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hotpair.core.model.PairName;
import io.hotpair.core.pair.Node;
import io.hotpair.core.pair.NodeConfig;
import io.hotpair.core.pair.NodeEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One move of one pair as one node decided it.
 *
 * @param pair the pair that moved
 * @param config what the rules knew of the site
 * @param begin the node before the first event
 * @param events all that it was told, in order
 * @param turns what the pair did, as it was decided
 */
public record Decision(
    PairName pair, NodeConfig config, Node begin, List<NodeEvent> events, List<Turn> turns) {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final int LARGEST = 64 << 20;

  /** Copies the lists. */
  public Decision {
    events = List.copyOf(events);
    turns = List.copyOf(turns);
  }

  /**
   * A turn of the pair.
   *
   * @param event the place of the event that led to it, from 0
   * @param nanos when, on the node's monotonic clock
   * @param input what it was told, in words
   * @param state what the pair did afterwards
   * @param reason the rule's reason
   * @param effects what it wanted done, in order
   */
  public record Turn(
      int event, long nanos, String input, String state, String reason, List<String> effects) {
    /** Copies the list. */
    public Turn {
      effects = List.copyOf(effects);
    }
  }

  /** As one line of text; small, for much of it repeats. */
  public String toText() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
        packed.write(MAPPER.writeValueAsBytes(RecordText.write(this)));
      }
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * From {@link #toText}.
   *
   * @throws IllegalArgumentException if it is damaged, or another release's; says what is wrong
   */
  public static Decision ofText(String text) {
    byte[] packed = Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
    try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] bytes = input.readNBytes(LARGEST);
      return RecordText.read(MAPPER.readTree(bytes), Decision.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("not JSON: " + broken.getOriginalMessage(), broken);
    } catch (IOException damaged) {
      throw new IllegalArgumentException("damaged: " + damaged.getMessage(), damaged);
    }
  }
}
