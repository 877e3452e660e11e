package dev.pressroom.cli;

import dev.pressroom.job.JobState;
import dev.pressroom.notation.Languages;
import dev.pressroom.notation.Units;
import dev.pressroom.notation.Zones;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How values are written on the command line, and what is said of those that are not. */
final class Converters {
  /** No job may take longer; and far below what a count of nanoseconds holds. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private Converters() {}

  static void addTo(CommandLine line) {
    line.registerConverter(Duration.class, Converters::duration)
        .registerConverter(Instant.class, Converters::instant)
        .registerConverter(ZoneId.class, Converters::zone)
        .registerConverter(Locale.class, Converters::locale)
        .registerConverter(JobState.class, Converters::state);
  }

  /** As in the configuration; as ISO writes it too, since job files do. */
  static Duration duration(String text) {
    Duration duration =
        Units.duration(text)
            .or(() -> iso(text))
            .orElseThrow(() -> refused(text, "is not a duration; write 500ms, 30s, 10m, 2h or 1d"));
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw refused(text, "is not between 0s and " + LONGEST.toDays() + "d");
    }
    return duration;
  }

  private static Optional<Duration> iso(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused(
          text, "is not a moment; write 2026-11-21T17:30:00Z or 2026-11-21T18:30:00+01:00");
    }
  }

  private static ZoneId zone(String text) {
    return Zones.read(text).orElseThrow(() -> refused(text, Zones.RULE));
  }

  private static Locale locale(String text) {
    return Languages.read(text).orElseThrow(() -> refused(text, Languages.RULE));
  }

  private static JobState state(String text) {
    return Stream.of(JobState.values())
        .filter(state -> state.text().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    text,
                    "is not a state; one of: "
                        + Stream.of(JobState.values())
                            .map(JobState::text)
                            .collect(Collectors.joining(", "))));
  }

  private static TypeConversionException refused(String text, String why) {
    return new TypeConversionException("\"" + text + "\" " + why);
  }
}
