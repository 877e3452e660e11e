package dev.pressroom.render;

import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import dev.pressroom.report.ReportException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The document that a report writes into: drives all of a job's renderers in one pass, holds the
 * report to the order that {@link Document} states, counts rows, and ends the report when the
 * attempt was asked to stop. For one thread.
 */
public final class FanOut implements Document, AutoCloseable {
  /** Looking costs little, but a hundred thousand looks are not free. */
  private static final int ROWS_BETWEEN_LOOKS = 64;

  private final List<Renderer> renderers;
  private final Rendering rendering;
  private Most most = Most.UNLIMITED;
  private int columns = -1;
  private int groups;
  private long rows;
  private boolean finished;

  /**
   * @param renderers owned by this from now on
   */
  public FanOut(List<Renderer> renderers, Rendering rendering) {
    this.renderers = List.copyOf(renderers);
    this.rendering = rendering;
  }

  /** Ends the report with an error when it makes more. */
  public FanOut within(Most limits) {
    most = limits;
    return this;
  }

  @Override
  public void begin(Layout layout) {
    if (columns >= 0) {
      throw new IllegalStateException("the document was begun before; begin is called once");
    }
    columns = layout.columns().size();
    groups = layout.groups().size();
    renderers.forEach(renderer -> renderer.begin(layout));
  }

  @Override
  public void group(int level, Object key) {
    check("group");
    if (level < 0 || level >= groups) {
      throw new IllegalStateException(
          "group level %d in a layout that names %d groups; name it in the layout"
              .formatted(level, groups));
    }
    renderers.forEach(renderer -> renderer.group(level, key));
  }

  @Override
  public void bookmark(int level, String title) {
    check("bookmark");
    checkLevel(level);
    renderers.forEach(renderer -> renderer.bookmark(level, title));
  }

  @Override
  public void groupHeader(int level, String text) {
    check("groupHeader");
    checkLevel(level);
    renderers.forEach(renderer -> renderer.groupHeader(level, text));
  }

  @Override
  public void row(List<?> values) {
    check("row");
    checkCells("a row", values);
    rows++;
    most.checkRows(rows);
    if (rows % ROWS_BETWEEN_LOOKS == 0) {
      look();
    }
    for (Renderer renderer : renderers) {
      renderer.row(values);
    }
  }

  @Override
  public void groupFooter(int level, String label, List<?> totals) {
    check("groupFooter");
    checkLevel(level);
    checkCells("a group footer", totals);
    renderers.forEach(renderer -> renderer.groupFooter(level, label, totals));
  }

  @Override
  public void summary(String label, List<?> totals) {
    check("summary");
    checkCells("a summary", totals);
    renderers.forEach(renderer -> renderer.summary(label, totals));
  }

  @Override
  public void text(String paragraph) {
    check("text");
    renderers.forEach(renderer -> renderer.text(paragraph));
    look();
  }

  private void look() {
    if (rendering.stopRequested().getAsBoolean()) {
      throw stopped();
    }
    for (Renderer renderer : renderers) {
      most.checkFile(renderer.pages(), renderer.bytes());
    }
  }

  private ReportException stopped() {
    return ReportException.temporary("stopped as asked, after " + rows + " rows", null);
  }

  private void check(String call) {
    if (columns < 0 || finished) {
      throw new IllegalStateException(
          call + (finished ? " after the document's end" : " before begin; call begin first"));
    }
  }

  private static void checkLevel(int level) {
    if (level < 0 || level > 20) {
      throw new IllegalStateException("group level " + level + " is not between 0 and 20");
    }
  }

  private void checkCells(String what, List<?> values) {
    if (values.size() != columns) {
      throw new IllegalStateException(
          "%s of %d values in a layout of %d columns; give one for each"
              .formatted(what, values.size(), columns));
    }
  }

  /** How many rows the report has written. */
  public long rows() {
    return rows;
  }

  /**
   * Completes every file, in the renderers' order.
   *
   * @throws ReportException permanent, if the report never began its document; temporary, if the
   *     attempt was asked to stop, because a report that heeds that returns with half a document
   * @throws IOException if a file cannot be written or forced
   */
  public List<Rendered> finish() throws IOException {
    if (columns < 0) {
      throw ReportException.permanent(
          "the report returned without calling begin; a report begins its document exactly once");
    }
    if (rendering.stopRequested().getAsBoolean()) {
      throw stopped();
    }
    finished = true;
    List<Rendered> files = new ArrayList<>();
    for (Renderer renderer : renderers) {
      files.add(renderer.finish());
    }
    files.forEach(file -> most.checkFile(file.pages(), file.bytes()));
    return files;
  }

  /** Closes every renderer, also when one of them fails at it. */
  @Override
  public void close() {
    finished = true;
    RuntimeException first = null;
    for (Renderer renderer : renderers) {
      try {
        renderer.close();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
