package io.hotpair.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** What was found wrong so far. */
final class Problems {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  private final String file;
  private final Set<Problem> errors = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Node place, String text) {
    errors.add(problem(place.getStartMark(), text));
  }

  void add(Optional<Mark> place, String text) {
    errors.add(problem(place, text));
  }

  void add(int line, int column, String text) {
    errors.add(new Problem(file, line, column, text));
  }

  void warn(Node place, String text) {
    warnings.add(problem(place.getStartMark(), text));
  }

  /** The errors in the file's order. */
  List<Problem> errors() {
    return errors.stream().sorted(BY_PLACE).toList();
  }

  /** The warnings in the file's order. */
  List<Problem> warnings() {
    return warnings.stream().sorted(BY_PLACE).toList();
  }

  // Marks count from 0, people from 1.
  private Problem problem(Optional<Mark> place, String text) {
    int line = place.map(mark -> mark.getLine() + 1).orElse(1);
    int column = place.map(mark -> mark.getColumn() + 1).orElse(1);
    return new Problem(file, line, column, text);
  }
}
