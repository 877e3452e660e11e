package dev.pressroom.render.pdf;

import dev.pressroom.report.Layout;
import dev.pressroom.report.PageBand;
import dev.pressroom.report.PageText;
import dev.pressroom.report.Theme;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/**
 * The sheets of one document: the one being drawn on, how far down it is, and what stands at the
 * top and bottom of each. A finished page is a compressed stream in PDFBox's temporary file; bands
 * that show the number of pages are added at the end as a second, small stream.
 */
final class Pages {
  private static final float BAND_GAP = 9;
  private static final float LINE = Ink.BAND_SIZE * Ink.LEADING;

  private final PDDocument document;
  private final Layout layout;
  private final TextFont font;
  private final Palette palette;
  private final PlacedLogo logo;
  private final PDResources resources;
  private final List<PDPage> pages = new ArrayList<>();
  private final boolean bandsAtEnd;
  private final float top;
  private final float bottom;
  private Canvas canvas;
  private float y;

  /**
   * What bands are drawn with.
   *
   * @param logo null for none
   */
  record Dress(TextFont font, PlacedLogo logo) {}

  Pages(PDDocument document, Layout layout, Dress dress, PDResources resources) {
    this.document = document;
    this.layout = layout;
    this.font = dress.font();
    this.palette = new Palette(layout.theme());
    this.logo = dress.logo() != null && dress.logo().onEachPage() ? dress.logo() : null;
    this.resources = resources;
    this.bandsAtEnd = layout.pageHeader().countsPages() || layout.pageFooter().countsPages();
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
    PDPage page = new PDPage(new PDRectangle(layout.page().width(), layout.page().height()));
    page.setResources(resources);
    document.addPage(page);
    pages.add(page);
    canvas = new Canvas();
    y = top;
  }

  private void end() {
    if (pages.isEmpty()) {
      return;
    }
    if (!bandsAtEnd) {
      bands(canvas, pages.size(), 0);
    }
    pages.get(pages.size() - 1).getCOSObject().setItem(COSName.CONTENTS, stream(canvas));
  }

  private COSStream stream(Canvas drawn) {
    COSStream stream = document.getDocument().createCOSStream();
    try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
      out.write(drawn.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a page", e);
    }
    return stream;
  }

  /** Ends the last page and draws what needed to know how many there are. */
  long finish() {
    end();
    if (bandsAtEnd) {
      for (int i = 0; i < pages.size(); i++) {
        Canvas band = new Canvas();
        bands(band, i + 1L, pages.size());
        COSArray both = new COSArray();
        both.add(pages.get(i).getCOSObject().getItem(COSName.CONTENTS));
        both.add(stream(band));
        pages.get(i).getCOSObject().setItem(COSName.CONTENTS, both);
      }
    }
    return pages.size();
  }

  private void bands(Canvas on, long page, long count) {
    float x = layout.page().margins().left().points();
    float width = layout.page().width() - x - layout.page().margins().right().points();
    if (hasHeader()) {
      float foot = upperEdge() - headerHeight();
      float beside = logo == null ? 0 : logo.width() + PlacedLogo.GAP;
      float start = logo != null && logo.left() ? x + beside : x;
      float base = foot + LINE - Ink.BAND_SIZE * Ink.ASCENT;
      band(on, layout.pageHeader(), new Strip(start, base, width - beside), page, count);
      if (logo != null) {
        logo.draw(on, x, width, upperEdge());
      }
      rule(on, x, foot - 2, width);
    }
    if (!layout.pageFooter().isEmpty()) {
      float base = lowerEdge() + Ink.BAND_SIZE * (Ink.LEADING - Ink.ASCENT);
      band(on, layout.pageFooter(), new Strip(x, base, width), page, count);
      rule(on, x, lowerEdge() + LINE + 2, width);
    }
  }

  private void rule(Canvas on, float x, float y, float width) {
    if (palette.of(Theme.Part.RULE) != null) {
      on.rule(x, y, width, 0.4f, palette.of(Theme.Part.RULE));
    }
  }

  /** Where a band's text stands. */
  private record Strip(float x, float base, float width) {}

  private void band(Canvas on, PageBand band, Strip strip, long page, long count) {
    Line center = fit(band.center(), page, count, strip.width * 0.5f);
    boolean alone = center.glyphs().length == 0;
    float side = alone ? strip.width * 0.6f : (strip.width - center.width()) / 2 - 6;
    Line right = fit(band.right(), page, count, side);
    Line left = fit(band.left(), page, count, alone ? strip.width - right.width() - 6 : side);
    on.text(left, strip.x, strip.base, palette.of(Theme.Part.PAGE_BAND));
    on.text(
        center,
        strip.x + (strip.width - center.width()) / 2,
        strip.base,
        palette.of(Theme.Part.PAGE_BAND));
    on.text(
        right, strip.x + strip.width - right.width(), strip.base, palette.of(Theme.Part.PAGE_BAND));
  }

  private Line fit(PageText text, long page, long count, float width) {
    return Cut.line(font, text.on(page, count), Ink.BAND_SIZE, width);
  }
}
