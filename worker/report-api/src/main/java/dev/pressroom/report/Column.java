package dev.pressroom.report;

import java.util.Objects;

/**
 * One column of a document.
 *
 * @param name as in the query; unique in a layout
 * @param title what people see above it; never null
 * @param format of the values in rows
 * @param totalFormat of the values in group footers and the summary: a count of customers is not
 *     shown as a customer is
 */
public record Column(
    String name, String title, Width width, Format format, Format totalFormat, Align align) {

  public Column {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(width, "width");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(totalFormat, "totalFormat");
    Objects.requireNonNull(align, "align");
  }

  /** A column of text of automatic width. */
  public static Column of(String name, String title) {
    return new Column(name, title, new Width.Auto(), Format.TEXT, Format.TEXT, Align.LEFT);
  }

  /**
   * In this format, as {@link Format#parse} reads it; sets the alignment to the format's own.
   *
   * @throws IllegalArgumentException if it is not a format
   */
  public Column format(String text) {
    Format parsed = Format.parse(text);
    return new Column(name, title, width, parsed, parsed, parsed.align());
  }

  /**
   * This wide, as {@link Width#parse} reads it.
   *
   * @throws IllegalArgumentException if it is not a width
   */
  public Column width(String text) {
    return new Column(name, title, Width.parse(text), format, totalFormat, align);
  }

  /** Totals in another format than the rows' values. */
  public Column totalFormat(String text) {
    return new Column(name, title, width, format, Format.parse(text), align);
  }

  /** Aligned otherwise than the format asks; call it after {@link #format(String)}. */
  public Column align(Align other) {
    return new Column(name, title, width, format, totalFormat, other);
  }
}
