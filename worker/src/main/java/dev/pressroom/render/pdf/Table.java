package dev.pressroom.render.pdf;

import dev.pressroom.report.Layout;
import dev.pressroom.report.Theme;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Draws the bands of a document down its pages: column heads on each page, rows, group headers that
 * wait for their first row so that none stands alone at a page's end, and lines of totals.
 */
final class Table {
  private static final int MOST_HEAD_LINES = 4;
  private static final int MOST_LABEL_LINES = 3;
  private static final int MOST_WAITING = 20;

  /**
   * Where only the shortest labels would fit all stand above, so that a document looks of a piece.
   */
  private static final float LEAST_LABEL_ROOM = 90;

  private final Pages pages;
  private final Grid grid;
  private final Cells cells;
  private final TextFont body;
  private final TextFont bold;
  private final Palette palette;
  private final List<List<Line>> heads = new ArrayList<>();
  private final float headHeight;
  private final Deque<GroupHead> waiting = new ArrayDeque<>();
  private boolean headDrawn;
  private boolean striped;

  /** Which columns had a total so far. */
  private final boolean[] totalled;

  /** A group header that waits for what it stands above. */
  private record GroupHead(int level, List<Line> lines, List<Bookmarks.Bookmark> bookmarks) {
    float above() {
      return level == 0 ? 7 : 3;
    }

    float height() {
      return above() + lines.size() * lines.get(0).size() * Ink.LEADING + 2 * Ink.ROW_PADDING;
    }
  }

  Table(Layout layout, Pages pages, Grid grid, Cells cells, Fonts fonts) {
    this.pages = pages;
    this.grid = grid;
    this.cells = cells;
    this.body = fonts.body();
    this.bold = fonts.bold();
    this.palette = new Palette(layout.theme());
    this.totalled = new boolean[layout.columns().size()];
    for (int i = 0; i < layout.columns().size(); i++) {
      String title = layout.columns().get(i).title();
      heads.add(Cut.lines(bold, title, Ink.HEAD_SIZE, grid.innerWidth(i), MOST_HEAD_LINES));
    }
    headHeight = Cells.lineCount(heads) * Ink.HEAD_SIZE * Ink.LEADING + 2 * Ink.ROW_PADDING + 3;
  }

  private static float height(int lines) {
    return lines * Ink.BODY_SIZE * Ink.LEADING + 2 * Ink.ROW_PADDING;
  }

  /** The document's title, on as many lines as it needs. */
  void title(String text, PlacedLogo logo) {
    float beside = logo == null ? 0 : logo.width() + PlacedLogo.GAP;
    float top = pages.y();
    if (logo != null) {
      logo.draw(pages.canvas(), grid.start(), grid.total(), top);
    }
    if (!text.isBlank()) {
      List<Line> lines = bold.wrap(text, Ink.TITLE_SIZE, grid.total() - beside);
      float indent = logo != null && logo.left() ? beside : 0;
      paragraph(lines, indent, palette.of(Theme.Part.TITLE));
    }
    if (logo != null) {
      pages.down(Math.max(0, logo.height() - Math.max(0, top - pages.y())));
    }
    if (logo != null || !text.isBlank()) {
      pages.down(6);
    }
  }

  void text(String text) {
    drawWaiting(0);
    pages.down(4);
    paragraph(body.wrap(text, Ink.BODY_SIZE + 1, grid.total()), 0, palette.of(Theme.Part.TEXT));
    pages.down(4);
    headDrawn = false;
  }

  private void paragraph(List<Line> lines, float indent, int color) {
    for (Line line : lines) {
      float leading = line.size() * Ink.LEADING;
      if (pages.left() < leading) {
        turn();
      }
      pages.bookmarks().place(pages.y());
      float x = grid.start() + indent;
      pages.canvas().text(line, x, pages.y() - line.size() * Ink.ASCENT, color);
      pages.down(leading);
    }
  }

  private void turn() {
    pages.next();
    headDrawn = false;
  }

  void bookmark(int level, String title) {
    if (pages.bookmarks().count() == MOST_WAITING) {
      drawWaiting(0);
      pages.bookmarks().place(pages.y());
    }
    pages.bookmarks().add(level, title);
  }

