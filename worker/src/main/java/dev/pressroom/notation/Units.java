package dev.pressroom.notation;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations ({@code 500ms 30s 10m 2h 1d}) and sizes ({@code 64k 256m 2g}, of 1024) as written. */
public final class Units {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg])");

  private Units() {}

  /** Empty if the text is none. */
  public static Optional<Duration> duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(parts.group(1));
    return Optional.of(
        switch (parts.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  /** Empty if the text is none. */
  public static Optional<Long> bytes(String text) {
    Matcher parts = SIZE.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int shift = 10 * ("kmg".indexOf(parts.group(2)) + 1);
    return Optional.of(Long.parseLong(parts.group(1)) << shift);
  }

  /** As one would write it, in the largest unit that leaves no rest. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    } else if (millis % 1000 != 0) {
      return millis + "ms";
    } else if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    return millis % 60_000 == 0 ? millis / 60_000 + "m" : millis / 1000 + "s";
  }

  /** As one would write it, in the largest unit that leaves no rest. */
  public static String text(long bytes) {
    int unit = 0;
    long amount = bytes;
    while (unit < 3 && amount != 0 && amount % 1024 == 0) {
      amount /= 1024;
      unit++;
    }
    return amount + (unit == 0 ? "" : "kmg".substring(unit - 1, unit));
  }
}
