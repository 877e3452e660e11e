package dev.pressroom.report;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a value is shown: {@code integer}, {@code number}, {@code number 0.01}, {@code money EUR},
 * {@code money {column: currency_code}}, {@code percent 0.1}, {@code date}, {@code time}, {@code
 * timestamp}, {@code duration}, {@code text}, or a pattern such as {@code MMMM yyyy} or {@code
 * #,##0.00}. By the job's locale and zone. Immutable.
 */
public final class Format {
  /** Whatever the value is, as it is shown when nothing is said about it. */
  public static final Format AUTO = new Format(Kind.AUTO, "auto", -1, null);

  public static final Format TEXT = new Format(Kind.TEXT, "text", -1, null);
  public static final Format INTEGER = new Format(Kind.INTEGER, "integer", 0, null);

  /** What a format may be, for error messages. */
  static final List<String> KEYWORDS =
      List.of(
          "integer", "number", "money", "percent", "date", "time", "timestamp", "duration", "text");

  /** What a format shows, for whoever writes values in a form of its own. */
  public enum Kind {
    /** By the value's own type. */
    AUTO,
    TEXT,
    INTEGER,
    NUMBER,
    MONEY,
    PERCENT,
    DATE,
    TIME,
    TIMESTAMP,
    DURATION,
    /** A pattern of {@link java.text.DecimalFormat}. */
    NUMBER_PATTERN,
    /** A pattern of {@link java.time.format.DateTimeFormatter}. */
    DATE_PATTERN
  }

  private final Kind kind;
  private final String text;
  private final int decimals;
  private final String detail;

  /**
   * @param decimals -1: as many as the value has
   * @param detail a currency's code, a currency's column, or a pattern
   */
  Format(Kind kind, String text, int decimals, String detail) {
    this.kind = kind;
    this.text = text;
    this.decimals = decimals;
    this.detail = detail;
  }

  /**
   * Reads a format.
   *
   * @throws IllegalArgumentException if it is none; the message lists what there is
   */
  public static Format parse(String text) {
    return FormatParser.parse(text);
  }

  /** Amounts whose currency stands in another column of the same row. */
  public static Format moneyByColumn(String column) {
    return new Format(Kind.MONEY, "money {column: " + column + "}", -1, "{" + column);
  }

  /** What it shows. */
  public Kind kind() {
    return kind;
  }

  /** How many decimals it shows; -1 for as many as the value, or its currency, has. */
  public int decimals() {
    return decimals;
  }

  /** The pattern of a {@code NUMBER_PATTERN} or {@code DATE_PATTERN}; empty for others. */
  public Optional<String> pattern() {
    boolean one = kind == Kind.NUMBER_PATTERN || kind == Kind.DATE_PATTERN;
    return one ? Optional.of(detail) : Optional.empty();
  }

  /** The fixed currency of {@code money EUR}. */
  public Optional<String> currency() {
    return kind == Kind.MONEY && !detail.startsWith("{") ? Optional.of(detail) : Optional.empty();
  }

  /** The column that holds the currency, in {@code money {column: …}}. */
  public Optional<String> currencyColumn() {
    return kind == Kind.MONEY && detail.startsWith("{")
        ? Optional.of(detail.substring(1))
        : Optional.empty();
  }

  /** Whether it shows numbers. */
  public boolean numeric() {
    return switch (kind) {
      case INTEGER, NUMBER, MONEY, PERCENT, DURATION, NUMBER_PATTERN -> true;
      default -> false;
    };
  }

  /** Where its values stand if nothing is said: numbers at the right. */
  public Align align() {
    return numeric() ? Align.RIGHT : Align.LEFT;
  }

  /** The format ready to be applied in a locale and a zone. Not safe for use by several threads. */
  public Bound in(Locale locale, ZoneId zone) {
    return FormatBinding.of(this, locale, zone);
  }

  /** A format with its locale and zone. Not safe for use by several threads. */
  @FunctionalInterface
  public interface Bound {
    /**
     * The value as people read it.
     *
     * @param value of a type that {@link Rows} gives, {@link Money}, {@link java.time.YearMonth},
     *     {@link java.time.Duration} or a list of these; null is shown as nothing
     * @throws IllegalArgumentException if the value is not of a type that the format shows; says
     *     which
     */
    String apply(Object value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Format that && that.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The format as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
