package dev.pressroom.render;

import dev.pressroom.report.ReportException;

/**
 * What a report may make.
 *
 * @param rows in its document
 * @param pages in each file
 * @param bytes in each file
 */
public record Most(Limit rows, Limit pages, Limit bytes) {
  /** Whatever it likes. */
  public static final Most UNLIMITED = ofWorker(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  /**
   * One limit.
   *
   * @param setBy which setting it is and where that stands, for messages
   */
  public record Limit(long most, String setBy) {
    Limit tighter(Limit other) {
      return other != null && other.most < most ? other : this;
    }

    private void check(long made, String what) {
      if (made > most) {
        throw ReportException.permanent(
            "the report has more than the %d %s that %s allows; let it select less, or raise that. Nothing was published."
                .formatted(most, what, setBy));
      }
    }
  }

  /** What a worker's configuration allows to every report. */
  public static Most ofWorker(long rows, long pages, long bytes) {
    return new Most(
        new Limit(rows, "presses.maxRows in the worker's configuration"),
        new Limit(pages, "presses.maxPages in the worker's configuration"),
        new Limit(bytes, "presses.maxBytes in the worker's configuration"));
  }

  /**
   * The lower of each two; of two that are the same, this one.
   *
   * @param other each may be null
   */
  public Most tighter(Most other) {
    return new Most(
        rows.tighter(other.rows), pages.tighter(other.pages), bytes.tighter(other.bytes));
  }

  void checkRows(long made) {
    rows.check(made, "rows");
  }

  void checkFile(long pagesMade, long bytesMade) {
    pages.check(pagesMade, "pages");
    bytes.check(bytesMade, "bytes in one file");
  }
}
