package dev.pressroom.report;

import java.util.Optional;

/**
 * A report cannot be produced. {@linkplain #permanent Permanent} means that trying again cannot
 * help: the job goes to {@code failed} at once. The message names the thing, the value, the rule
 * and the cure.
 */
public class ReportException extends RuntimeException {
  private final boolean permanent;
  private final Place place;

  private ReportException(String message, Throwable cause, boolean permanent, Place place) {
    super(message, cause);
    this.permanent = permanent;
    this.place = place;
  }

  /** Trying again cannot help. */
  public static ReportException permanent(String message) {
    return new ReportException(message, null, true, null);
  }

  /** Trying again cannot help. */
  public static ReportException permanent(String message, Throwable cause) {
    return new ReportException(message, cause, true, null);
  }

  /** Trying again may help. */
  public static ReportException temporary(String message, Throwable cause) {
    return new ReportException(message, cause, false, null);
  }

  /** The same exception with the place in the report that it is about. */
  public ReportException at(Place where) {
    ReportException placed = new ReportException(getMessage(), getCause(), permanent, where);
    placed.setStackTrace(getStackTrace());
    return placed;
  }

  public boolean permanent() {
    return permanent;
  }

  /** Where in the report, if it is known. */
  public Optional<Place> place() {
    return Optional.ofNullable(place);
  }

  /**
   * A place in a report's sources. Every part but {@code file} may be absent.
   *
   * @param file the definition's file, relative to the reports' root, or "query" for SQL in Java
   * @param line counted from 1; 0 if unknown
   * @param column counted from 1; 0 if unknown
   * @param sql the statement that failed, or null
   * @param sqlPosition the character in {@code sql} that the database pointed at, counted from 1; 0
   *     if it pointed at none
   * @param row the row of the query that was being read, counted from 1; 0 if none was
   */
  public record Place(String file, int line, int column, String sql, int sqlPosition, long row) {
    public static Place inFile(String file, int line, int column) {
      return new Place(file, line, column, null, 0, 0);
    }
  }
}
