package dev.pressroom.report.definition;

import dev.pressroom.report.ReportException;
import dev.pressroom.yaml.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A statement and where it stands in its file.
 *
 * @param file relative to the reports' root
 * @param start where the statement's first character stands
 * @param indent by how much a YAML block indents each line; 0 in a file of its own, -1 where the
 *     statement's lines are not the file's lines
 */
record SqlText(String file, String text, Position start, int indent) {

  /** The place of a character of the statement, counted from 0, in its file. */
  Position position(int offset) {
    int line = 0;
    int lineStart = 0;
    int end = Math.min(Math.max(0, offset), text.length());
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    if (indent < 0) {
      return start;
    }
    int column = text.codePointCount(lineStart, end) + 1;
    return new Position(start.line() + line, column + indent);
  }

  /**
   * Where an error is, for whoever reads it.
   *
   * @param sqlPosition counted from 1; 0 if unknown
   */
  ReportException.Place place(int sqlPosition, long row) {
    Position at = sqlPosition > 0 ? position(sqlPosition - 1) : start;
    return new ReportException.Place(file, at.line(), at.column(), text, sqlPosition, row);
  }

  /**
   * The names that are bound, with the offset of their first colon. Quoted text, comments, casts
   * with two colons and bodies between dollars are passed over.
   */
  Map<String, Integer> names() {
    Map<String, Integer> names = new LinkedHashMap<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        i = after(String.valueOf(c), i + 1);
      } else if (text.startsWith("--", i)) {
        i = after("\n", i);
      } else if (text.startsWith("/*", i)) {
        i = after("*/", i + 2);
      } else if (text.startsWith("$$", i)) {
        i = after("$$", i + 2);
      } else if (c == ':' && text.startsWith("::", i)) {
        i += 2;
      } else if (c == ':' && i + 1 < text.length() && isStart(text.charAt(i + 1))) {
        int end = i + 1;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
          end++;
        }
        names.putIfAbsent(text.substring(i + 1, end), i);
        i = end;
      } else {
        i++;
      }
    }
    return names;
  }

  private static boolean isStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private int after(String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + end.length();
  }
}
