package dev.pressroom.worker.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Nothing was opened or started. */
public final class ConfigurationException extends RuntimeException {
  private final transient List<Problem> problems;

  ConfigurationException(List<Problem> problems) {
    super(
        problems.stream().map(Problem::toString).collect(Collectors.joining("\n"))
            + "\nNothing was started.");
    this.problems = List.copyOf(problems);
  }

  /** In the file's order; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
