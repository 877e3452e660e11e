package dev.pressroom.render.xlsx;

import dev.pressroom.render.FlatRows;
import dev.pressroom.render.ForcedFile;
import dev.pressroom.render.Options;
import dev.pressroom.render.OutputFormat;
import dev.pressroom.render.Rendered;
import dev.pressroom.render.Renderer;
import dev.pressroom.render.Rendering;
import dev.pressroom.report.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A workbook. Rows go out as they come; what stays is the styles and the names of the sheets. The
 * same calls give the same bytes: neither clock nor chance goes in. A full sheet is followed by
 * another one. For one thread.
 */
public final class XlsxRenderer implements Renderer {
  /** For the registry. */
  public static final OutputFormat FORMAT =
      new OutputFormat(
          "xlsx",
          "xlsx",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          XlsxRenderer::open);

  /** As the form of the file has it. */
  private static final int DEEPEST = 7;

  private final ForcedFile file;
  private final XlsxOptions options;
  private final Rendering rendering;
  private final int mostRows;
  private final Archive archive;
  private Styles styles;
  private Workbook book;
  private SheetFrame frame;
  private Widths widths;
  private Cells cells;

  /** Null if groups are bands. */
  private FlatRows flat;

  private Sheet sheet;
  private boolean first = true;
  private boolean anything;
  private int depth;
  private int lastFiltered;

  /**
   * @param mostRows of a sheet
   */
  XlsxRenderer(ForcedFile file, XlsxOptions options, Rendering rendering, int mostRows) {
    this.file = file;
    this.options = options;
    this.rendering = rendering;
    this.mostRows = mostRows;
    this.archive = new Archive(file);
  }

  private static Renderer open(Path target, Options given, Rendering rendering) throws IOException {
    XlsxOptions options = XlsxOptions.read(given);
    return new XlsxRenderer(new ForcedFile(target), options, rendering, Sheet.MOST_ROWS);
  }

  @Override
  public void begin(Layout layout) {
    flat = options.outline() ? null : new FlatRows(layout);
    var columns = flat == null ? layout.columns() : flat.columns();
    styles = new Styles(layout.theme());
    widths = new Widths(columns, layout.page(), options.filter());
    frame = new SheetFrame(layout, widths, options.freeze());
    cells = new Cells(columns, rendering, styles, widths);
    book = new Workbook(archive, layout.title());
    if (flat == null) {
      frame.level(Math.min(DEEPEST, layout.groups().size()));
    }
    written(this::nextSheet);
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static void written(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void nextSheet() throws IOException {
    boolean one = first;
    first = false;
    sheet = book.sheet(mostRows, xml -> frame.head(xml, one));
    cells.heads(sheet);
    sheet.end();
    lastFiltered = 1;
  }

  private void endSheet() throws IOException {
    String filtered = options.filter() ? cells.range(lastFiltered) : null;
    sheet.finish(xml -> frame.tail(xml, filtered));
    book.finished(filtered);
  }

  /** A row of the sheet, or of the next one. */
  private void line(int level, boolean filtered, Step content) {
    line(level, 1, filtered, content);
  }

  private void line(int level, int lines, boolean filtered, Step content) {
    anything = true;
    written(
        () -> {
          if (sheet.full()) {
            endSheet();
            nextSheet();
          }
          int shown = Math.min(DEEPEST, level);
          frame.level(shown);
          sheet.begin(shown, lines);
          content.run();
          sheet.end();
          lastFiltered = filtered ? sheet.rows() : lastFiltered;
        });
  }

  @Override
  public void group(int level, Object key) {
    depth = level + 1;
    if (flat != null) {
      flat.group(level, key);
    }
  }

  @Override
  public void groupHeader(int level, String text) {
    depth = level + 1;
    if (flat != null) {
      return;
    }
    if (!anything) {
      frame.headersAbove();
    }
    label(level, true, Styles.Look.GROUP, text);
  }

  /** A line with nothing but a text. */
  private void label(int level, boolean filtered, Styles.Look look, String text) {
    line(
        level,
        filtered,
        () -> {
          cells.label(sheet, look, text);
          for (int i = 1; i < cells.count(); i++) {
            cells.blank(sheet, i, look);
          }
        });
  }

  @Override
  public void row(List<?> values) {
    int lines = 1;
    for (int i = 0; i < cells.count(); i++) {
      lines = Math.max(lines, cells.lines(i, value(i, values)));
    }
    line(
        flat == null ? depth : 0,
        lines,
        true,
        () -> {
          for (int i = 0; i < cells.count(); i++) {
            cells.value(sheet, i, value(i, values));
          }
        });
    widths.row();
  }

  private Object value(int column, List<?> row) {
    return flat == null ? row.get(column) : flat.value(column, row);
  }

  @Override
  public void groupFooter(int level, String label, List<?> totals) {
    depth = level;
    if (flat == null) {
      totals(level, true, label, totals);
    } else {
      flat.end(level);
    }
  }

  @Override
  public void summary(String label, List<?> totals) {
    depth = 0;
    if (flat == null) {
      totals(0, false, label, totals);
    }
  }

  /** The label stands in the first column, or in a line of its own if that has a total. */
  private void totals(int level, boolean filtered, String label, List<?> totals) {
    boolean shown = label != null && !label.isEmpty();
    boolean above = shown && totals.get(0) != null;
    if (above) {
      label(level, filtered, Styles.Look.TOTAL, label);
    }
    line(
        level,
        filtered,
        () -> {
          for (int i = 0; i < cells.count(); i++) {
            if (i == 0 && shown && !above) {
              cells.label(sheet, Styles.Look.TOTAL, label);
            } else {
              cells.total(sheet, i, totals.get(i));
            }
          }
        });
  }

  @Override
  public void text(String paragraph) {
    if (flat == null) {
      line(depth, false, () -> cells.label(sheet, Styles.Look.TEXT, paragraph));
    }
  }

  @Override
  public long bytes() {
    return file.bytes();
  }

  @Override
  public Rendered finish() throws IOException {
    try (file) {
      endSheet();
      book.finish(styles, rendering);
      return file.finish(0);
    } finally {
      archive.abandon();
    }
  }

  @Override
  public void close() {
    archive.abandon();
    file.close();
  }
}
