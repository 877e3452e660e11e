package dev.pressroom.render;

import dev.pressroom.report.Format;
import dev.pressroom.report.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * Values for machines: digits with a dot, ISO 8601 dates, no grouping, in every locale the same.
 */
public final class PlainValue {
  private PlainValue() {}

  /** What is written of a moment. */
  public enum Part {
    DATE,
    TIME,
    ALL;

    private static final Format DATES = Format.parse("date");
    private static final Format TIMES = Format.parse("time");

    /** What a column with that format shows. */
    public static Part of(Format format) {
      return format.equals(DATES) ? DATE : format.equals(TIMES) ? TIME : ALL;
    }

    private String of(LocalDateTime moment) {
      return this == DATE ? moment.toLocalDate().toString() : moment.toLocalTime().toString();
    }
  }

  /** Never null; empty for null. */
  public static String of(Object value, ZoneId zone) {
    return of(value, zone, Part.ALL);
  }

  /** The same, of a moment only that part. */
  public static String of(Object value, ZoneId zone, Part part) {
    if (value == null) {
      return "";
    }
    if (value instanceof BigDecimal exact) {
      return exact.toPlainString();
    }
    if (value instanceof Double binary && Double.isFinite(binary)) {
      return BigDecimal.valueOf(binary).toPlainString();
    }
    if (value instanceof Money money) {
      return money.amount().toPlainString();
    }
    if (part != Part.ALL && value instanceof Instant instant) {
      return part.of(LocalDateTime.ofInstant(instant, zone));
    }
    if (part != Part.ALL && value instanceof LocalDateTime local) {
      return part.of(local);
    }
    if (value instanceof Instant instant) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
    }
    if (value instanceof LocalDateTime local) {
      return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local);
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return value.toString();
  }
}
