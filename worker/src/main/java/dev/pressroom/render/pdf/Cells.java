package dev.pressroom.render.pdf;

import dev.pressroom.render.CellTexts;
import dev.pressroom.report.Column;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Sets the values of one row, each within its column: text is wrapped, numbers never are. */
final class Cells {
  /** Smaller than this share of the body's size nobody reads a number. */
  private static final float SMALLEST = 0.62f;

  private final Layout layout;
  private final Grid grid;
  private final CellTexts texts;
  private final Consumer<String> warnings;
  private final Set<String> told = new HashSet<>();

  Cells(Layout layout, Grid grid, CellTexts texts, Consumer<String> warnings) {
    this.layout = layout;
    this.grid = grid;
    this.texts = texts;
    this.warnings = warnings;
  }

  /** The lines of each cell; none for null. */
  List<List<Line>> row(List<?> values, TextFont font) {
    List<List<Line>> cells = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      cells.add(
          values.get(i) == null
              ? List.of()
              : set(i, values.get(i), texts.cell(i, values.get(i)), font));
    }
    return cells;
  }

  /** The same for totals. */
  List<List<Line>> totals(List<?> values, TextFont font) {
    List<List<Line>> cells = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      cells.add(
          values.get(i) == null
              ? List.of()
              : set(i, values.get(i), texts.total(i, values.get(i)), font));
    }
    return cells;
  }

  private List<Line> set(int column, Object value, String text, TextFont font) {
    float width = grid.innerWidth(column);
    if (!(value instanceof Number || value instanceof Money)) {
      return font.wrap(text, Ink.BODY_SIZE, width);
    }
    Line line = font.line(text, Ink.BODY_SIZE);
    if (line.width() <= width) {
      return List.of(line);
    }
    float factor = width / line.width();
    if (factor >= SMALLEST) {
      return List.of(line.shrunk(factor));
    }
    Column about = layout.columns().get(column);
    if (told.add(about.name())) {
      warnings.accept(
          "column %s is too narrow for %s; shown as ###; make it wider"
              .formatted(about.name(), text));
    }
    Line hashes = font.line("###", Ink.BODY_SIZE);
    return List.of(hashes.width() <= width ? hashes : hashes.shrunk(width / hashes.width()));
  }

  static int lineCount(List<List<Line>> cells) {
    return cells.stream().mapToInt(List::size).max().orElse(0);
  }

  /** Where a line of a column begins, by the column's alignment. */
  float x(int column, Line line) {
    float left = grid.left()[column] + Ink.CELL_PADDING;
    float free = grid.innerWidth(column) - line.width();
    return switch (layout.columns().get(column).align()) {
      case LEFT -> left;
      case CENTER -> left + free / 2;
      case RIGHT -> left + free;
    };
  }
}
