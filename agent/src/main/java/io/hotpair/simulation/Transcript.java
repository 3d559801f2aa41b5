package io.hotpair.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What happened, line by line, for people; a run that nobody reads writes none. */
final class Transcript {
  private final Schedule schedule;
  private final boolean written;
  private final List<String> lines = new ArrayList<>();

  Transcript(Schedule schedule, boolean written) {
    this.schedule = schedule;
    this.written = written;
  }

  void line(String who, Supplier<String> what) {
    if (!written) {
      return;
    }
    String said = what.get();
    if (!said.isEmpty()) {
      lines.add(String.format(Locale.ROOT, "%11.6f  %-7s %s", schedule.now() / 1e9, who, said));
    }
  }

  String text() {
    return String.join("\n", lines);
  }
}
