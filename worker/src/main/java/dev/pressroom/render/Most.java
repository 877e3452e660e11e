package dev.pressroom.render;

import dev.pressroom.report.ReportException;

/**
 * What a report may make.
 *
 * @param rows in its document
 * @param pages in each file
 * @param bytes in each file
 */
public record Most(long rows, long pages, long bytes) {
  /** Whatever it likes. */
  public static final Most UNLIMITED = new Most(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  void checkRows(long made) {
    check(made, rows, "rows", "presses.maxRows");
  }

  void checkFile(long pagesMade, long bytesMade) {
    check(pagesMade, pages, "pages", "presses.maxPages");
    check(bytesMade, bytes, "bytes in one file", "presses.maxBytes or queue.maxArtifact");
  }

  private static void check(long made, long most, String what, String setting) {
    if (made > most) {
      throw ReportException.permanent(
          "the report has more than the %d %s that %s in the worker's configuration allows; let it select less, or raise that. Nothing was published."
              .formatted(most, what, setting));
    }
  }
}
