package dev.pressroom.report.definition;

import dev.pressroom.notation.Units;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a definition says that its report may make at most. It can only tighten what the worker
 * allows, so whoever runs it takes the lower of the two.
 *
 * @param rows of its document
 * @param pages of each file
 * @param bytes of each file
 * @param time for which one attempt may run, in milliseconds
 * @param log how much of what it prints is kept, in bytes; no error if it is more
 */
public record Limits(
    Optional<Limit> rows,
    Optional<Limit> pages,
    Optional<Limit> bytes,
    Optional<Limit> time,
    Optional<Limit> log) {
  /** Nothing but the worker's. */
  public static final Limits NONE =
      new Limits(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final long SMALLEST_LOG = 4096;
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /**
   * One limit.
   *
   * @param setBy the key and where it stands, such as {@code limits.rows in sales/report.yaml:7}
   */
  public record Limit(long most, String setBy) {}

  /** Of the map {@code limits}, which may be null; what is wrong is noted. */
  static Limits read(Section limits) {
    if (limits == null) {
      return NONE;
    }
    Limits read =
        new Limits(
            limit(limits, "rows", text -> count(text, "rows")),
            limit(limits, "pages", text -> count(text, "pages")),
            limit(limits, "bytes", text -> size(text, 1)),
            limit(limits, "time", Limits::time),
            limit(limits, "log", text -> size(text, SMALLEST_LOG)));
    limits.end();
    return read;
  }

  private static Optional<Limit> limit(Section limits, String key, Function<String, Long> parser) {
    Long most = limits.parsed(key, parser, null);
    if (most == null) {
      return Optional.empty();
    }
    String file = limits.problems().file() + ":" + limits.at(key).line();
    return Optional.of(new Limit(most, limits.path(key) + " in " + file));
  }

  /** From 1, in digits. */
  static long count(String text, String of) {
    if (!text.matches("[1-9][0-9]{0,11}")) {
      throw new IllegalArgumentException(
          "\"%s\" is not a number of %s; write one from 1, without separators".formatted(text, of));
    }
    return Long.parseLong(text);
  }

  private static long size(String text, long least) {
    return Units.bytes(text)
        .filter(bytes -> bytes >= least)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + text
                        + "\" is not a size"
                        + (least == 1 ? "" : " from " + Units.text(least) + " on")
                        + "; write a number with k, m or g, such as 20m"));
  }

  private static long time(String text) {
    return Units.duration(text)
        .filter(time -> time.compareTo(SHORTEST) >= 0)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + text + "\" is not a duration from 1s on; write 90s, 10m or 2h"))
        .toMillis();
  }
}
