package io.hotpair.cli;

/** The site file of two nodes and one pair, as text with the comments that a beginner needs. */
final class InitSite {
  private final InitAnswers answers;

  InitSite(InitAnswers answers) {
    this.answers = answers;
  }

  /** The whole file. */
  String text() {
    return head() + pair() + SURFACES;
  }

  private String head() {
    return """
    # The site, the same file on both nodes. hotpair check-config names what is wrong with it; the
    # examples in the documentation show all that can stand here.

    cluster: %s

    nodes:
      %s: {id: 1, addresses: {private: %s, public: %s}}
      %s: {id: 2, %saddresses: {private: %s, public: %s}}

    networks:
      private: {port: 7801}
      public: {port: 7801%s}

    timings: balanced                # or fast, relaxed

    """
        .formatted(
            quoted("cluster"),
            quoted("preferred"),
            quoted("preferred-private"),
            quoted("preferred-public"),
            quoted("other"),
            has("other-host") ? "virtual: true, host: " + quoted("other-host") + ", " : "",
            quoted("other-private"),
            quoted("other-public"),
            has("reference") ? ", reference: [" + quoted("reference") + "]" : "");
  }

  private String pair() {
    StringBuilder pair = new StringBuilder();
    pair.append(
        """
        pairs:
          %s:
            nodes: [%s, %s]
            luns:
              # scsi-pr: the LUN itself refuses the lost node; hotpair validate tries whether it can.
              data: {device: %s, guard: scsi-pr, beat: %s}
            group:                       # start order; the stop is the reverse
        """
            .formatted(
                quoted("pair"),
                quoted("preferred"),
                quoted("other"),
                quoted("device"),
                quoted("beat")));
    if (has("directory")) {
      pair.append(
          "      - {ocf: \"heartbeat:Filesystem\", device: %s, directory: %s, fstype: %s}\n"
              .formatted(quoted("device"), quoted("directory"), quoted("fstype")));
    }
    if (has("unit")) {
      pair.append("      - {systemd: %s}\n".formatted(quoted("unit")));
    }
    if (has("address")) {
      String[] parts = answers.get("address").split("/", 2);
      pair.append(
          "      - {address: %s, prefix: %s}\n"
              .formatted(quote(parts[0]), quote(parts.length > 1 ? parts[1] : "24")));
    }
    return pair.toString();
  }

  private static final String SURFACES =
      """

      snmp:
        listen: udp:0.0.0.0:1161
        users:
          ops: {role: operate, auth: {sha256: secrets/ops.auth}, priv: {aes128: secrets/ops.priv}}
      """;

  private boolean has(String label) {
    return !answers.get(label).isEmpty();
  }

  private String quoted(String label) {
    return quote(answers.get(label));
  }

  /** As a YAML scalar that is read as the same text, whatever is in it. */
  private static String quote(String text) {
    if (text.matches("[A-Za-z0-9_./@-]+")) {
      return text;
    }
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
