package dev.pressroom.worker.config;

/**
 * Something wrong with the configuration.
 *
 * @param file its name
 * @param line counted from 1; 0 if it is about the whole file
 * @param column counted from 1; 0 if it is about the whole file
 * @param message key, value, rule and cure
 */
public record Problem(String file, int line, int column, String message) {
  /** {@code pressroom.yaml:14:3 worker.heartbeat=20s leaves …}. */
  @Override
  public String toString() {
    return line == 0 ? file + " " + message : file + ":" + line + ":" + column + " " + message;
  }
}
