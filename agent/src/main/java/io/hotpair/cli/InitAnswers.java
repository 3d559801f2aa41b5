package io.hotpair.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code hotpair init} must know of a pair: each given by an option, or asked for, or usual.
 * What an answer must look like the site file's own reader says, with line and column.
 */
final class InitAnswers {
  /**
   * A question.
   *
   * @param label names the option, after {@code --}
   * @param text what to ask a person
   * @param usual what an empty answer means; empty if there must be one
   * @param optional whether an empty answer leaves that part out
   */
  record Question(String label, String text, String usual, boolean optional) {}

  static final List<Question> ALL =
      List.of(
          new Question("cluster", "Name of the site", "site", false),
          new Question("pair", "Name of the pair", "pair1", false),
          new Question("preferred", "Host name of the preferred node", "", false),
          new Question("preferred-private", "  its address on the crossover cable", "", false),
          new Question("preferred-public", "  its address on the public network", "", false),
          new Question("other", "Host name of the other node", "", false),
          new Question("other-private", "  its address on the crossover cable", "", false),
          new Question("other-public", "  its address on the public network", "", false),
          new Question(
              "other-host", "  the server it runs on, if it is a virtual machine", "", true),
          new Question("reference", "Address that is up whenever the public network is", "", true),
          new Question("device", "The shared LUN, as /dev/disk/by-id/...", "", false),
          new Question("beat", "A small LUN or partition of its own for beats", "", false),
          new Question("directory", "Where its file system is mounted; empty: nowhere", "", true),
          new Question("fstype", "  its type", "ext4", false),
          new Question("unit", "systemd unit of the service, if there is one", "", true),
          new Question("address", "Address that moves with the pair, as 10.0.0.100/24", "", true));

  private final Map<String, String> given = new LinkedHashMap<>();

  /** Takes an answer; blanks around it do not count. */
  void put(String label, String answer) {
    given.put(label, answer.strip());
  }

  boolean has(String label) {
    return given.containsKey(label);
  }

  /** The answer, or the usual one; empty if that part is left out. */
  String get(String label) {
    String answer = given.getOrDefault(label, "");
    return answer.isEmpty() ? question(label).usual() : answer;
  }

  /** Whether a question can be passed over because of what was answered before. */
  boolean isIdle(Question question) {
    return question.label().equals("fstype") && get("directory").isEmpty();
  }

  /** Labels of what must be known and is not. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Question question : ALL) {
      if (!question.optional() && get(question.label()).isEmpty()) {
        missing.add(question.label());
      }
    }
    if (get("directory").isEmpty() && get("unit").isEmpty() && get("address").isEmpty()) {
      missing.add("directory, unit or address");
    }
    return missing;
  }

  private static Question question(String label) {
    return ALL.stream().filter(it -> it.label().equals(label)).findFirst().orElseThrow();
  }
}
