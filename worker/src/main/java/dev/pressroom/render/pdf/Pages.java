package dev.pressroom.render.pdf;

import dev.pressroom.pdf.PdfDocument;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Theme;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The sheets of one document: the one being drawn on, how far down it is, and what stands at the
 * top and bottom of each. For one thread.
 */
final class Pages {
  private static final float BAND_GAP = 9;
  private static final float LINE = Ink.BAND_SIZE * Ink.LEADING;

  private final PdfDocument document;
  private final Layout layout;
  private final PageBands bands;
  private final PlacedLogo logo;
  private final Bookmarks bookmarks;
  private final int rule;
  private final float top;
  private final float bottom;
  private Canvas canvas;
  private float y;

  /**
   * @param logo null for none
   */
  Pages(PdfDocument document, Layout layout, TextFont font, PlacedLogo logo) {
    Palette palette = new Palette(layout.theme());
    this.document = document;
    this.layout = layout;
    this.bands = new PageBands(document, font, palette.of(Theme.Part.PAGE_BAND));
    this.bookmarks = new Bookmarks(document);
    this.logo = logo != null && logo.onEachPage() ? logo : null;
    this.rule = palette.of(Theme.Part.RULE);
    this.top = upperEdge() - (hasHeader() ? headerHeight() + BAND_GAP : 0);
    this.bottom = lowerEdge() + (layout.pageFooter().isEmpty() ? 0 : LINE + BAND_GAP);
  }

  private float upperEdge() {
    return layout.page().height() - layout.page().margins().top().points();
  }

  private float lowerEdge() {
    return layout.page().margins().bottom().points();
  }

  private boolean hasHeader() {
    return logo != null || !layout.pageHeader().isEmpty();
  }

  private float headerHeight() {
    return logo == null ? LINE : Math.max(LINE, logo.height());
  }

  Bookmarks bookmarks() {
    return bookmarks;
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
    if (hasHeader()) {
      float foot = upperEdge() - headerHeight();
      float beside = logo == null ? 0 : logo.width() + PlacedLogo.GAP;
      float start = logo != null && logo.left() ? x + beside : x;
      float base = foot + LINE - Ink.BAND_SIZE * Ink.ASCENT;
      bands.draw(canvas, layout.pageHeader(), start, base, width - beside, page);
      if (logo != null) {
        logo.draw(canvas, x, width, upperEdge());
      }
      canvas.rule(x, foot - 2, width, 0.4f, rule);
    }
    if (!layout.pageFooter().isEmpty()) {
      float base = lowerEdge() + Ink.BAND_SIZE * (Ink.LEADING - Ink.ASCENT);
      bands.draw(canvas, layout.pageFooter(), x, base, width, page);
      canvas.rule(x, lowerEdge() + LINE + 2, width, 0.4f, rule);
    }
  }

  /** How many pages are complete. */
  long soFar() {
    return document.pages();
  }
}
