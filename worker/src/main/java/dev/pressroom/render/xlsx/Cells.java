package dev.pressroom.render.xlsx;

import dev.pressroom.render.CellTexts;
import dev.pressroom.render.Rendering;
import dev.pressroom.report.Align;
import dev.pressroom.report.Column;
import dev.pressroom.report.Money;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts values into cells: as numbers where a spreadsheet can hold and show them, else as text, as
 * in print. For one thread.
 */
final class Cells {
  /** As the form of the file has it, in UTF-16 units. */
  static final int LONGEST_TEXT = 32_767;

  /** Longer texts are shown over several lines. */
  private static final int LONG_LINE = 40;

  private final List<Column> columns;
  private final CellTexts texts;
  private final Styles styles;
  private final Widths widths;
  private final Consumer<String> warnings;
  private final Set<String> warned = new HashSet<>();
  private final List<CellFormat> values = new ArrayList<>();
  private final List<CellFormat> totals = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  Cells(List<Column> columns, Rendering rendering, Styles styles, Widths widths) {
    this.columns = columns;
    this.texts = new CellTexts(columns, rendering);
    this.styles = styles;
    this.widths = widths;
    this.warnings = rendering.warnings();
    for (Column column : columns) {
      names.add(name(names.size()));
      values.add(new CellFormat(column.format(), rendering));
      totals.add(new CellFormat(column.totalFormat(), rendering));
    }
  }

  /** A, B, … Z, AA, AB and so on. */
  private static String name(int index) {
    String letter = String.valueOf((char) ('A' + index % 26));
    return index < 26 ? letter : name(index / 26 - 1) + letter;
  }

  int count() {
    return names.size();
  }

  /** From the first row to the last one given, for instance {@code $A$1:$C$20}. */
  String range(int lastRow) {
    return "$A$1:$" + names.get(names.size() - 1) + "$" + lastRow;
  }

  void heads(Sheet sheet) {
    int lines = 1;
    for (int i = 0; i < count(); i++) {
      lines = Math.max(lines, widths.lines(i, columns.get(i).title()));
    }
    sheet.begin(0, lines);
    for (int i = 0; i < count(); i++) {
      Place place = new Place(i, Styles.Look.HEAD, columns.get(i).align());
      int style = styles.of(place.style("", Styles.Extra.WRAP));
      sheet.text(names.get(i), style, fitting(i, columns.get(i).title()));
    }
  }

  /** How many lines a value takes. */
  int lines(int column, Object value) {
    boolean wrapped = value instanceof String text && wraps(text);
    return wrapped ? widths.lines(column, (String) value) : 1;
  }

  private static boolean wraps(String text) {
    return text.length() > LONG_LINE || text.indexOf('\n') >= 0;
  }

  void value(Sheet sheet, int column, Object value) {
    if (value != null) {
      CellFormat.Typed typed = values.get(column).of(value);
      boolean text = typed == null || widths.looking();
      String shown = text ? texts.cell(column, value) : "";
      put(
          sheet,
          new Place(column, Styles.Look.ROW, columns.get(column).align()),
          typed,
          value,
          shown);
    }
  }

  void total(Sheet sheet, int column, Object total) {
    if (total == null) {
      blank(sheet, column, Styles.Look.TOTAL);
      return;
    }
    CellFormat.Typed typed = totals.get(column).of(total);
    boolean text = typed == null || widths.looking();
    String shown = text ? texts.total(column, total) : "";
    put(
        sheet,
        new Place(column, Styles.Look.TOTAL, columns.get(column).align()),
        typed,
        total,
        shown);
  }

  /** Where a value goes, and what it looks like there. */
  private record Place(int column, Styles.Look look, Align align) {
    Styles.Style style(String code, Styles.Extra extra) {
      return new Styles.Style(code, look, align, extra);
    }
  }

  private void put(Sheet sheet, Place place, CellFormat.Typed typed, Object value, String shown) {
    int column = place.column();
    String name = names.get(column);
    widths.see(column, shown);
    if (typed != null) {
      int style = styles.of(place.style(typed.code(), Styles.Extra.NONE));
      sheet.number(name, style, typed.number());
    } else if (value instanceof Boolean truth && values.get(column).truth(value)) {
      sheet.truth(name, styles.of(place.style("", Styles.Extra.NONE)), truth);
    } else {
      if (value instanceof Number || value instanceof Money) {
        warn(column, "has numbers of more than 15 digits, which spreadsheets round; they are text");
      }
      text(sheet, place, shown);
    }
  }

  /** A text of its own at the left, such as a group's header or a label. */
  void label(Sheet sheet, Styles.Look look, String text) {
    text(sheet, new Place(0, look, Align.LEFT), text);
  }

  void blank(Sheet sheet, int column, Styles.Look look) {
    Place place = new Place(column, look, Align.LEFT);
    sheet.blank(names.get(column), styles.of(place.style("", Styles.Extra.NONE)));
  }

  private void text(Sheet sheet, Place place, String text) {
    boolean wrap = place.look() == Styles.Look.ROW && wraps(text);
    boolean quote = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    int style = styles.of(place.style("", Styles.Extra.of(wrap, quote)));
    sheet.text(names.get(place.column()), style, fitting(place.column(), text));
  }

  private String fitting(int column, String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    warn(column, "has texts of more than 32767 characters, which are cut and end in …");
    int end = LONGEST_TEXT - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private void warn(int column, String what) {
    String sentence = "column " + columns.get(column).name() + " " + what;
    if (warned.add(sentence)) {
      warnings.accept("XLSX: " + sentence);
    }
  }
}
