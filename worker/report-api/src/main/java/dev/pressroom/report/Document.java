package dev.pressroom.report;

import java.util.List;

/**
 * What a report writes into, in reading order and in one pass: {@link #begin} once, then bands and
 * rows. Nothing is kept: memory does not grow with rows. The formats that the job asked for are
 * made from it as it comes; a report does not know which.
 *
 * <p>Values are those that {@link Rows} gives, and {@link Money}, {@link java.time.YearMonth} and
 * {@link java.time.Duration}; each is formatted by its column's {@link Column#format()}, totals by
 * {@link Column#totalFormat()}. Whoever calls out of order, or with another number of values than
 * the layout has columns, gets an {@link IllegalStateException}; a value that its format does not
 * show is a permanent {@link ReportException}. Not safe for use by several threads.
 */
public interface Document {

  /**
   * Starts the document. Exactly once, before anything else.
   *
   * @throws IllegalStateException if it was begun before
   */
  void begin(Layout layout);

  /**
   * A group begins, before its header. Formats without bands put the key into each row until the
   * group ends or the next of its level begins; nothing is shown where there are headers. For
   * groups that the layout names.
   *
   * @param level 0 for the outermost
   * @param key may be null
   * @throws IllegalStateException if the layout does not name a group of this level
   */
  default void group(int level, Object key) {}

  /**
   * What comes next can be jumped to, in formats that have bookmarks; others ignore it.
   *
   * @param level 0 for the outermost; one below it is folded into the bookmark before it
   * @param title what readers choose by; never null
   */
  default void bookmark(int level, String title) {}

  /**
   * The head of a group.
   *
   * @param level 0 for the outermost
   * @param text what is shown; never null
   */
  void groupHeader(int level, String text);

  /**
   * One row.
   *
   * @param values as many as the layout has columns, in their order; null shows nothing
   */
  void row(List<?> values);

  /**
   * The end of a group, with totals under their columns.
   *
   * @param label shown at the left; may be null
   * @param totals as many as the layout has columns; null where a column has no total
   */
  void groupFooter(int level, String label, List<?> totals);

  /** The document's end: a line with totals as in {@link #groupFooter}. */
  void summary(String label, List<?> totals);

  /** A paragraph across the page, wherever it stands. */
  void text(String paragraph);
}
