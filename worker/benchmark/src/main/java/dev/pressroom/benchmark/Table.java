package dev.pressroom.benchmark;

import java.io.PrintWriter;
import java.util.Locale;

/** What a run prints: sections of lines, each a figure and what it is of. For one thread. */
final class Table {
  private final PrintWriter out;

  Table(PrintWriter out) {
    this.out = out;
  }

  void section(String title) {
    out.printf("%n%s%n", title);
    out.flush();
  }

  void line(String what, String value) {
    out.printf("  %-66s %s%n", what, value);
    out.flush();
  }

  void note(String text) {
    out.printf("  (%s)%n", text);
    out.flush();
  }

  /** Milliseconds: the median and a high percentile. */
  void times(String what, Samples millis) {
    line(
        what,
        text("median %7.2f ms   p99 %7.2f ms", millis.median(), millis.percentile(99))
            + text("   max %7.2f ms", millis.most()));
  }

  /** A rate: the median of the rounds, and their range. */
  void rates(String what, Samples perSecond) {
    line(
        what,
        text("%8.1f/s   (%.1f to %.1f)", perSecond.median(), perSecond.least(), perSecond.most()));
  }

  /** Of rates measured in the same rounds. */
  void ratio(String what, Samples ratios) {
    line(what, text("%8.2f     (%.2f to %.2f)", ratios.median(), ratios.least(), ratios.most()));
  }

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