  void groupHeader(int level, String text) {
    float size = level == 0 ? Ink.GROUP_SIZE : Ink.BODY_SIZE;
    float width = grid.total() - Ink.INDENT * level - 2 * Ink.CELL_PADDING;
    List<Line> lines = Cut.lines(bold, text, size, Math.max(40, width), MOST_LABEL_LINES);
    waiting.add(new GroupHead(level, lines, pages.bookmarks().take()));
    if (waiting.size() > MOST_WAITING) {
      drawWaiting(0);
    }
  }

  void row(List<?> values) {
    List<List<Line>> row = cells.row(values, body);
    int count = Math.max(1, Cells.lineCount(row));
    boolean fitsOnePage = height(count) <= pages.whole() - headHeight;
    drawWaiting(fitsOnePage ? height(count) : height(2));
    split(row, count, fitsOnePage);
    striped = !striped;
  }

  /** A row that no page can hold goes on over pages; any other stays whole. */
  private void split(List<List<Line>> row, int count, boolean keepWhole) {
    int from = 0;
    while (from < count) {
      float free = pages.left() - (headDrawn ? 0 : headHeight) - 2 * Ink.ROW_PADDING;
      int fit = (int) (free / (Ink.BODY_SIZE * Ink.LEADING));
      if (fit < 1 || (keepWhole && fit < count)) {
        turn();
        fit =
            (int)
                ((pages.left() - headHeight - 2 * Ink.ROW_PADDING) / (Ink.BODY_SIZE * Ink.LEADING));
      }
      drawHead();
      pages.bookmarks().place(pages.y());
      int to = Math.min(count, from + Math.max(1, fit));
      if (striped) {
        fill(height(to - from), Theme.Part.ZEBRA);
      }
      lines(row, from, to, palette.of(Theme.Part.TEXT));
      pages.down(height(to - from));
      from = to;
    }
  }

  private void fill(float height, Theme.Part part) {
    int color = palette.of(part);
    pages.canvas().rectangle(grid.start(), pages.y() - height, grid.total(), height, color);
  }

  private void rule(float thickness, Theme.Part part) {
    pages.canvas().rule(grid.start(), pages.y(), grid.total(), thickness, palette.of(part));
  }

  private void lines(List<List<Line>> row, int from, int to, int color) {
    for (int column = 0; column < row.size(); column++) {
      List<Line> lines = row.get(column);
      float y = pages.y() - Ink.ROW_PADDING - Ink.BODY_SIZE * Ink.ASCENT;
      for (int i = from; i < Math.min(to, lines.size()); i++) {
        pages.canvas().text(lines.get(i), cells.x(column, lines.get(i)), y, color);
        y -= Ink.BODY_SIZE * Ink.LEADING;
      }
    }
  }

  /** The line of totals at a group's end. */
  void groupFooter(int level, String label, List<?> totals) {
    totals(label, totals, Ink.INDENT * level, false);
    pages.down(level == 0 ? 4 : 2);
    striped = false;
  }

  /** The line of totals at the document's end. */
  void summary(String label, List<?> totals) {
    pages.down(Math.min(4, Math.max(0, pages.left())));
    totals(label, totals, 0, true);
  }

  /**
   * The label stands where columns without totals leave room for it, or else on a line of its own
   * above: it is never squeezed into a column.
   */
  private void totals(String label, List<?> totals, float indent, boolean strong) {
    List<List<Line>> row = cells.totals(totals, bold);
    int count = Cells.lineCount(row);
    float across = grid.total() - indent - 2 * Ink.CELL_PADDING;
    List<Line> labels =
        label == null || label.isEmpty()
            ? List.of()
            : Cut.lines(bold, label, Ink.BODY_SIZE, Math.max(40, across), MOST_LABEL_LINES);
    float start = grid.start() + Ink.CELL_PADDING + indent;
    float between = count == 0 || labels.isEmpty() ? start : beside(row, labels, indent);
    boolean beside = between >= 0;
    int height = Math.max(1, beside ? Math.max(count, labels.size()) : count + labels.size());
    drawWaiting(height(height));
    if (pages.left() < height(height) + (headDrawn ? 0 : headHeight)) {
      turn();
    }
    drawHead();
    pages.bookmarks().place(pages.y());
    if (strong) {
      fill(height(height), Theme.Part.GROUP_FILL);
    }
    rule(strong ? 1.1f : 0.5f, strong ? Theme.Part.HEAD : Theme.Part.RULE);
    float x = beside ? between : start;
    float y = pages.y() - Ink.ROW_PADDING - Ink.BODY_SIZE * Ink.ASCENT;
    for (Line line : labels) {
      pages.canvas().text(line, x, y, palette.of(Theme.Part.TEXT));
      y -= Ink.BODY_SIZE * Ink.LEADING;
    }
    float lower = beside ? 0 : labels.size() * Ink.BODY_SIZE * Ink.LEADING;
    pages.down(lower);
    lines(row, 0, count, palette.of(Theme.Part.TEXT));
    pages.down(height(height) - lower);
  }

