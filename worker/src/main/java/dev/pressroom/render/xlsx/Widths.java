package dev.pressroom.render.xlsx;

import dev.pressroom.report.Column;
import dev.pressroom.report.PageSetup;
import dev.pressroom.report.Width;
import java.util.List;

/**
 * How wide the columns are, in characters: as asked for, or as wide as what the first rows hold.
 * For one thread.
 */
final class Widths {
  private static final int LOOKED_AT = 100;
  private static final float POINTS_OF_CHARACTER = 5.25f;
  private static final double LEAST = 6;
  private static final double WIDEST = 60;
  private static final double MOST = 255;

  /** Room for the margins of a cell. */
  private static final double PADDING = 1.7;

  /** Room for the button of a filter. */
  private static final int BUTTON = 3;

  private final List<Column> columns;
  private final float paper;
  private final int[] longest;
  private int rows;
  private double[] settled;

  Widths(List<Column> columns, PageSetup page, boolean filter) {
    this.columns = columns;
    this.paper =
        (page.width() - page.margins().left().points() - page.margins().right().points())
            / POINTS_OF_CHARACTER;
    this.longest = new int[columns.size()];
    for (int i = 0; i < longest.length; i++) {
      see(i, columns.get(i).title());
      longest[i] += filter ? BUTTON : 0;
    }
  }

  /** Whether the next row still counts. */
  boolean looking() {
    return rows < LOOKED_AT;
  }

  void row() {
    rows++;
  }

  void see(int column, String text) {
    int line = 0;
    for (int i = 0; i < text.length() && line < WIDEST; i++) {
      line = text.charAt(i) == '\n' ? 0 : line + 1;
      longest[column] = Math.max(longest[column], line);
    }
  }

  private double content(int column) {
    return Math.max(LEAST, Math.min(WIDEST, longest[column] + PADDING));
  }

  /** How many lines a text takes in a column, about. */
  int lines(int column, String text) {
    if (settled == null || looking()) {
      settled = result();
    }
    int width = Math.max(1, (int) settled[column] - 1);
    int lines = 1;
    int line = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean full = line == width;
      if (text.charAt(i) == '\n' || full) {
        lines++;
        line = 0;
      }
      line += text.charAt(i) == '\n' ? 0 : 1;
    }
    return lines;
  }

  /** Each column's. */
  double[] result() {
    double[] widths = new double[longest.length];
    double left = paper;
    double shares = 0;
    for (int i = 0; i < widths.length; i++) {
      if (columns.get(i).width() instanceof Width.Relative relative) {
        shares += relative.share();
      } else if (columns.get(i).width() instanceof Width.Fixed fixed) {
        widths[i] = Math.min(MOST, fixed.length().points() / POINTS_OF_CHARACTER);
      } else {
        widths[i] = content(i);
      }
      left -= widths[i];
    }
    for (int i = 0; i < widths.length; i++) {
      if (columns.get(i).width() instanceof Width.Relative relative) {
        double share = left * relative.share() / shares;
        widths[i] = Math.min(MOST, Math.max(share, Math.min(content(i), 2 * LEAST)));
      }
    }
    return widths;
  }
}
