package dev.pressroom.report.kit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One thing that a report wrote.
 *
 * @param level of a group, 0 for the outermost; 0 for others
 * @param text of a bookmark, header or paragraph, the label of a footer or the summary; may be null
 * @param values of a row, the totals of a footer or the summary, the key of a group; may hold null
 */
public record Band(Kind kind, int level, String text, List<Object> values) {

  /** What it is. */
  public enum Kind {
    GROUP,
    BOOKMARK,
    HEADER,
    ROW,
    FOOTER,
    SUMMARY,
    TEXT
  }

  static List<Object> values(List<?> values) {
    return Collections.unmodifiableList(new ArrayList<>(values));
  }
}
