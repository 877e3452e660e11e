package dev.pressroom.render.html;

import dev.pressroom.render.CellTexts;
import dev.pressroom.render.ForcedFile;
import dev.pressroom.render.Options;
import dev.pressroom.render.OutputFormat;
import dev.pressroom.render.Rendered;
import dev.pressroom.render.Renderer;
import dev.pressroom.render.Rendering;
import dev.pressroom.report.Align;
import dev.pressroom.report.Column;
import dev.pressroom.report.Layout;
import dev.pressroom.report.PageSetup;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One page that needs nothing else: no script, no image, no font from elsewhere. Tables have heads
 * with scopes, so that they can be heard as well as seen; printed, their heads stand on each sheet.
 * Written as the rows come. What stands at the top and bottom of paper pages is left out. For one
 * thread.
 */
public final class HtmlRenderer implements Renderer {
  /** For the registry. */
  public static final OutputFormat FORMAT =
      new OutputFormat("html", "html", "text/html; charset=utf-8", HtmlRenderer::open);

  private final ForcedFile file;
  private final Writer writer;
  private final Rendering rendering;
  private List<Column> columns;
  private CellTexts texts;
  private Part part = Part.NONE;

  /** What of a table is open. */
  private enum Part {
    NONE,
    HEAD,
    BODY
  }

  private HtmlRenderer(ForcedFile file, Rendering rendering) {
    this.file = file;
    this.rendering = rendering;
    this.writer = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8), 1 << 15);
  }

  private static Renderer open(Path target, Options options, Rendering rendering)
      throws IOException {
    options.refuseOthers();
    return new HtmlRenderer(new ForcedFile(target), rendering);
  }

  @Override
  public void begin(Layout layout) {
    columns = layout.columns();
    texts = new CellTexts(columns, rendering);
    raw("<!DOCTYPE html>\n<html lang=\"");
    escaped(rendering.locale().toLanguageTag());
    raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
    raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    raw("<meta name=\"generator\" content=\"Pressroom\">\n<title>");
    escaped(layout.title());
    raw("</title>\n<style>\n");
    raw(Style.TEXT);
    raw(alignments());
    raw(paper(layout));
    raw("</style>\n</head>\n<body>\n<main>\n");
    if (!layout.title().isBlank()) {
      element("h1", layout.title());
    }
  }

  /** The page's look, which is a file of its own. */
  private static final class Style {
    static final String TEXT = read();

    private static String read() {
      try (InputStream in = HtmlRenderer.class.getResourceAsStream("style.css")) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the style of HTML pages", e);
      }
    }
  }

  private String alignments() {
    List<String> right = new ArrayList<>();
    List<String> center = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Align align = columns.get(i).align();
      List<String> same = align == Align.RIGHT ? right : align == Align.CENTER ? center : null;
      if (same != null) {
        same.add("tr:not(.group) > :nth-child(" + (i + 1) + ")");
      }
    }
    String rules = "";
    if (!right.isEmpty()) {
      rules += String.join(",", right) + "{text-align:right;white-space:nowrap}\n";
    }
    if (!center.isEmpty()) {
      rules += String.join(",", center) + "{text-align:center}\n";
    }
    return rules;
  }

  private static String paper(Layout layout) {
    PageSetup page = layout.page();
    PageSetup.Margins margins = page.margins();
    return "@page{size:%spt %spt;margin:%spt %spt %spt %spt}\n"
        .formatted(
            page.width(),
            page.height(),
            margins.top().points(),
            margins.right().points(),
            margins.bottom().points(),
            margins.left().points());
  }

  private void openTable() {
    if (part != Part.NONE) {
      return;
    }
    part = Part.HEAD;
    raw("<table>\n<thead>\n<tr>");
    for (Column column : columns) {
      raw("<th scope=\"col\">");
      escaped(column.title());
      raw("</th>");
    }
    raw("</tr>\n</thead>\n");
  }

  private void openBody() {
    openTable();
    if (part == Part.HEAD) {
      raw("<tbody>\n");
      part = Part.BODY;
    }
  }

  private void closeBody() {
    if (part == Part.BODY) {
      raw("</tbody>\n");
      part = Part.HEAD;
    }
  }

  private void closeTable() {
    closeBody();
    if (part == Part.HEAD) {
      raw("</table>\n");
      part = Part.NONE;
    }
  }

  @Override
  public void groupHeader(int level, String text) {
    if (level == 0) {
      closeBody();
    }
    openBody();
    raw("<tr class=\"group\"><th class=\"level" + Math.min(level, 4) + "\" scope=\"");
    raw(level == 0 ? "rowgroup" : "row");
    raw("\" colspan=\"" + columns.size() + "\">");
    escaped(text);
    raw("</th></tr>\n");
  }

  @Override
  public void row(List<?> values) {
    openBody();
    raw("<tr>");
    for (int i = 0; i < values.size(); i++) {
      raw("<td>");
      escaped(texts.cell(i, values.get(i)));
      raw("</td>");
    }
    raw("</tr>\n");
  }

  @Override
  public void groupFooter(int level, String label, List<?> totals) {
    openBody();
    totals("total level" + Math.min(level, 4), label, totals);
  }

  @Override
  public void summary(String label, List<?> totals) {
    closeBody();
    openTable();
    raw("<tfoot>\n");
    totals("total", label, totals);
    raw("</tfoot>\n");
    closeTable();
  }

  /** The label spans what stands before the first total, or has a line of its own. */
  private void totals(String kind, String label, List<?> totals) {
    int before = 0;
    while (before < totals.size() && totals.get(before) == null) {
      before++;
    }
    String shown = label == null ? "" : label;
    if (before == 0 && !shown.isEmpty()) {
      raw("<tr class=\"group " + kind + "\"><th scope=\"row\" colspan=\"" + columns.size() + "\">");
      escaped(shown);
      raw("</th></tr>\n");
    }
    raw("<tr class=\"" + kind + "\">");
    for (int i = 0; i < before; i++) {
      // Cells that are not joined keep every number in the column that it belongs to.
      raw(i == 0 ? "<th scope=\"row\" class=\"label\"><span>" : "<td>");
      escaped(i == 0 ? shown : "");
      raw(i == 0 ? "</span></th>" : "</td>");
    }
    for (int i = before; i < totals.size(); i++) {
      raw("<td>");
      escaped(texts.total(i, totals.get(i)));
      raw("</td>");
    }
    raw("</tr>\n");
  }

  @Override
  public void text(String paragraph) {
    closeTable();
    element("p", paragraph);
  }

  private void element(String name, String text) {
    raw("<" + name + ">");
    escaped(text);
    raw("</" + name + ">\n");
  }

  @Override
  public long bytes() {
    return file.bytes();
  }

  @Override
  public Rendered finish() throws IOException {
    try (file) {
      closeTable();
      raw("</main>\n</body>\n</html>\n");
      writer.flush();
      return file.finish(0);
    }
  }

  private void raw(String html) {
    try {
      writer.write(html);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Text as text, whatever it holds: markup means nothing, and what HTML forbids is replaced. */
  private void escaped(String text) {
    try {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '&' -> writer.write("&amp;");
          case '<' -> writer.write("&lt;");
          case '>' -> writer.write("&gt;");
          case '"' -> writer.write("&quot;");
          case '\n' -> writer.write("<br>");
          default -> writer.write(isForbidden(text, i) ? '\uFFFD' : c);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isForbidden(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
    return c < ' ' && c != '\t' && c != '\r' || c >= 0x7F && c < 0xA0 || c >= 0xFFFE;
  }

  @Override
  public void close() {
    file.close();
  }
}
