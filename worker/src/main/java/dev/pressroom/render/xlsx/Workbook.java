package dev.pressroom.render.xlsx;

import dev.pressroom.render.Rendering;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The parts of the file around its sheets. For one thread. */
final class Workbook {
  static final String DECLARATION =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  private static final String TYPES = "application/vnd.openxmlformats-officedocument.";

  /** As the form of the file has it. */
  private static final int LONGEST_NAME = 31;

  private final Archive archive;
  private final String title;
  private final List<Entry> sheets = new ArrayList<>();

  /**
   * A sheet that is complete.
   *
   * @param filtered the cells with filter buttons and their rows; null for none
   */
  private record Entry(String name, String filtered) {}

  Workbook(Archive archive, String title) {
    this.archive = archive;
    this.title = title;
  }

  /** Begins the next sheet; the one before must be finished. */
  Sheet sheet(int mostRows, Consumer<Xml> head) throws IOException {
    archive.begin("xl/worksheets/sheet" + (sheets.size() + 1) + ".xml");
    return new Sheet(archive, mostRows, head);
  }

  /** Takes note of the sheet that was finished. */
  void finished(String filtered) {
    sheets.add(new Entry(name(sheets.size() + 1), filtered));
  }

  /** The title as far as a sheet may be called so, and a number from the second on. */
  private String name(int number) {
    String suffix = number == 1 ? "" : " (" + number + ")";
    String clean = title.replaceAll("[\\[\\]:*?/\\\\\\p{Cntrl} ]+", " ").strip();
    clean = clean.replaceAll("^'+|'+$", "").strip();
    int end = Math.min(clean.length(), LONGEST_NAME - suffix.length());
    if (end > 0 && Character.isHighSurrogate(clean.charAt(end - 1))) {
      end--;
    }
    String name = clean.substring(0, end).strip().replaceAll("'+$", "");
    // "History" is a name that one spreadsheet program keeps to itself.
    boolean taken = name.isEmpty() || name.equalsIgnoreCase("History");
    return (taken ? "Report" : name) + suffix;
  }

  void finish(Styles styles, Rendering rendering) throws IOException {
    archive.part("xl/workbook.xml", book());
    archive.part("xl/styles.xml", styles.part());
    archive.part("xl/_rels/workbook.xml.rels", bookRelations());
    archive.part("docProps/core.xml", core(rendering));
    archive.part("docProps/app.xml", application());
    archive.part("_rels/.rels", relations());
    archive.part("[Content_Types].xml", types());
    archive.finish();
  }

  private Xml book() {
    Xml xml = new Xml().raw(DECLARATION);
    xml.raw("<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS + "\">");
    xml.raw("<workbookPr date1904=\"0\"/><bookViews><workbookView activeTab=\"0\"/></bookViews>");
    xml.raw("<sheets>");
    for (int i = 1; i <= sheets.size(); i++) {
      xml.raw("<sheet name=\"").text(sheets.get(i - 1).name());
      xml.raw("\" sheetId=\"" + i + "\" r:id=\"rId" + i + "\"/>");
    }
    xml.raw("</sheets><definedNames>");
    for (int i = 0; i < sheets.size(); i++) {
      Entry sheet = sheets.get(i);
      if (sheet.filtered() != null) {
        xml.raw("<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"" + i + "\"");
        reference(xml.raw(" hidden=\"1\">"), sheet, sheet.filtered());
      }
    }
    for (int i = 0; i < sheets.size(); i++) {
      xml.raw("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"" + i + "\">");
      reference(xml, sheets.get(i), "$1:$1");
    }
    return xml.raw("</definedNames></workbook>");
  }

  private static void reference(Xml xml, Entry sheet, String cells) {
    xml.raw("'").text(sheet.name().replace("'", "''")).raw("'!" + cells + "</definedName>");
  }

  private Xml bookRelations() {
    Xml xml = new Xml().raw(DECLARATION);
    xml.raw("<Relationships xmlns=\"" + PACKAGE + "relationships\">");
    for (int i = 1; i <= sheets.size(); i++) {
      relation(xml, i, RELATIONS + "/worksheet", "worksheets/sheet" + i + ".xml");
    }
    relation(xml, sheets.size() + 1, RELATIONS + "/styles", "styles.xml");
    return xml.raw("</Relationships>");
  }

  private static void relation(Xml xml, int id, String type, String target) {
    xml.raw("<Relationship Id=\"rId" + id + "\" Type=\"" + type + "\"");
    xml.raw(" Target=\"" + target + "\"/>");
  }

  private Xml core(Rendering rendering) {
    Xml xml = new Xml().raw(DECLARATION);
    xml.raw("<cp:coreProperties xmlns:cp=\"" + PACKAGE + "metadata/core-properties\"");
    xml.raw(" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"");
    xml.raw(" xmlns:dcterms=\"http://purl.org/dc/terms/\"");
    xml.raw(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>").text(title);
    xml.raw("</dc:title><dc:creator>Pressroom</dc:creator><dc:language>");
    xml.text(rendering.locale().toLanguageTag()).raw("</dc:language>");
    for (String moment : List.of("created", "modified")) {
      xml.raw("<dcterms:" + moment + " xsi:type=\"dcterms:W3CDTF\">");
      xml.text(rendering.created().toString()).raw("</dcterms:" + moment + ">");
    }
    return xml.raw("</cp:coreProperties>");
  }

  private static Xml application() {
    Xml xml = new Xml().raw(DECLARATION).raw("<Properties xmlns=\"");
    xml.raw("http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">");
    return xml.raw("<Application>Pressroom</Application></Properties>");
  }

  private static Xml relations() {
    Xml xml = new Xml().raw(DECLARATION);
    xml.raw("<Relationships xmlns=\"" + PACKAGE + "relationships\">");
    relation(xml, 1, RELATIONS + "/officeDocument", "xl/workbook.xml");
    relation(xml, 2, PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml");
    relation(xml, 3, RELATIONS + "/extended-properties", "docProps/app.xml");
    return xml.raw("</Relationships>");
  }

  private Xml types() {
    Xml xml = new Xml().raw(DECLARATION).raw("<Types xmlns=\"" + PACKAGE + "content-types\">");
    xml.raw("<Default Extension=\"rels\" ContentType=\"");
    xml.raw("application/vnd.openxmlformats-package.relationships+xml\"/>");
    xml.raw("<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    type(xml, "xl/workbook.xml", TYPES + "spreadsheetml.sheet.main+xml");
    type(xml, "xl/styles.xml", TYPES + "spreadsheetml.styles+xml");
    for (int i = 1; i <= sheets.size(); i++) {
      type(xml, "xl/worksheets/sheet" + i + ".xml", TYPES + "spreadsheetml.worksheet+xml");
    }
    type(xml, "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    type(xml, "docProps/app.xml", TYPES + "extended-properties+xml");
    return xml.raw("</Types>");
  }

  private static void type(Xml xml, String part, String type) {
    xml.raw("<Override PartName=\"/" + part + "\" ContentType=\"" + type + "\"/>");
  }
}
