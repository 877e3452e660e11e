package dev.pressroom.render.xlsx;

import dev.pressroom.report.Align;
import dev.pressroom.report.Color;
import dev.pressroom.report.Theme;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The cell styles that a workbook uses, each numbered when it is first asked for. */
final class Styles {
  /** Numbers below are the spreadsheet program's own formats. */
  private static final int FIRST_OWN_CODE = 164;

  private final Theme theme;
  private final Map<String, Integer> codes = new LinkedHashMap<>();
  private final Map<Style, Integer> styles = new LinkedHashMap<>();

  /** Where a cell stands; the first four's places are their fonts' numbers. */
  enum Look {
    ROW,
    HEAD,
    GROUP,
    TOTAL,
    /** A paragraph, which runs over its neighbours. */
    TEXT
  }

  /** What a text needs beyond its place. */
  enum Extra {
    NONE,
    /** Over several lines. */
    WRAP,
    /** Stays text when somebody edits it, although it begins like a formula. */
    QUOTE,
    WRAP_AND_QUOTE;

    static Extra of(boolean wrap, boolean quote) {
      return wrap ? quote ? WRAP_AND_QUOTE : WRAP : quote ? QUOTE : NONE;
    }
  }

  /**
   * One style.
   *
   * @param code of a number or date; empty for none
   */
  record Style(String code, Look look, Align align, Extra extra) {}

  Styles(Theme theme) {
    this.theme = theme;
  }

  /** Its number; 0 is a cell without any style. */
  int of(Style style) {
    Integer known = styles.get(style);
    if (known == null) {
      known = styles.size() + 1;
      styles.put(style, known);
      if (!style.code().isEmpty()) {
        codes.computeIfAbsent(style.code(), code -> FIRST_OWN_CODE + codes.size());
      }
    }
    return known;
  }

  Xml part() {
    Xml xml = new Xml();
    xml.raw(Workbook.DECLARATION).raw("<styleSheet xmlns=\"" + Workbook.MAIN + "\">");
    if (!codes.isEmpty()) {
      xml.raw("<numFmts count=\"" + codes.size() + "\">");
      codes.forEach(
          (code, id) ->
              xml.raw("<numFmt numFmtId=\"" + id + "\" formatCode=\"").text(code).raw("\"/>"));
      xml.raw("</numFmts>");
    }
    xml.raw("<fonts count=\"4\">");
    font(xml, "", Optional.empty());
    font(xml, "<b/>", theme.color(Theme.Part.HEAD));
    font(xml, "<b/>", theme.color(Theme.Part.GROUP));
    font(xml, "<b/>", Optional.empty());
    xml.raw("</fonts><fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill>");
    xml.raw("<fill><patternFill patternType=\"gray125\"/></fill>");
    fill(xml, theme.color(Theme.Part.HEAD_FILL));
    fill(xml, theme.color(Theme.Part.GROUP_FILL));
    xml.raw("</fills><borders count=\"3\">");
    border(xml, "", "");
    border(xml, "", rule("bottom"));
    border(xml, rule("top"), "");
    xml.raw("</borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\"");
    xml.raw(" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"" + (styles.size() + 1) + "\">");
    xml.raw("<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>");
    styles.keySet().forEach(style -> cell(xml, style));
    xml.raw("</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\"");
    return xml.raw(" builtinId=\"0\"/></cellStyles></styleSheet>");
  }

  private static void font(Xml xml, String bold, Optional<Color> color) {
    xml.raw("<font>" + bold + "<sz val=\"11\"/>");
    color.ifPresent(present -> xml.raw("<color rgb=\"" + argb(present) + "\"/>"));
    xml.raw("<name val=\"Calibri\"/><family val=\"2\"/></font>");
  }

  private static void fill(Xml xml, Optional<Color> color) {
    xml.raw("<fill><patternFill patternType=\"" + (color.isPresent() ? "solid" : "none") + "\">");
    color.ifPresent(present -> xml.raw("<fgColor rgb=\"" + argb(present) + "\"/>"));
    xml.raw("</patternFill></fill>");
  }

  private String rule(String side) {
    return theme
        .color(Theme.Part.RULE)
        .map(
            color ->
                "<%s style=\"thin\"><color rgb=\"%s\"/></%s>".formatted(side, argb(color), side))
        .orElse("");
  }

  private static void border(Xml xml, String top, String bottom) {
    xml.raw("<border><left/><right/>");
    xml.raw(top.isEmpty() ? "<top/>" : top).raw(bottom.isEmpty() ? "<bottom/>" : bottom);
    xml.raw("<diagonal/></border>");
  }

  private static String argb(Color color) {
    return String.format(Locale.ROOT, "FF%06X", color.rgb());
  }

  private void cell(Xml xml, Style style) {
    int fill = style.look() == Look.HEAD ? 2 : style.look() == Look.GROUP ? 3 : 0;
    int border = style.look() == Look.HEAD ? 1 : style.look() == Look.TOTAL ? 2 : 0;
    boolean quote = style.extra() == Extra.QUOTE || style.extra() == Extra.WRAP_AND_QUOTE;
    boolean wrap = style.extra() == Extra.WRAP || style.extra() == Extra.WRAP_AND_QUOTE;
    xml.raw("<xf numFmtId=\"").raw(codes.getOrDefault(style.code(), 0));
    xml.raw("\" fontId=\"")
        .raw(style.look() == Look.TEXT ? 0 : style.look().ordinal())
        .raw("\" fillId=\"")
        .raw(fill);
    xml.raw("\" borderId=\"").raw(border).raw("\" xfId=\"0\" applyNumberFormat=\"1\"");
    xml.raw(" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"");
    xml.raw(quote ? " quotePrefix=\"1\"" : "");
    xml.raw("><alignment horizontal=\"" + style.align().name().toLowerCase(Locale.ROOT) + "\"");
    xml.raw(" vertical=\"top\"" + (wrap ? " wrapText=\"1\"" : "") + "/></xf>");
  }
}
