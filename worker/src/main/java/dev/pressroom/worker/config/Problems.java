package dev.pressroom.worker.config;

import dev.pressroom.yaml.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that is wrong with one file, so that it can be told at once. */
final class Problems {
  private final String fileName;
  private final List<Problem> problems = new ArrayList<>();

  Problems(String fileName) {
    this.fileName = fileName;
  }

  void add(Position at, String problem) {
    problems.add(new Problem(fileName, at.line(), at.column(), problem));
  }

  /**
   * @throws ConfigurationException if there are any, in the file's order
   */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw exception();
    }
  }

  /** What there is, in the file's order. */
  ConfigurationException exception() {
    return new ConfigurationException(
        problems.stream()
            .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
            .toList());
  }
}
