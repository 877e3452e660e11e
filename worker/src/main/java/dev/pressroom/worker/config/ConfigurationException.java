package dev.pressroom.worker.config;

import java.util.List;

/** The configuration cannot be used. Nothing was opened or started. */
public final class ConfigurationException extends RuntimeException {
  private final List<String> problems;

  ConfigurationException(List<String> problems) {
    super(String.join("\n", problems) + "\nNothing was started.");
    this.problems = List.copyOf(problems);
  }

  /** One line each: file and line, key and value, the rule, the cure. Never empty. */
  public List<String> problems() {
    return problems;
  }
}
