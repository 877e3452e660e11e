package dev.pressroom.worker.config;

import java.util.List;

/**
 * How the worker's own log is written, on standard error.
 *
 * @param format {@code text} for people, {@code json} for programs
 * @param level what is less than that is left out
 */
public record LogSettings(String format, String level) {

  static LogSettings read(Section section) {
    LogSettings settings =
        new LogSettings(
            section.choice("format", "text", List.of("text", "json")),
            section.choice("level", "info", List.of("error", "warn", "info", "debug")));
    section.end();
    return settings;
  }
}
