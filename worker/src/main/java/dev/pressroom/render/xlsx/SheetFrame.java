package dev.pressroom.render.xlsx;

import dev.pressroom.report.Layout;
import dev.pressroom.report.PageBand;
import dev.pressroom.report.PageSetup;
import dev.pressroom.report.PageText;
import java.util.Locale;

/** What stands before and behind the rows of every sheet. For one thread. */
final class SheetFrame {
  private static final float POINTS_OF_INCH = 72;

  /** As the form of the file has it. */
  private static final int LONGEST_BAND = 255;

  private final Layout layout;
  private final Widths widths;
  private final boolean freeze;
  private boolean headersAbove;
  private int deepest;

  SheetFrame(Layout layout, Widths widths, boolean freeze) {
    this.layout = layout;
    this.widths = widths;
    this.freeze = freeze;
  }

  /** Groups have headers, where the button that folds them belongs. */
  void headersAbove() {
    headersAbove = true;
  }

  /** Rows are this deep in groups. */
  void level(int level) {
    deepest = Math.max(deepest, level);
  }

  void head(Xml xml, boolean first) {
    xml.raw(Workbook.DECLARATION).raw("<worksheet xmlns=\"" + Workbook.MAIN + "\"><sheetPr>");
    xml.raw(headersAbove ? "<outlinePr summaryBelow=\"0\"/>" : "");
    xml.raw("<pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView");
    xml.raw((first ? " tabSelected=\"1\"" : "") + " workbookViewId=\"0\">");
    if (freeze) {
      xml.raw("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>");
      xml.raw("<selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/>");
    }
    xml.raw("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"" + Sheet.HEIGHT + "\"");
    xml.raw(deepest > 0 ? " outlineLevelRow=\"" + deepest + "\"/><cols>" : "/><cols>");
    double[] result = widths.result();
    for (int i = 0; i < result.length; i++) {
      xml.raw("<col min=\"" + (i + 1) + "\" max=\"" + (i + 1) + "\" width=\"");
      xml.raw(decimal(result[i]) + "\" customWidth=\"1\"/>");
    }
    xml.raw("</cols><sheetData>");
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  /**
   * @param filtered null for no filter
   */
  void tail(Xml xml, String filtered) {
    xml.raw("</sheetData>");
    if (filtered != null) {
      xml.raw("<autoFilter ref=\"" + filtered.replace("$", "") + "\"/>");
    }
    PageSetup page = layout.page();
    PageSetup.Margins margins = page.margins();
    xml.raw("<pageMargins left=\"" + inches(margins.left().points()));
    xml.raw("\" right=\"" + inches(margins.right().points()));
    xml.raw("\" top=\"" + inches(margins.top().points()));
    xml.raw("\" bottom=\"" + inches(margins.bottom().points()));
    xml.raw("\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"" + paper(page.size()));
    xml.raw("\" orientation=\"" + page.orientation().name().toLowerCase(Locale.ROOT));
    xml.raw("\" fitToWidth=\"1\" fitToHeight=\"0\"/><headerFooter>");
    band(xml, "oddHeader", layout.pageHeader());
    band(xml, "oddFooter", layout.pageFooter());
    xml.raw("</headerFooter></worksheet>");
  }

  private static String inches(float points) {
    return decimal(points / POINTS_OF_INCH);
  }

  private static int paper(PageSetup.Size size) {
    return switch (size) {
      case LETTER -> 1;
      case LEGAL -> 5;
      case A3 -> 8;
      case A4 -> 9;
      case A5 -> 11;
    };
  }

  private static void band(Xml xml, String element, PageBand band) {
    String text = "&L" + line(band.left()) + "&C" + line(band.center()) + "&R" + line(band.right());
    if (!band.isEmpty() && text.length() <= LONGEST_BAND) {
      xml.raw("<" + element + ">").text(text).raw("</" + element + ">");
    }
  }

  private static String line(PageText text) {
    StringBuilder line = new StringBuilder();
    for (PageText.Part part : text.parts()) {
      if (part instanceof PageText.Part.Literal literal) {
        line.append(literal.text().replace("&", "&&"));
      } else {
        line.append(part instanceof PageText.Part.Page ? "&P" : "&N");
      }
    }
    return line.toString();
  }
}
