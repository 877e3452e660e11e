package dev.pressroom.report.definition;

import dev.pressroom.report.Format;
import dev.pressroom.report.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What stands under a column at a group's end. */
enum Total {
  SUM(Accumulators.Sum::new),
  COUNT(Accumulators.Count::new),
  AVERAGE(Accumulators.Average::new),
  MIN(() -> new Accumulators.Extreme(-1)),
  MAX(() -> new Accumulators.Extreme(1)),
  DISTINCT(Accumulators.Distinct::new);

  private final Supplier<Accumulator> accumulator;

  Total(Supplier<Accumulator> accumulator) {
    this.accumulator = accumulator;
  }

  Accumulator start() {
    return accumulator.get();
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  static Total parse(String text) {
    List<String> names = Arrays.stream(values()).map(Total::spelling).toList();
    if (!names.contains(text)) {
      throw new IllegalArgumentException(
          "\"%s\" is not a total%s; one of: %s"
              .formatted(text, Suggestion.hint(text, names), String.join(", ", names)));
    }
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean needsNumbers() {
    return this == SUM || this == AVERAGE;
  }

  /** A count is not shown as what it counts, nor an average of integers as an integer. */
  Format format(Format column) {
    return switch (this) {
      case COUNT, DISTINCT -> Format.INTEGER;
      case AVERAGE -> {
        boolean noDecimals =
            column.equals(Format.INTEGER)
                || column.equals(Format.AUTO)
                || column.toString().equals("number");
        yield noDecimals ? Format.parse("number 0.01") : column;
      }
      default -> column;
    };
  }
}
