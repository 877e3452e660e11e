package dev.pressroom.render.xlsx;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * One sheet, row by row. What stands before the rows is asked for when the first of them go out, so
 * that widths can follow from what they hold. For one thread.
 */
final class Sheet {
  /** As the form of the file has it. */
  static final int MOST_ROWS = 1_048_576;

  /** Below 4 GB, beyond which some programs do not read a part. */
  private static final long MOST_BYTES = 3L << 30;

  /** Of a line, in points. */
  static final int HEIGHT = 15;

  /** As the form of the file has it, in points. */
  private static final int HIGHEST = 409;

  private static final int LOOKED_AT = 100;
  private static final int BUFFER = 32 * 1024;
  private static final int LARGEST_BUFFER = 1024 * 1024;

  private final Archive archive;
  private final Consumer<Xml> head;
  private final int mostRows;
  private final Xml rows = new Xml();
  private boolean open;
  private int row;
  private long bytes;
  private String ending;

  Sheet(Archive archive, int mostRows, Consumer<Xml> head) {
    this.archive = archive;
    this.mostRows = mostRows;
    this.head = head;
  }

  /** How many rows it has. */
  int rows() {
    return row;
  }

  boolean full() {
    return row >= mostRows || bytes >= MOST_BYTES;
  }

  /**
   * Begins a row.
   *
   * @param level how deep in groups
   * @param lines how many of text are to be seen: not every program finds that out by itself
   */
  void begin(int level, int lines) {
    row++;
    ending = row + "\" s=\"";
    rows.raw("<row r=\"").raw(row);
    if (level > 0) {
      rows.raw("\" outlineLevel=\"").raw(level);
    }
    if (lines > 1) {
      rows.raw("\" customHeight=\"1\" ht=\"").raw(Math.min(HIGHEST, lines * HEIGHT));
    }
    rows.raw("\">");
  }

  private Xml cell(String column, int style) {
    return rows.raw("<c r=\"").raw(column).raw(ending).raw(style);
  }

  void number(String column, int style, String number) {
    cell(column, style).raw("\"><v>").raw(number).raw("</v></c>");
  }

  void truth(String column, int style, boolean value) {
    cell(column, style).raw("\" t=\"b\"><v>").raw(value ? 1 : 0).raw("</v></c>");
  }

  void text(String column, int style, String text) {
    cell(column, style).raw("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">").text(text);
    rows.raw("</t></is></c>");
  }

  void blank(String column, int style) {
    cell(column, style).raw("\"/>");
  }

  void end() throws IOException {
    rows.raw("</row>");
    boolean enough = rows.size() >= BUFFER && (open || row >= LOOKED_AT);
    if (enough || rows.size() >= LARGEST_BUFFER) {
      drain();
    }
  }

  private void drain() throws IOException {
    if (!open) {
      open = true;
      Xml before = new Xml();
      head.accept(before);
      before.drainTo(archive);
    }
    bytes += rows.size();
    rows.drainTo(archive);
  }

  /**
   * The rows are complete.
   *
   * @param tail what stands behind them
   */
  void finish(Consumer<Xml> tail) throws IOException {
    drain();
    tail.accept(rows);
    rows.drainTo(archive);
    archive.closeEntry();
  }
}
