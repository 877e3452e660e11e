package dev.pressroom.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in aligned columns, made to fit a width: long texts are cut in their middle, numbers and
 * states never. For one thread.
 */
final class Table {
  private static final int GAP = 2;
  private static final String CUT = "…";

  /** The 26 of a job's number, its dash and what still tells reports apart. */
  private static final int LEAST_JOB = 36;

  private static final int LEAST_TEXT = 8;

  /** What stands in a column. */
  enum Kind {
    /** Cut in its middle if there is no room. */
    TEXT,
    /** At the right. */
    NUMBER,
    /** A state or the like, in its colour. */
    STATE,
    /** A job's id: whatever is cut, its number stays whole, for copying. */
    JOB,
    /** Cut at its end: its beginning says most. */
    SENTENCE
  }

  private final List<String> heads = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  Table column(String head, Kind kind) {
    heads.add(head);
    kinds.add(kind);
    return this;
  }

  Table text(String head) {
    return column(head, Kind.TEXT);
  }

  Table number(String head) {
    return column(head, Kind.NUMBER);
  }

  Table state(String head) {
    return column(head, Kind.STATE);
  }

  Table job(String head) {
    return column(head, Kind.JOB);
  }

  Table sentence(String head) {
    return column(head, Kind.SENTENCE);
  }

  /** Adds a row; null is an empty cell, and of a text with several lines the first is taken. */
  Table row(Object... cells) {
    if (cells.length != heads.size()) {
      throw new IllegalArgumentException(cells.length + " cells under " + heads);
    }
    rows.add(Arrays.stream(cells).map(Table::oneLine).toList());
    return this;
  }

  private static String oneLine(Object cell) {
    String text = cell == null ? "" : cell.toString();
    return Console.harmless(text.lines().findFirst().orElse("").strip());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, none longer than the width if that can be. */
  List<String> lines(Terminal terminal) {
    int[] widths = new int[heads.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              length(heads.get(i)),
              rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0));
    }
    fit(widths, terminal.width());
    List<String> lines = new ArrayList<>();
    lines.add(line(heads, widths, terminal, true));
    rows.forEach(row -> lines.add(line(row, widths, terminal, false)));
    return lines;
  }

  /** Takes from the widest that may be cut until all fit. */
  private void fit(int[] widths, int width) {
    while (Arrays.stream(widths).asLongStream().sum() + (long) GAP * (widths.length - 1) > width) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (widths[i] > least(i) && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private int least(int column) {
    return switch (kinds.get(column)) {
      case TEXT, SENTENCE -> Math.max(LEAST_TEXT, length(heads.get(column)));
      case JOB -> LEAST_JOB;
      default -> Integer.MAX_VALUE;
    };
  }

  private String line(List<String> cells, int[] widths, Terminal terminal, boolean head) {
    StringBuilder line = new StringBuilder();
    int missing = 0;
    for (int i = 0; i < widths.length; i++) {
      String text = cut(cells.get(i), widths[i], head ? Kind.TEXT : kinds.get(i));
      int blank = widths[i] - length(text);
      boolean right = kinds.get(i) == Kind.NUMBER;
      line.append(" ".repeat(right ? missing + blank : missing));
      line.append(dress(text, kinds.get(i), terminal, head));
      missing = GAP + (right ? 0 : blank);
    }
    return line.toString().stripTrailing();
  }

  private static String dress(String text, Kind kind, Terminal terminal, boolean head) {
    if (!terminal.colours() || text.isEmpty()) {
      return text;
    }
    if (head) {
      return Colour.FAINT.of(text);
    }
    return kind == Kind.STATE ? Colour.forState(text).of(text) : text;
  }

  private static String cut(String text, int width, Kind kind) {
    if (length(text) <= width) {
      return text;
    }
    int room = width - 1;
    int head =
        switch (kind) {
          case JOB -> Math.min(room, 27 + (room - 27) / 2);
          case SENTENCE -> room;
          default -> (room + 1) / 2;
        };
    int[] points = text.codePoints().toArray();
    return new String(points, 0, head)
        + CUT
        + new String(points, points.length - (room - head), room - head);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
