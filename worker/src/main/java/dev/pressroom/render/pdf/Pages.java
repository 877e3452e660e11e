package dev.pressroom.render.pdf;

import dev.pressroom.pdf.PdfDocument;
import dev.pressroom.report.Layout;
import dev.pressroom.report.PageBand;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The sheets of one document: the one being drawn on, how far down it is, and what stands at the
 * top and bottom of each. For one thread.
 */
final class Pages {
  private static final float BAND_GAP = 9;

  private final PdfDocument document;
  private final Layout layout;
  private final PageBands bands;
  private final float top;
  private final float bottom;
  private Canvas canvas;
  private float y;

  Pages(PdfDocument document, Layout layout, TextFont font) {
    this.document = document;
    this.layout = layout;
    this.bands = new PageBands(document, font);
    this.top = upperEdge() - bandHeight(layout.pageHeader());
    this.bottom = lowerEdge() + bandHeight(layout.pageFooter());
  }

  private float upperEdge() {
    return layout.page().height() - layout.page().margins().top().points();
  }

  private float lowerEdge() {
    return layout.page().margins().bottom().points();
  }

  private static float bandHeight(PageBand band) {
    return band.isEmpty() ? 0 : Ink.BAND_SIZE * Ink.LEADING + BAND_GAP;
  }

  Canvas canvas() {
    return canvas;
  }

  /** Where the next thing's upper edge stands. */
  float y() {
    return y;
  }

  void down(float by) {
    y -= by;
  }

  /** How much room the page still has. */
  float left() {
    return y - bottom;
  }

  /** How much room an empty page has. */
  float whole() {
    return top - bottom;
  }

  boolean atTop() {
    return y >= top - 0.01f;
  }

  /** Ends the page, if there is one, and begins another. */
  void next() {
    end();
    canvas = new Canvas(document.beginPage());
    y = top;
  }

  private void end() {
    if (canvas == null) {
      return;
    }
    drawBands(document.pages() + 1);
    canvas = null;
    try {
      document.endPage();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a page", e);
    }
  }

  /** Ends the last page and draws what needed to know how many there are. */
  long finish() throws IOException {
    end();
    bands.finish();
    return document.pages();
  }

  private void drawBands(long page) {
    float x = layout.page().margins().left().points();
    float width = layout.page().width() - x - layout.page().margins().right().points();
    if (!layout.pageHeader().isEmpty()) {
      float base = upperEdge() - Ink.BAND_SIZE * Ink.ASCENT;
      bands.draw(canvas, layout.pageHeader(), x, base, width, page);
      canvas.rule(x, upperEdge() - Ink.BAND_SIZE * Ink.LEADING - 2, width, 0.4f, Ink.RULE);
    }
    if (!layout.pageFooter().isEmpty()) {
      float base = lowerEdge() + Ink.BAND_SIZE * (Ink.LEADING - Ink.ASCENT);
      bands.draw(canvas, layout.pageFooter(), x, base, width, page);
      canvas.rule(x, lowerEdge() + Ink.BAND_SIZE * Ink.LEADING + 2, width, 0.4f, Ink.RULE);
    }
  }
}
