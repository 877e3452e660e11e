package dev.pressroom.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How long and how large, in as few characters as a person needs. */
final class Amounts {
  private static final long KILO = 1000;

  private Amounts() {}

  /** In the largest unit that fits: {@code 40s}, {@code 3m}, {@code 2h}, {@code 5d}. */
  static String length(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    } else if (seconds < 3_600) {
      return seconds / 60 + "m";
    } else if (seconds < 2 * 86_400) {
      return seconds / 3_600 + "h";
    }
    return seconds / 86_400 + "d";
  }

  /** The same with tenths where an attempt's length is meant: {@code 0.4s}, {@code 3m 12s}. */
  static String exactly(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 10_000) {
      return String.format(Locale.ROOT, "%.1fs", millis / 1000.0);
    } else if (millis < 60_000) {
      return millis / 1000 + "s";
    } else if (millis < 3_600_000) {
      return millis / 60_000 + "m " + millis / 1000 % 60 + "s";
    }
    return millis / 3_600_000 + "h " + millis / 60_000 % 60 + "m";
  }

  /** How long ago; a moment to come is {@code 0s}. */
  static String age(Instant then, Instant now) {
    return length(Duration.between(then, now));
  }

  /** {@code 812 B}, {@code 14 kB}, {@code 1.2 MB}: of a thousand, as disks are sold. */
  static String size(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    while (amount >= KILO && unit < 4) {
      amount /= KILO;
      unit++;
    }
    return String.format(
        Locale.ROOT, amount < 10 ? "%.1f %sB" : "%.0f %sB", amount, "kMGTP".charAt(unit));
  }

  /** With groups of three, so that a million can be told from a hundred thousand. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
