package dev.pressroom.worker.config;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with one file, so that it can be told at once. */
final class Problems {
  private record Problem(int line, String text) {}

  private final String fileName;
  private final List<Problem> problems = new ArrayList<>();

  Problems(String fileName) {
    this.fileName = fileName;
  }

  void add(int line, String problem) {
    problems.add(new Problem(line, problem));
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
            .sorted((a, b) -> Integer.compare(a.line(), b.line()))
            .map(problem -> fileName + ":" + problem.line() + " " + problem.text())
            .toList());
  }
}