  /**
   * Where a label stands between the totals: in the first run of columns without totals that has
   * room for it; less than 0 if there is none. Remembers where totals were, since a group without
   * values lacks some that others have.
   */
  private float beside(List<List<Line>> row, List<Line> labels, float indent) {
    for (int column = 0; column < totalled.length; column++) {
      totalled[column] |= !row.get(column).isEmpty();
    }
    for (int column = 0; column < totalled.length; column++) {
      float left = grid.left()[column];
      float room = -2 * Ink.CELL_PADDING - (column == 0 ? indent : 0);
      for (; column < totalled.length && !totalled[column]; column++) {
        room += grid.width()[column];
      }
      boolean fits = labels.size() == 1 && labels.get(0).width() <= room;
      if (fits && room + indent >= LEAST_LABEL_ROOM) {
        return left + Ink.CELL_PADDING + (left == grid.start() ? indent : 0);
      }
    }
    return -1;
  }

  private void drawHead() {
    if (headDrawn) {
      return;
    }
    headDrawn = true;
    fill(headHeight - 1.5f, Theme.Part.HEAD_FILL);
    int most = Cells.lineCount(heads);
    for (int column = 0; column < heads.size(); column++) {
      List<Line> lines = heads.get(column);
      float leading = Ink.HEAD_SIZE * Ink.LEADING;
      // Short titles stand on the rule beside taller ones.
      float y =
          pages.y()
              - Ink.ROW_PADDING
              - Ink.HEAD_SIZE * Ink.ASCENT
              - (most - lines.size()) * leading;
      for (Line line : lines) {
        pages.canvas().text(line, cells.x(column, line), y, palette.of(Theme.Part.HEAD));
        y -= leading;
      }
    }
    pages.down(headHeight - 1.5f);
    rule(1.1f, Theme.Part.HEAD);
    pages.down(1.5f);
  }

  /** Draws the group headers that wait, on a page that has room for what follows too. */
  private void drawWaiting(float followed) {
    if (waiting.isEmpty()) {
      return;
    }
    float needed = followed;
    for (GroupHead head : waiting) {
      needed += head.height();
    }
    if (pages.left() < needed + (headDrawn ? 0 : headHeight) && !pages.atTop()) {
      turn();
    }
    drawHead();
    for (GroupHead head : waiting) {
      if (pages.left() < head.height()) {
        turn();
        drawHead();
      }
      draw(head);
    }
    waiting.clear();
    striped = false;
  }

  private void draw(GroupHead head) {
    float size = head.lines.get(0).size();
    pages.bookmarks().place(head.bookmarks, pages.y());
    pages.down(head.above());
    float height = head.height() - head.above();
    if (head.level == 0) {
      fill(height, Theme.Part.GROUP_FILL);
    }
    float y = pages.y() - Ink.ROW_PADDING - size * Ink.ASCENT;
    for (Line line : head.lines) {
      float x = grid.start() + Ink.CELL_PADDING + Ink.INDENT * head.level;
      pages.canvas().text(line, x, y, palette.of(Theme.Part.GROUP));
      y -= size * Ink.LEADING;
    }
    pages.down(height);
  }

  /** What is still to be drawn when nothing comes any more. */
  void finish(boolean anything) {
    drawWaiting(0);
    if (!anything) {
      drawHead();
    }
    pages.bookmarks().place(pages.y());
  }
}
